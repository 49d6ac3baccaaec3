//! An image that no node can pull.

use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::values::Values;

/// The pods would wait with `InvalidImageName`.
pub(super) const IMAGE_REFERENCE: Rule = Rule {
    code: "D0530",
    name: "image-reference-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "A repository is a host and a path of lowercase letters, digits and separators, without tag, digest or scheme; a tag is up to 128 letters, digits, dashes, dots and underscores. With anything else the pods wait with InvalidImageName."
    ),
};

/// Asked before the version is looked for, which repository and tag may tell.
pub(crate) fn check(values: &Values) -> Option<Diagnostic> {
    let repository = values.image.repository.as_deref().unwrap_or_default();
    if let Some((problem, help)) = repository_problem(repository) {
        return Some(IMAGE_REFERENCE.at("image.repository", problem, help));
    }
    let tag = values.image.tag.as_deref().unwrap_or_default();
    if tag.starts_with("sha256:") {
        return Some(IMAGE_REFERENCE.at(
            "image.tag",
            "this is a digest, and not a tag",
            "move it to `image.digest`, and set `image.tag` or `daguVersion` to the version that it is",
        ));
    }
    let tag = tag.split_once('@').map_or(tag, |(tag, _)| tag);
    (!tag.is_empty() && !is_tag(tag)).then(|| {
        IMAGE_REFERENCE.at(
            "image.tag",
            "not a tag that an image can have",
            "use letters, digits, dashes, dots and underscores",
        )
    })
}

fn repository_problem(repository: &str) -> Option<(&'static str, &'static str)> {
    let path = repository.rsplit_once('/').map_or(repository, |(_, path)| path);
    if repository.contains("://") {
        Some(("a repository has no scheme", "remove everything up to `://`"))
    } else if path.contains([':', '@']) {
        Some(("a tag or a digest stands in the repository", "move it to `image.tag`"))
    } else if repository.starts_with('/')
        || repository.ends_with('/')
        || !repository.bytes().all(is_repository_byte)
    {
        Some((
            "not a repository that an image can have",
            "use a host and lowercase letters, as `ghcr.io/dagu-org/dagu`",
        ))
    } else {
        None
    }
}

fn is_repository_byte(b: u8) -> bool {
    b.is_ascii_lowercase() || b.is_ascii_digit() || b"-._/:".contains(&b)
}

fn is_tag(tag: &str) -> bool {
    tag.len() <= 128
        && !tag.starts_with(['-', '.'])
        && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_nodes_can_pull() {
        for good in ["ghcr.io/dagu-org/dagu", "localhost:5000/dagu", "dagu", "10.0.0.1:5000/a/b_c.d"] {
            assert_eq!(repository_problem(good), None, "{good}");
        }
        for bad in
            ["https://ghcr.io/dagu", "dagu:2.4.3", "ghcr.io/dagu@sha256:0", "Dagu", "a b", "/dagu", "dagu/"]
        {
            assert!(repository_problem(bad).is_some(), "{bad}");
        }
        assert!(is_tag("2.4.3-alpine") && is_tag("V_1"));
        assert!(!is_tag("-a") && !is_tag("a b") && !is_tag("a:b") && !is_tag(&"a".repeat(129)));
    }
}
