//! A digest that is none.

use super::Subject;
use super::version::DIGEST;
use crate::diagnostic::Findings;

const MALFORMED: &str = "not a digest: `sha256:` and 64 hexadecimal digits are expected";
const HELP: &str = "copy it from the registry, for example with `docker buildx imagetools inspect`";

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let of_test = subject.values.test.image.digest.as_deref().unwrap_or_default();
    if !of_test.is_empty() && !is_digest(of_test) {
        diagnostics.push(DIGEST.at("test.image.digest", MALFORMED, HELP));
    }
    let image = &subject.values.image;
    let digest = image.digest.as_deref().unwrap_or_default();
    if digest.is_empty() {
        return;
    }
    let path = "image.digest";
    if image.tag.as_deref().is_some_and(|tag| tag.contains('@')) {
        diagnostics.push(DIGEST.at(path, "the tag has a digest already", "keep one of the two"));
    } else if !is_digest(digest) {
        diagnostics.push(DIGEST.at(path, MALFORMED, HELP));
    }
}

fn is_digest(text: &str) -> bool {
    let hex = text.strip_prefix("sha256:").unwrap_or_default();
    hex.len() == 64 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}
