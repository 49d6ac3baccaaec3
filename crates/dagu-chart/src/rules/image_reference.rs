//! An image name that no node can pull.

use serde_json::Value;

use super::digest::is_digest;
use super::{Rule, Subject};
use crate::diagnostic::{Finding, Findings, Severity};
use crate::path::ValuePath;
use crate::shown::shortened;
use crate::values::Values;

/// The pods would stay in `InvalidImageName`.
pub(super) const IMAGE_REFERENCE: Rule = Rule {
    code: "D0530",
    name: "image-reference-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "A repository is a path of lowercase letters, digits and separators, usually with a host in front, and without a tag, a digest or a scheme such as `https://`. A tag has at most 128 letters, digits, `-`, `.` and `_`. With anything else, the pods stay in `InvalidImageName`."
    ),
};

/// Checks the image of the release. It runs before the version of Dagu is read from repository and tag.
pub(crate) fn check(values: &Values) -> Option<Finding> {
    let image = &values.image;
    problem(&ValuePath::of("image"), text(&image.repository), text(&image.tag))
}

/// Checks the images of sections and of the test.
pub(super) fn check_others(subject: Subject<'_>, diagnostics: &mut Findings) {
    for (path, _, layer) in subject.values.sections() {
        if let Some(image) = layer.get("image") {
            let text = |key: &str| image[key].as_str().unwrap_or_default();
            diagnostics.extend(problem(&path.key("image"), text("repository"), text("tag")));
        }
        for key in ["initContainers", "sidecars"] {
            let containers = layer.get(key).and_then(Value::as_array).into_iter().flatten();
            for (index, container) in containers.enumerate() {
                let image = container["image"].as_str().unwrap_or_default();
                let Some(help) = reference_problem(image) else { continue };
                diagnostics.push(IMAGE_REFERENCE.at(
                    path.key(key).index(index).key("image"),
                    format!("`{}` is not a valid image name", shortened(image)),
                    help,
                ));
            }
        }
    }
    let image = &subject.values.test.image;
    diagnostics.extend(problem(&ValuePath::of("test.image"), text(&image.repository), text(&image.tag)));
}

const TAG_HELP: &str =
    "use at most 128 letters, digits, `-`, `.` and `_` in the tag, and do not start it with `-` or `.`";

fn text(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or_default()
}

/// What is wrong with the image at a path. An empty part is inherited from another image.
fn problem(path: &ValuePath, repository: &str, tag: &str) -> Option<Finding> {
    if let Some((problem, help)) = repository_problem(repository) {
        let message = format!("`{}` {problem}", shortened(repository));
        return Some(IMAGE_REFERENCE.at(path.key("repository"), message, help));
    }
    // In capitals it is still meant as a digest.
    if tag.split_once(':').is_some_and(|(algorithm, _)| algorithm.eq_ignore_ascii_case("sha256")) {
        return Some(IMAGE_REFERENCE.at(
            path.key("tag"),
            "the tag is a digest",
            format!(
                "move it to `{}`, and set `{}` to the version of that image",
                path.key("digest"),
                path.key("tag")
            ),
        ));
    }
    let tag = tag.split_once('@').map_or(tag, |(tag, _)| tag);
    (!tag.is_empty() && !is_tag(tag)).then(|| {
        IMAGE_REFERENCE.at(
            path.key("tag"),
            format!("`{}` is not a valid image tag", shortened(tag)),
            TAG_HELP,
        )
    })
}

/// What to do about an image that is written as one string: repository, tag and digest. An empty one is reported elsewhere.
fn reference_problem(image: &str) -> Option<&'static str> {
    let (name, digest) = image.split_once('@').map_or((image, None), |(name, digest)| (name, Some(digest)));
    let is_long = |digest: &str| digest.starts_with("sha512:") && digest.len() == "sha512:".len() + 128;
    if digest.is_some_and(|digest| !is_digest(digest) && !is_long(digest)) {
        return Some("write the digest as `sha256:` followed by 64 lowercase hexadecimal digits");
    }
    // A colon before the last slash belongs to a port.
    let path = name.rfind('/').map_or(0, |slash| slash + 1);
    let (repository, tag) = name[path..]
        .split_once(':')
        .map_or((name, None), |(last, tag)| (&name[..path + last.len()], Some(tag)));
    if tag.is_some_and(|tag| !is_tag(tag)) {
        return Some(TAG_HELP);
    }
    match repository_problem(repository) {
        _ if image.is_empty() => None,
        Some((_, help)) => Some(help),
        None if repository.is_empty() => Some("write the repository in front of the tag"),
        None => None,
    }
}

fn repository_problem(repository: &str) -> Option<(&'static str, &'static str)> {
    let path = repository.rsplit_once('/').map_or(repository, |(_, path)| path);
    if repository.is_empty() {
        None
    } else if repository.contains("://") {
        Some((
            "has a scheme, which an image repository does not have",
            "remove everything up to and including `://`",
        ))
    } else if let Some((name, _)) = path.split_once('@') {
        let help = if name.contains(':') {
            "move the digest to `digest`, and the tag to `tag`"
        } else {
            "move the digest to `digest`, and set `tag` to the version of that image"
        };
        Some(("contains a digest", help))
    } else if path.contains(':') {
        Some(("contains a tag", "move the tag to `tag`"))
    } else if !is_repository(repository) {
        Some((
            "is not a valid image repository",
            "use a host and a path in lowercase letters, such as `ghcr.io/dagu-org/dagu`",
        ))
    } else {
        None
    }
}

/// Whether the text is a path, with or without a host in front (`reference` of github.com/distribution/reference).
fn is_repository(text: &str) -> bool {
    /// The most characters of the path.
    const LONGEST: usize = 255;
    let is_host = |first: &str| {
        first == "localhost" || first.bytes().any(|b| b.is_ascii_uppercase() || b == b'.' || b == b':')
    };
    let (host, path) = match text.split_once('/') {
        Some((first, rest)) if is_host(first) => (first, rest),
        _ => ("localhost", text),
    };
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let is_port = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    is_port && name.split('.').all(is_label) && path.len() <= LONGEST && path.split('/').all(is_component)
}

/// Whether the text is lowercase letters and digits with separators between them: a dot, one or two underscores, dashes.
fn is_component(text: &str) -> bool {
    let is_separator = |run: &str| matches!(run, "" | "." | "_" | "__") || run.bytes().all(|b| b == b'-');
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.starts_with(plain) && text.ends_with(plain) && text.split(plain).all(is_separator)
}

fn is_tag(tag: &str) -> bool {
    !tag.is_empty()
        && tag.len() <= 128
        && !tag.starts_with(['-', '.'])
        && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_whole_reference() {
        let digest = format!("sha256:{}", "0f".repeat(32));
        for good in [
            "",
            "a",
            "a:1",
            "h.io:5000/a",
            "h.io:5000/a/b:1_2",
            &format!("a:1@{digest}"),
            &format!("a@{digest}"),
        ] {
            assert_eq!(reference_problem(good), None, "{good}");
        }
        for bad in [
            " a",
            "a ",
            "a:",
            ":1",
            "A:1",
            "https://a",
            "a:1@sha256:0",
            "a:b:c",
            "@",
            &format!("@{digest}"),
            "{{ .x }}",
        ] {
            assert!(reference_problem(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn takes_what_nodes_can_pull() {
        for good in [
            "ghcr.io/dagu-org/dagu",
            "localhost:5000/dagu",
            "dagu",
            "10.0.0.1:5000/a/b_c.d",
            "A.io/a__b--c",
            "a/b/c",
        ] {
            assert_eq!(repository_problem(good), None, "{good}");
        }
        for bad in [
            "https://ghcr.io/dagu",
            "dagu:2.4.3",
            "ghcr.io/dagu@sha256:0",
            "Dagu",
            "a b",
            "/dagu",
            "dagu/",
            "a//b",
            "a..b",
            "-a",
            "a/b_",
            "a___b",
            "h-.io/a",
            "h.io:/a",
        ] {
            assert!(repository_problem(bad).is_some(), "{bad}");
        }
        assert!(is_tag("2.4.3-alpine") && is_tag("V_1"));
        assert!(!is_tag("-a") && !is_tag("a b") && !is_tag("a:b") && !is_tag(&"a".repeat(129)));
    }
}
