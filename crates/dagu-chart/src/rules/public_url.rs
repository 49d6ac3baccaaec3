//! The address at which users reach the UI.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Dagu would not start.
pub(super) const PUBLIC_URL: Rule = Rule {
    code: "D1004",
    name: "public-url-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "`config.publicUrl` must be an `http` or `https` URL with a host, and without query and fragment; otherwise Dagu does not start. It must not contain a user name or password, because anyone who can read the pod could read it."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let url = subject.values.config.public_url.as_deref().unwrap_or_default();
    if url.is_empty() || is_url(url) {
        return;
    }
    diagnostics.push(PUBLIC_URL.at(
        "config.publicUrl",
        "the public URL must start with `http://` or `https://`, have a host, and have no user name, query or fragment",
        "set `config.publicUrl` to a URL such as `https://dagu.example.com`",
    ));
}

fn is_url(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else {
        return false;
    };
    let host = rest.split('/').next().unwrap_or_default();
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\');
    !host.is_empty() && !host.contains('@') && !rest.contains(odd)
}
