//! The known word that a misspelt one was probably meant to be.

/// The candidate with the smallest edit distance, if it is near enough to be meant.
pub(crate) fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let limit = (word.chars().count().max(3) / 3).max(1);
    candidates
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Whether a word is another one with a slip of the fingers in it, and can hardly be meant as itself: one letter, or the
/// case. A plural is a word of its own, and short words are too near to each other.
pub(crate) fn is_slip(word: &str, meant: &str) -> bool {
    const SHORTEST: usize = 4;
    let plural = |one: &str, other: &str| one.strip_suffix('s') == Some(other);
    match distance(word, meant) {
        0 => true,
        1 => word.len().max(meant.len()) >= SHORTEST && !plural(word, meant) && !plural(meant, word),
        _ => false,
    }
}

/// Damerau-Levenshtein distance (neighbours swapped count once), case of ASCII letters ignored: keys have no others.
fn distance(left: &str, right: &str) -> usize {
    // Longer words are no misspelling of a key, and the work is quadratic.
    const LONGEST: usize = 64;
    let left: Vec<char> = left.chars().take(LONGEST).map(|c| c.to_ascii_lowercase()).collect();
    let right: Vec<char> = right.chars().take(LONGEST).map(|c| c.to_ascii_lowercase()).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, r) in right.iter().enumerate() {
            let mut cost = (previous[j] + usize::from(l != r)).min(previous[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *l == right[j - 1] && left[i - 1] == *r {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut previous, row);
    }
    previous[right.len()]
}

#[cfg(test)]
mod tests {
    use super::{is_slip, nearest};

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
    fn finds_what_was_meant() {
        let keys = ["replicas", "labels", "resources", "nodeSelector", "tolerations", "affinity"];
        assert_eq!(nearest("replcas", keys.into_iter()), Some("replicas"));
        assert_eq!(nearest("nodeselector", keys.into_iter()), Some("nodeSelector"));
        assert_eq!(nearest("lables", keys.into_iter()), Some("labels"));
        assert_eq!(nearest("image", keys.into_iter()), None);
    }
}
