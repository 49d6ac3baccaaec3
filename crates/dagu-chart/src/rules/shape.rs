//! Values that do not have the shape of the chart's values.

use super::Rule;
use crate::diagnostic::{Findings, Severity};

/// The version of this core, which is that of the chart that it was built with.
const OWN_VERSION: &str = env!("CARGO_PKG_VERSION");

/// A key that the chart does not have.
pub(crate) const UNKNOWN_KEY: Rule = Rule {
    code: "D0102",
    name: "unknown-key",
    severity: Severity::Error,
    doc: doc!(
        "A key that neither the chart nor Kubernetes has would be ignored, and what its author meant would not happen."
    ),
};

/// A value of another type than its key has.
pub(crate) const WRONG_TYPE: Rule = Rule {
    code: "D0103",
    name: "wrong-type",
    severity: Severity::Error,
    doc: doc!(
        "A value has another type than its key takes. YAML turns unquoted words such as `true` and `1.30` into booleans and numbers."
    ),
};

/// A value outside of what its key takes.
pub(crate) const NOT_ALLOWED: Rule = Rule {
    code: "D0104",
    name: "value-not-allowed",
    severity: Severity::Error,
    doc: doc!("A value is outside of the list or the range that its key takes."),
};

/// A key that Kubernetes requires.
pub(crate) const MISSING_KEY: Rule = Rule {
    code: "D0120",
    name: "missing-key",
    severity: Severity::Error,
    doc: doc!("A part of a pod lacks a key without which Kubernetes refuses the whole object."),
};

/// Several of what may be there once.
pub(crate) const ONE_OF: Rule = Rule {
    code: "D0121",
    name: "more-than-one",
    severity: Severity::Error,
    doc: doc!(
        "A probe asks in one way, a volume has one source, a variable comes from one place: Kubernetes refuses an object that names two."
    ),
};

/// Names both versions where an unknown key may be one that a newer chart has.
pub(crate) fn name_skew(misfits: &mut Findings, chart: &str) {
    if !is_newer(chart, OWN_VERSION) {
        return;
    }
    for misfit in
        misfits.iter_mut().filter(|misfit| [UNKNOWN_KEY.code, NOT_ALLOWED.code].contains(&misfit.code))
    {
        let (end, start) = if misfit.help.ends_with('?') { ("", " The") } else { (";", " the") };
        misfit.help = format!(
            "{}{end}{start} chart is {}, this program {OWN_VERSION}: update the program if the chart's documentation has it",
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
