//! The path under which the UI is served.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::shown::shortened;

/// Dagu, the probes and the Ingress would use different paths.
pub(super) const BASE_PATH: Rule = Rule {
    code: "D1003",
    name: "base-path-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Dagu normalizes the base path before it uses it, so the probes and the Ingress would request a different path. Dagu answers an unknown path with its page, so the probes would always succeed. Write the path as `/dagu`: with a leading slash, without a trailing slash, and with letters, digits, `-`, `.`, `_` and `~` in each part."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let path = subject.values.config.base_path.as_deref().unwrap_or_default();
    if path.is_empty() {
        return;
    }
    let problem = match path.strip_prefix('/') {
        None => "does not start with `/`",
        Some("") => "is the root path, which is used when this key is empty",
        Some(rest) if rest.ends_with('/') => "ends with `/`",
        Some(rest) if !rest.split('/').all(is_plain) => {
            "has a part that is empty, `.` or `..`, or a character that a URL would escape"
        }
        Some(_) => return,
    };
    diagnostics.push(BASE_PATH.at(
        "config.basePath",
        format!("`{}` {problem}", shortened(path)),
        "set `config.basePath` to a path such as `/dagu`, or to `\"\"` for the root path",
    ));
}

fn is_plain(part: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
    !part.is_empty() && part != "." && part != ".." && part.bytes().all(plain)
}
