//! The path that the UI is served under.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Not a path that server, probes and Ingress understand alike.
pub(super) const BASE_PATH: Rule = Rule {
    code: "D1003",
    name: "base-path-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Dagu tidies up a base path before it uses it. Probes and the Ingress would ask for another one, and Dagu answers a wrong path with its page, so the probes would pass whatever happens."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let path = subject.values.config.base_path.as_deref().unwrap_or_default();
    if path.is_empty() {
        return;
    }
    let problem = match path.strip_prefix('/') {
        None => "the path does not start with `/`",
        Some("") => "the root is not a base path",
        Some(rest) if rest.ends_with('/') => "the path ends with `/`",
        Some(rest) if !rest.split('/').all(is_plain) => {
            "a part of the path is empty or has characters that a URL would escape"
        }
        Some(_) => return,
    };
    diagnostics.push(BASE_PATH.at(
        "config.basePath",
        problem,
        "write it as `/dagu`, or leave it empty for the root",
    ));
}

fn is_plain(part: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
    !part.is_empty() && part != "." && part != ".." && part.bytes().all(plain)
}
