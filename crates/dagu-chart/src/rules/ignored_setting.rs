//! A setting that the version of Dagu in the image does not have.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::setting::SETTINGS;

/// Dagu would ignore the setting.
pub(super) const IGNORED_SETTING: Rule = Rule {
    code: "D1001",
    name: "setting-ignored",
    severity: Severity::Warning,
    doc: doc!(
        "The version of Dagu in the image does not have this setting and would ignore it without a message, so the chart leaves it out. Use a later version of Dagu, or remove the setting."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    for setting in SETTINGS.iter().filter(|setting| setting.is_ignored(&values.config, version)) {
        diagnostics.push(IGNORED_SETTING.at(
            setting.path(),
            format!("Dagu {version} {}", setting.otherwise),
            format!("set `image.tag` to Dagu {} or later, or remove the setting", setting.since()),
        ));
    }
}
