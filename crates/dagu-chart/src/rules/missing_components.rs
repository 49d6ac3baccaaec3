//! Components that the version of Dagu in the image does not have.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::shown::listed;
use crate::values::AuthMode;

/// The version has no workers.
pub(super) const MISSING_COMPONENTS: Rule = Rule {
    code: "D0505",
    name: "components-missing",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu before 1.18 has no coordinator and no workers. The chart ignores `workerPools`, and DAGs run in the pods of the UI and the scheduler. Use Dagu 1.18 or later to run DAGs on workers."
    ),
};

/// The version does not manage users.
pub(super) const MISSING_BUILTIN_USERS: Rule = Rule {
    code: "D0506",
    name: "builtin-users-missing",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu before 1.26 does not manage users, so `auth.mode: builtin` does not work. The chart uses the user name and password of the administrator for basic authentication instead. Set `auth.mode` to `basic`, or use Dagu 1.26 or later."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    if !version.has_workers() {
        let pools = listed(values.worker_pools.iter().map(|(name, _)| name));
        let ignored = if pools.is_empty() { String::new() } else { format!("; the chart ignores {pools}") };
        diagnostics.push(MISSING_COMPONENTS.at(
            "workerPools",
            format!("Dagu {version} has no coordinator and no workers{ignored}"),
            "set `image.tag` to Dagu 1.18 or later to run DAGs on workers",
        ));
    }
    if !version.has_builtin_users() && values.auth.mode == Some(AuthMode::Builtin) {
        diagnostics.push(MISSING_BUILTIN_USERS.at(
            "auth.mode",
            format!("Dagu {version} does not manage users; the chart uses the administrator's user name and password for basic authentication"),
            "set `auth.mode` to `basic`, or set `image.tag` to Dagu 1.26 or later",
        ));
    }
}
