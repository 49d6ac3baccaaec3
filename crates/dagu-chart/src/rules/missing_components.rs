//! Components that the image does not have.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::shown::listed;
use crate::values::AuthMode;

/// An old image without workers.
pub(super) const MISSING_COMPONENTS: Rule = Rule {
    code: "D0505",
    name: "components-missing",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu before 1.18 has no coordinator and no workers: pools are left out, and DAGs run in the pods of UI and scheduler."
    ),
};

/// An old image without users of its own.
pub(super) const MISSING_BUILTIN_USERS: Rule = Rule {
    code: "D0506",
    name: "builtin-users-missing",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu before 1.26 has no users of its own. The administrator's credentials protect it by basic authentication instead."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    if !version.has_workers() {
        let pools = listed(values.worker_pools.iter().map(|(name, _)| name));
        let left_out = if pools.is_empty() { String::new() } else { format!("; left out: {pools}") };
        diagnostics.push(MISSING_COMPONENTS.at(
            "workerPools",
            format!("Dagu {version} has neither coordinator nor worker pools{left_out}"),
            "use an image of 1.18 or later to run DAGs on workers",
        ));
    }
    if !version.has_builtin_users() && values.auth.mode == Some(AuthMode::Builtin) {
        diagnostics.push(MISSING_BUILTIN_USERS.at(
            "auth.mode",
            format!("Dagu {version} has no builtin users; the administrator's credentials are used for basic authentication"),
            "set it to `basic`, or use an image of 1.26 or later",
        ));
    }
}
