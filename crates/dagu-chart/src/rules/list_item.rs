//! Items of the lists that Dagu takes as one text.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;

/// The item would not arrive as it is written.
pub(super) const LIST_ITEM: Rule = Rule {
    code: "D1006",
    name: "list-item-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Dagu takes these lists as one text with commas and drops what is empty: an item with a comma would become two, and a name with `=` or an origin without `https://` would match nothing."
    ),
};

/// Whether an item arrives as it is written.
type Fits = fn(&str) -> bool;

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let config = &subject.values.config;
    let lists: [(&str, &[String], Fits, &str); 3] = [
        (
            "config.corsAllowedOrigins",
            &config.cors_allowed_origins,
            is_origin,
            "write it as `https://example.com` or `*`",
        ),
        ("config.envPassthrough", &config.env_passthrough, is_name, "write the name of a variable"),
        (
            "config.envPassthroughPrefixes",
            &config.env_passthrough_prefixes,
            is_name,
            "write the first letters of the names of variables",
        ),
    ];
    for (path, items, fits, help) in lists {
        for (index, item) in items.iter().enumerate().filter(|(_, item)| !fits(item)) {
            diagnostics.push(LIST_ITEM.at(
                ValuePath::of(path).index(index),
                format!("`{}` would match nothing", item.escape_debug()),
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
