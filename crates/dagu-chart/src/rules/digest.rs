//! A malformed digest of an image: that of the release, of a component, of a pool or of the test.

use super::{Rule, Subject};
use crate::diagnostic::{Finding, Findings, Severity};
use crate::path::ValuePath;
use crate::shown::shortened;

/// The kubelet rejects the digest.
pub(super) const DIGEST: Rule = Rule {
    code: "D0514",
    name: "digest-malformed",
    severity: Severity::Error,
    doc: doc!(
        "An image digest is `sha256:` followed by 64 lowercase hexadecimal digits. With any other, the kubelet does not pull the image. Copy the digest from the registry."
    ),
};

fn malformed(path: ValuePath, digest: &str) -> Finding {
    DIGEST.at(
        path,
        format!("`{}` is not a valid digest", shortened(digest)),
        "use `sha256:` and 64 lowercase hexadecimal digits, as `docker buildx imagetools inspect IMAGE` prints them",
    )
}

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let of_test = subject.values.test.image.digest.as_deref().unwrap_or_default();
    if !of_test.is_empty() && !is_digest(of_test) {
        diagnostics.push(malformed(ValuePath::of("test.image.digest"), of_test));
    }
    let image = &subject.values.image;
    let text = |value: &'_ Option<String>| value.clone().unwrap_or_default();
    diagnostics.extend(problem(&ValuePath::of("image"), &text(&image.tag), &text(&image.digest)));
    for (path, _, layer) in subject.values.sections() {
        let Some(image) = layer.get("image") else { continue };
        let text = |key: &str| image[key].as_str().unwrap_or_default();
        diagnostics.extend(problem(&path.key("image"), text("tag"), text("digest")));
    }
}

/// What is wrong with the digest of the image at a path. The tag may contain the digest, as in `2.4.3@sha256:…`.
fn problem(path: &ValuePath, tag: &str, digest: &str) -> Option<Finding> {
    let behind_tag = tag.split_once('@').map(|(_, digest)| digest);
    if behind_tag.is_some() && !digest.is_empty() {
        return Some(DIGEST.at(
            path.key("digest"),
            "`tag` already contains a digest",
            "remove this digest, or the one in `tag`",
        ));
    }
    let (key, digest) = match behind_tag {
        Some(digest) => ("tag", digest),
        None => ("digest", digest),
    };
    let is_wrong = !is_digest(digest) && (behind_tag.is_some() || !digest.is_empty());
    is_wrong.then(|| malformed(path.key(key), digest))
}

pub(super) fn is_digest(text: &str) -> bool {
    let hex = text.strip_prefix("sha256:").unwrap_or_default();
    hex.len() == 64 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}
