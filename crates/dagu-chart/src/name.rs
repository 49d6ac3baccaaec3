//! The names of the release's objects. They must never change: a renamed claim loses its data.

use sha2::{Digest, Sha256};

/// The maximum length of a Service name, which applies to all names here.
const LONGEST: usize = 63;
/// The length of the first part of a shortened name, before its hash.
const KEPT: usize = 54;

/// The name that every object name starts with.
///
/// `fullname_override`, or the release name if it contains the chart's name or `name_override`,
/// or both joined; at most 63 characters.
pub(crate) fn fullname(release: &str, chart: &str, name_override: &str, fullname_override: &str) -> String {
    let name = if name_override.is_empty() { chart } else { name_override };
    let full = if !fullname_override.is_empty() {
        fullname_override.to_owned()
    } else if release.contains(name) {
        release.to_owned()
    } else {
        format!("{release}-{name}")
    };
    let cut = cut(&full, LONGEST);
    cut.strip_suffix('-').unwrap_or(cut).to_owned()
}

/// `<fullname>-<part>`. A name of more than 63 characters becomes its first 54 without a trailing `-`, a `-`, and
/// the first 8 hex digits of its sha256.
pub(crate) fn compose(fullname: &str, part: &str) -> String {
    let name = format!("{fullname}-{part}");
    if name.len() <= LONGEST {
        return name;
    }
    let kept = cut(&name, KEPT);
    let kept = kept.strip_suffix('-').unwrap_or(kept);
    format!("{kept}-{}", &hex(&Sha256::digest(&name))[..8])
}

/// Lowercase hex digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

/// At most `longest` bytes of a text, never a part of a character.
fn cut(text: &str, longest: usize) -> &str {
    let mut end = longest.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::{compose, fullname};

    // The list of facts that people's running releases depend on. It is written by hand, and nothing rewrites it.
    #[test]
    fn names_are_frozen() {
        assert_eq!(fullname("dagu", "dagu", "", ""), "dagu");
        assert_eq!(fullname("foo", "dagu", "", ""), "foo-dagu");
        assert_eq!(fullname("my-dagu-prod", "dagu", "", ""), "my-dagu-prod");
        assert_eq!(fullname("foo", "dagu", "flow", ""), "foo-flow");
        assert_eq!(fullname("foo", "dagu", "flow", "bar"), "bar");
        assert_eq!(compose("dagu", "data"), "dagu-data");
        assert_eq!(compose("foo-dagu", "worker-gpu"), "foo-dagu-worker-gpu");
        assert_eq!(fullname(&"a".repeat(62), "b", "", ""), "a".repeat(62));
        assert_eq!(fullname(&"a".repeat(70), "b", "", "").len(), 63);
    }

    #[test]
    fn a_long_composed_name_keeps_54_characters_and_a_hash() {
        // printf '%s' aaa…(58)-coordinator | sha256sum
        let name = compose(&"a".repeat(58), "coordinator");
        assert_eq!(name.len(), 63);
        assert!(name.starts_with(&format!("{}-", "a".repeat(54))), "{name}");
        // The 54th character is a dash, which is dropped.
        let name = compose(&format!("{}-bbbbbbbb", "a".repeat(53)), "coordinator");
        assert!(name.starts_with(&format!("{}-", "a".repeat(53))), "{name}");
        assert_eq!(name.len(), 62);
    }
}
