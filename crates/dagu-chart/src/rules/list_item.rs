//! Items of the lists that Dagu reads from one comma-separated string.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;

/// Dagu would not read the item as it is written.
pub(super) const LIST_ITEM: Rule = Rule {
    code: "D1006",
    name: "list-item-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The chart passes these lists to Dagu as one comma-separated string, from which Dagu drops empty items. A comma in an item would split it in two; a variable name with `=` or an origin without `http://` or `https://` would match nothing. Write each item in its own list entry."
    ),
};

/// Whether Dagu reads an item as it is written.
type Fits = fn(&str) -> bool;

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let config = &subject.values.config;
    let lists: [(&str, &[String], Fits, &str, &str); 3] = [
        (
            "config.corsAllowedOrigins",
            &config.cors_allowed_origins,
            is_origin,
            "origin",
            "use an origin such as `https://example.com`, or `*` for every origin",
        ),
        (
            "config.envPassthrough",
            &config.env_passthrough,
            is_name,
            "variable name",
            "use the name of an environment variable, without `=`, comma and spaces",
        ),
        (
            "config.envPassthroughPrefixes",
            &config.env_passthrough_prefixes,
            is_name,
            "prefix of variable names",
            "use the first letters of environment variables, such as `AWS_`",
        ),
    ];
    for (path, items, fits, what, help) in lists {
        for (index, item) in items.iter().enumerate().filter(|(_, item)| !fits(item)) {
            diagnostics.push(LIST_ITEM.at(
                ValuePath::of(path).index(index),
                format!("`{}` is not a valid {what}", item.escape_debug()),
                help,
            ));
        }
    }
}

fn is_name(item: &str) -> bool {
    !item.is_empty() && !item.contains(|c: char| c == ',' || c == '=' || c.is_whitespace() || c.is_control())
}

fn is_origin(item: &str) -> bool {
    is_name(item) && (item.contains('*') || item.starts_with("https://") || item.starts_with("http://"))
}
