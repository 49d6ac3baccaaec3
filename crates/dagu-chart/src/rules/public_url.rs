//! Where people reach the UI.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Dagu would refuse to start.
pub(super) const PUBLIC_URL: Rule = Rule {
    code: "D1004",
    name: "public-url-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Dagu refuses to start unless its public address is a URL with `http` or `https` and a host, without query and fragment. A user name in it would be readable by everybody who sees the pod."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let url = subject.values.config.public_url.as_deref().unwrap_or_default();
    if url.is_empty() || is_url(url) {
        return;
    }
    diagnostics.push(PUBLIC_URL.at(
        "config.publicUrl",
        "not a URL with `http` or `https` and a host, without user name, query and fragment",
        "write it as `https://dagu.example.com`",
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
