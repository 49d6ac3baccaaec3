//! Values of a newer chart than this core knows.

use super::{NOT_ALLOWED, UNKNOWN_KEY};
use crate::diagnostic::Findings;

/// The version of this core, which is that of the chart that it was built with.
const OWN_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Names both versions where an unknown key may be one that a newer chart has.
pub(crate) fn name_skew(misfits: &mut Findings, chart: &str) {
    if !is_newer(chart, OWN_VERSION) {
        return;
    }
    let said = misfits.iter_mut().map(|misfit| &mut misfit.diagnostic);
    for misfit in said.filter(|misfit| [UNKNOWN_KEY.code, NOT_ALLOWED.code].contains(&&*misfit.code)) {
        let (end, start) = if misfit.help.ends_with('?') { ("", " If") } else { (";", " if") };
        misfit.help = format!(
            "{}{end}{start} it is new in chart {}, update this program, which is version {OWN_VERSION}",
            misfit.help,
            chart.escape_debug()
        );
    }
}

/// Whether a version comes after another, pre-releases left aside.
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
