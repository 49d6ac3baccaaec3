//! Names from documents and values in one-line messages: shortened, without control characters.

use std::fmt::{self, Display, Write};

/// The maximum number of characters.
const LONGEST: usize = 60;

/// A name, shortened without a mark.
pub(crate) fn shown(name: &str) -> impl Display {
    fmt::from_fn(|f| name.chars().take(LONGEST).try_for_each(|character| character.escape_debug().fmt(f)))
}

/// A name, shortened with `…`.
pub(crate) fn shortened(name: &str) -> impl Display {
    fmt::from_fn(|f| {
        shown(name).fmt(f)?;
        if name.chars().nth(LONGEST).is_some() { f.write_char('…') } else { Ok(()) }
    })
}

/// A list in backticks, such as ``a`, `b``.
pub(crate) fn listed(words: impl IntoIterator<Item = impl Display>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The help for a text that contains a template: nothing renders values.
pub(crate) fn template_help(text: &str) -> Option<&'static str> {
    text.contains("{{").then_some("write the resulting text: values are not rendered as templates")
}
