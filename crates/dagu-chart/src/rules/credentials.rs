//! Credentials that are generated, and credentials that changed.

use super::Rule;
use crate::diagnostic::Severity;

/// A credential would be another one at every rendering.
pub(crate) const NOT_STABLE: Rule = Rule {
    code: "D0206",
    name: "credential-not-stable",
    severity: Severity::Warning,
    doc: doc!(
        "Where no cluster can be asked, a generated credential is another one at every rendering. Its Secret is immutable, so that applying a second rendering fails rather than replacing the first one."
    ),
};

/// The administrator's password in the values is no longer the one of the first start.
pub(crate) const PASSWORD_CHANGED: Rule = Rule {
    code: "D0207",
    name: "admin-password-changed",
    severity: Severity::Warning,
    doc: doc!("Dagu takes the administrator's password at its first start and ignores it ever after."),
};

/// The generated Secret of an existing release is gone.
pub(crate) const GENERATED_ANEW: Rule = Rule {
    code: "D0208",
    name: "credential-generated-anew",
    severity: Severity::Warning,
    doc: doc!(
        "An upgrade found no generated password, so there is a new one, which a Dagu that has already made its administrator does not take."
    ),
};

/// Helm will generate what this rendering leaves open.
pub(crate) const GENERATED_LATER: Rule = Rule {
    code: "D0214",
    name: "credential-generated-later",
    severity: Severity::Note,
    doc: doc!("Without a source of randomness the Secret stands without its data; `helm install` fills it."),
};
