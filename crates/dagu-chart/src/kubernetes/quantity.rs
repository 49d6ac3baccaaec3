//! Sizes and resources that Kubernetes cannot parse.

use crate::diagnostic::{Findings, Rule, Severity};
use crate::path::Trail;
use crate::resources::Quantity;
use crate::shown::template_help;

/// Not a Kubernetes quantity.
pub(crate) const QUANTITY: Rule = Rule {
    code: "D0404",
    name: "quantity-unreadable",
    severity: Severity::Error,
    doc: doc!(
        "Sizes and resources are Kubernetes quantities: a number with an optional suffix such as `m`, `Mi`, `Gi` or `G`. They cannot be negative."
    ),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[&QUANTITY];

/// Checks a quantity anywhere in the values.
pub(crate) fn check(quantity: &Quantity, trail: &Trail<'_>, diagnostics: &mut Findings) {
    let help = template_help(&quantity.0).unwrap_or_else(|| help(trail.path().as_str()));
    if !quantity.is_valid() {
        let text: String = quantity.0.chars().take(40).flat_map(char::escape_debug).collect();
        diagnostics.push(QUANTITY.at(trail.path(), format!("`{text}` is not a valid quantity"), help));
    } else if quantity.is_negative() {
        diagnostics.push(QUANTITY.at(trail.path(), "the quantity cannot be negative", help));
    }
}

/// The help for a quantity of this resource: `m` is for CPU, and a mistake for sizes in bytes.
fn help(path: &str) -> &'static str {
    if path.ends_with("cpu") {
        "use a quantity such as `500m`, `0.5` or `2`"
    } else if ["memory", "size", "sizeLimit", "storage"].iter().any(|name| path.ends_with(name)) {
        "use a quantity such as `128Mi`, `2Gi` or `2G`"
    } else {
        "use a quantity such as `500m`, `128Mi` or `2`"
    }
}
