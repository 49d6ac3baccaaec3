//! Finds the known word for a misspelt one.

/// The candidate with the smallest edit distance, if it is close enough.
pub(crate) fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let length = word.chars().count();
    let limit = (length.max(3) / 3).max(1);
    let wanted = letters(word);
    candidates
        // The distance is at least the difference of the lengths and the number of letters that the candidate lacks, and
        // takes much longer.
        .filter(|candidate| {
            candidate.chars().count().abs_diff(length) <= limit
                && (wanted & !letters(candidate)).count_ones() as usize <= limit
        })
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Whether a word is certainly another one with a typo: one letter, or the
/// case. A plural is not a typo, and short words are too similar to each other.
pub(crate) fn is_slip(word: &str, meant: &str) -> bool {
    const SHORTEST: usize = 4;
    let plural = |one: &str, other: &str| one.strip_suffix('s') == Some(other);
    match distance(word, meant) {
        0 => true,
        1 => word.len().max(meant.len()) >= SHORTEST && !plural(word, meant) && !plural(meant, word),
        _ => false,
    }
}

/// Longer words are not misspelt keys, and the cost of the distance is quadratic.
const LONGEST: usize = 64;

/// The letters of a word as bits, without their case; some letters share a bit.
fn letters(word: &str) -> u32 {
    word.chars().take(LONGEST).fold(0, |bits, letter| bits | 1 << (u32::from(letter) % u32::BITS))
}

/// The number of typos between two words: an added, missing or different letter, or two swapped neighbours. The case
/// of ASCII letters is ignored: keys have no others.
fn distance(left: &str, right: &str) -> usize {
    let [left, right] = [left, right]
        .map(|word| word.chars().take(LONGEST).map(|c| c.to_ascii_lowercase()).collect::<String>());
    strsim::osa_distance(&left, &right)
}

#[cfg(test)]
mod tests {
    use super::{distance, is_slip, letters, nearest};

    #[test]
    fn knows_a_slip_from_another_word() {
        for (word, meant) in [("replcas", "replicas"), ("lables", "labels"), ("nodeselector", "nodeSelector")]
        {
            assert!(is_slip(word, meant), "{word}");
        }
        for (word, meant) in
            [("apiVersion", "daguVersion"), ("workers", "worker"), ("label", "labels"), ("tas", "tag")]
        {
            assert!(!is_slip(word, meant), "{word}");
        }
    }

    #[test]
    fn a_word_lacks_no_more_letters_than_it_has_typos() {
        let words =
            ["", "tag", "Tags", "TAG", "gat", "nodeSelector", "node_selector", "ключ", "key1234", "ö", "o"];
        for (word, other) in words.iter().flat_map(|word| words.map(|other| (*word, other))) {
            let lacking = (letters(word) & !letters(other)).count_ones() as usize;
            assert!(lacking <= distance(word, other), "{word} {other}");
        }
    }

    #[test]
    fn finds_what_was_meant() {
        let keys = ["replicas", "labels", "resources", "nodeSelector", "tolerations", "affinity"];
        assert_eq!(nearest("replcas", keys.into_iter()), Some("replicas"));
        assert_eq!(nearest("nodeselector", keys.into_iter()), Some("nodeSelector"));
        assert_eq!(nearest("lables", keys.into_iter()), Some("labels"));
        assert_eq!(nearest("image", keys.into_iter()), None);
        assert_eq!(nearest(&"x".repeat(200), keys.into_iter()), None);
    }
}
