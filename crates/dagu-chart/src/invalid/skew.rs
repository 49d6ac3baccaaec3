//! Values for a newer chart than this core.

use super::{NOT_ALLOWED, UNKNOWN_KEY};
use crate::diagnostic::Findings;

/// The version of this core and of the chart that it was built with.
const OWN_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Adds both versions to the help of unknown keys and values that a newer chart may have.
pub(crate) fn name_skew(findings: &mut Findings, chart: &str) {
    if !is_newer(chart, OWN_VERSION) {
        return;
    }
    let said = findings.iter_mut().map(|finding| &mut finding.diagnostic);
    for finding in said.filter(|finding| [UNKNOWN_KEY.code, NOT_ALLOWED.code].contains(&&*finding.code)) {
        let (end, start) = if finding.help.ends_with('?') { ("", " If") } else { (";", " if") };
        finding.help = format!(
            "{}{end}{start} it is new in chart {}, update this program, which is version {OWN_VERSION}",
            finding.help,
            chart.escape_debug()
        );
    }
}

/// Whether a version is newer than another, ignoring pre-releases.
fn is_newer(version: &str, than: &str) -> bool {
    let numbers = |version: &str| -> Option<Vec<u64>> {
        let core = version.split(['-', '+']).next()?;
        core.split('.').map(|number| number.parse().ok()).collect()
    };
    numbers(version) > numbers(than)
}

#[cfg(test)]
mod tests {
    use super::is_newer;

    #[test]
    fn versions_are_compared_by_number() {
        assert!(is_newer("0.2.0", "0.1.0") && is_newer("0.10.0", "0.9.9") && is_newer("1.0.0-rc.1", "0.1.0"));
        assert!(!is_newer("0.1.0", "0.1.0") && !is_newer("0.1.0", "0.2.0") && !is_newer("next", "0.1.0"));
    }
}
