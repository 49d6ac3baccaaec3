//! A setting that the image does not know.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::setting::SETTINGS;

/// The image would not notice the setting.
pub(super) const IGNORED_SETTING: Rule = Rule {
    code: "D1001",
    name: "setting-ignored",
    severity: Severity::Warning,
    doc: doc!(
        "The setting came with a later version of Dagu than the one in the image, which would ignore it in silence. The chart leaves it out."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    for setting in SETTINGS.iter().filter(|setting| setting.is_lost(&values.config, version)) {
        diagnostics.push(IGNORED_SETTING.at(
            setting.path(),
            format!("Dagu {version} {}", setting.otherwise),
            format!("use an image of {} or later, or remove it", setting.since()),
        ));
    }
}
