//! The formats of names, keys and labels in Kubernetes (k8s.io/apimachinery, `validation`).

/// The maximum length of a label, and of the part after the domain.
const LONGEST: usize = 63;

/// A DNS subdomain: the names of most objects.
pub(crate) fn is_subdomain(text: &str) -> bool {
    text.len() <= 253
        && text.split('.').all(|part| is_edged(part, |b| b.is_ascii_lowercase() || b.is_ascii_digit(), b"-"))
}

/// A DNS label: the names of containers, volumes and namespaces.
pub(crate) fn is_label(text: &str) -> bool {
    text.len() <= LONGEST && is_subdomain(text) && !text.contains('.')
}

/// A key in the data of a Secret or a ConfigMap.
pub(crate) fn is_data_key(text: &str) -> bool {
    (1..=253).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
        && text != "."
        && !text.starts_with("..")
}

/// The key of a label: a name, optionally after a domain.
pub(crate) fn is_label_key(text: &str) -> bool {
    let (owner, name) = text.split_once('/').map_or((None, text), |(owner, name)| (Some(owner), name));
    owner.is_none_or(is_subdomain)
        && name.len() <= LONGEST
        && is_edged(name, |b| b.is_ascii_alphanumeric(), b"-_.")
}

/// The value of a label, which may be empty.
pub(crate) fn is_label_value(text: &str) -> bool {
    text.is_empty() || (text.len() <= LONGEST && is_edged(text, |b| b.is_ascii_alphanumeric(), b"-_."))
}

/// Whether a text has only characters that are allowed anywhere, and others that are not allowed at an end.
fn is_edged(text: &str, anywhere: fn(u8) -> bool, inside: &[u8]) -> bool {
    let bytes = text.as_bytes();
    let end = |byte: Option<&u8>| byte.is_some_and(|byte| anywhere(*byte));
    end(bytes.first()) && end(bytes.last()) && bytes.iter().all(|b| anywhere(*b) || inside.contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_kubernetes_takes() {
        for good in ["a", "nfs-client", "a.b-c.d1", "0"] {
            assert!(is_subdomain(good), "{good}");
        }
        for bad in ["", "A", "a_b", "-a", "a-", "a..b", ".a", &"a".repeat(254)] {
            assert!(!is_subdomain(bad), "{bad}");
        }
        for good in ["zone", "nvidia.com/gpu.present", "A_b.c-d"] {
            assert!(is_label_key(good), "{good}");
        }
        for bad in ["", "/a", "a/", "a/b/c", "-a", "a b", "A/b", &"a".repeat(64)] {
            assert!(!is_label_key(bad), "{bad}");
        }
        assert!(is_label("a-1") && !is_label("a.b") && !is_label("") && !is_label(&"a".repeat(64)));
        assert!(
            is_label_value("") && is_label_value("A_b.c") && !is_label_value("a b") && !is_label_value("a/b")
        );
        assert!(is_data_key("a_b.C") && !is_data_key("..a") && !is_data_key("a/b") && !is_data_key(""));
    }
}
