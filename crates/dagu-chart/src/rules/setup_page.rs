//! A release without an administrator in the values.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::{Admin, AuthMode};

/// The first visitor of the set-up page becomes administrator.
pub(super) const SETUP_PAGE: Rule = Rule {
    code: "D0205",
    name: "setup-page-open",
    severity: Severity::Warning,
    doc: doc!(
        "The values set no administrator, so Dagu shows a set-up page, and its first visitor becomes administrator. Set `auth.builtin.admin.username`, or open the page before anyone else can reach the UI."
    ),
};

/// Without a set-up page and a user name, the chart cannot guarantee that Dagu asks for a login.
pub(super) const ADMIN_NAME_MISSING: Rule = Rule {
    code: "D0211",
    name: "admin-username-missing",
    severity: Severity::Error,
    doc: doc!(
        "Dagu before 2.0 has no set-up page. Without a user name, it either creates an administrator and prints the password to its log, or does not ask for a login at all. Set `auth.builtin.admin.username`."
    ),
};

/// Dagu would ignore the administrator without a message.
pub(super) const ADMIN_IGNORED: Rule = Rule {
    code: "D0515",
    name: "admin-ignored",
    severity: Severity::Error,
    doc: doc!(
        "Dagu 2.0 to 2.2 ignores the administrator in the values: the first visitor of the set-up page becomes administrator. Use Dagu 2.3 or later, or set user name and password to `\"\"` and open the set-up page before anyone else can reach the UI."
    ),
};

/// Dagu would ignore the password.
pub(super) const PASSWORD_WITHOUT_NAME: Rule = Rule {
    code: "D0204",
    name: "password-without-username",
    severity: Severity::Error,
    doc: doc!(
        "Without a user name, Dagu ignores the password and shows the set-up page, and its first visitor becomes administrator. Set `auth.builtin.admin.username`."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    let admin = &values.auth.builtin.admin;
    let named = admin.username.as_deref().is_some_and(|name| !name.is_empty());
    let presets = version.admin_variables().is_some();
    if values.auth.mode != Some(AuthMode::Builtin) || (named && presets) {
        return;
    }
    let path = "auth.builtin.admin.username";
    diagnostics.push(if named || (has_password(admin) && !presets) {
        ADMIN_IGNORED.at(
            path,
            format!("Dagu {version} ignores this administrator: the first visitor of the set-up page becomes administrator"),
            "set `image.tag` to Dagu 2.3 or later; or set user name and password to `\"\"`, and open the set-up page before anyone else can reach the UI",
        )
    } else if has_password(admin) {
        PASSWORD_WITHOUT_NAME.at(
            path,
            "the administrator has a password but no user name, so Dagu ignores the password",
            "set `auth.builtin.admin.username`, for example to `admin`",
        )
    } else if version.has_setup_page() {
        SETUP_PAGE.at(
            path,
            "no administrator is set: the first visitor of the set-up page becomes administrator",
            if presets {
                "set `auth.builtin.admin.username`, or open the set-up page before anyone else can reach the UI"
            } else {
                "open the set-up page before anyone else can reach the UI"
            },
        )
    } else {
        ADMIN_NAME_MISSING.at(
            path,
            format!("Dagu {version} has no set-up page, so the administrator needs a user name"),
            "set `auth.builtin.admin.username`, for example to `admin`",
        )
    });
}

fn has_password(admin: &Admin) -> bool {
    [&admin.password, &admin.existing_secret]
        .into_iter()
        .any(|value| value.as_deref().is_some_and(|text| !text.is_empty()))
}
