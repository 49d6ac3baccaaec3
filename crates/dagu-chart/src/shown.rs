//! Names from documents and values for a one-line message: bounded, without control characters.

use std::fmt::{self, Display, Write};

/// More characters than these are left out.
const LONGEST: usize = 60;

/// A name, cut in silence.
pub(crate) fn shown(name: &str) -> impl Display {
    fmt::from_fn(|f| name.chars().take(LONGEST).try_for_each(|character| character.escape_debug().fmt(f)))
}

/// A name, with a mark where it is cut.
pub(crate) fn shortened(name: &str) -> impl Display {
    fmt::from_fn(|f| {
        shown(name).fmt(f)?;
        if name.chars().nth(LONGEST).is_some() { f.write_char('…') } else { Ok(()) }
    })
}

/// Several of them in backticks, as ``a`, `b``.
pub(crate) fn listed(words: impl IntoIterator<Item = impl Display>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
