//! What the terminal can show: colors, and how many columns.

use std::env;

use clap::{Args, ValueEnum};

// Not a doc comment: clap would use it as the help of the program.
#[derive(Args)]
pub(crate) struct ColorFlag {
    /// When to use colors; by default on a terminal, unless `NO_COLOR` is set
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, global = true)]
    color: Color,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl ColorFlag {
    /// Decides for everything that is printed from here on.
    pub(crate) fn apply(&self) {
        let choice = match self.color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// How many columns a line may have: `COLUMNS`, or the width of the terminal. `None` if the output is not a terminal.
pub(crate) fn columns() -> Option<usize> {
    let set = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    set.filter(|columns| *columns > 0).or_else(width)
}

#[cfg(unix)]
fn width() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

#[cfg(not(unix))]
fn width() -> Option<usize> {
    None
}
