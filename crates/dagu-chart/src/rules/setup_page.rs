//! A release without a preset administrator.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::{Admin, AuthMode};

/// The first visitor becomes the administrator.
pub(super) const SETUP_PAGE: Rule = Rule {
    code: "D0205",
    name: "setup-page-open",
    severity: Severity::Warning,
    doc: doc!(
        "Without a preset administrator, whoever opens the set-up page first becomes the administrator."
    ),
};

/// There is no set-up page, and without a name there is no protection that the chart could vouch for.
pub(super) const ADMIN_NAME_MISSING: Rule = Rule {
    code: "D0211",
    name: "admin-username-missing",
    severity: Severity::Error,
    doc: doc!(
        "Dagu before 2.0 has no set-up page: it would make an administrator by itself and print the password to its log, or be open to everybody."
    ),
};

/// The image takes no administrator, which nobody would notice.
pub(super) const ADMIN_IGNORED: Rule = Rule {
    code: "D0515",
    name: "admin-ignored",
    severity: Severity::Error,
    doc: doc!(
        "Dagu 2.0 to 2.2 takes no administrator from its settings: the set-up page is open to whoever comes first, whatever the values say."
    ),
};

/// A password for nobody.
pub(super) const PASSWORD_WITHOUT_NAME: Rule = Rule {
    code: "D0204",
    name: "password-without-username",
    severity: Severity::Error,
    doc: doc!(
        "A password alone presets no administrator: the set-up page would be open although a password was chosen."
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
            format!("Dagu {version} takes no administrator: whoever opens the set-up page first becomes it"),
            "use an image of 2.3 or later, or accept it by setting user name and password to `\"\"`",
        )
    } else if has_password(admin) {
        PASSWORD_WITHOUT_NAME.at(
            path,
            "the administrator has a password but no user name",
            "set the user name",
        )
    } else if version.has_setup_page() {
        SETUP_PAGE.at(
            path,
            "no administrator is preset: whoever opens the set-up page first becomes the administrator",
            if presets {
                "set a user name, or open the page yourself before anybody else can reach it"
            } else {
                "open the page yourself before anybody else can reach it"
            },
        )
    } else {
        ADMIN_NAME_MISSING.at(
            path,
            format!("Dagu {version} has no set-up page, so the administrator needs a user name"),
            "set the user name",
        )
    });
}

fn has_password(admin: &Admin) -> bool {
    [&admin.password, &admin.existing_secret]
        .into_iter()
        .any(|value| value.as_deref().is_some_and(|text| !text.is_empty()))
}
