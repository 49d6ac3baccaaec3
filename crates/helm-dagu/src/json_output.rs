//! The output of commands that answer in text for people or in JSON for programs.

use std::fs;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::json;

use crate::failure::Failure;
use crate::output;

/// Version of the JSON of every command.
pub(crate) const FORMAT: u32 = 1;

// Not a doc comment: clap would use it as the help of the command.
#[derive(Args, Debug, Default)]
pub(crate) struct JsonFlags {
    /// Format of the output
    #[arg(
        short,
        long = "output",
        value_name = "FORMAT",
        value_parser = without_wide(),
        default_value = "human"
    )]
    output_style: Style,

    /// Write the output to FILE instead of stdout
    #[arg(long, value_name = "FILE")]
    output_file: Option<PathBuf>,
}

/// A format of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Style {
    /// For people
    #[default]
    Human,
    /// Also what each pool inherits and overrides, and the nodes of its pods
    Wide,
    /// For programs
    Json,
}

impl JsonFlags {
    /// The name of the format's argument, by which a command is known to have these flags.
    pub(crate) const ID: &str = "output_style";

    /// Whether lines may be broken at the width of the terminal.
    pub(crate) fn is_for_terminal(&self) -> bool {
        !self.is_json() && self.output_file.is_none()
    }

    /// Whether people asked for more columns.
    pub(crate) fn is_wide(&self) -> bool {
        self.output_style == Style::Wide
    }

    pub(crate) fn is_json(&self) -> bool {
        self.output_style == Style::Json
    }

    /// Prints a result in the requested format. Text may have colors, which it loses where they are not wanted.
    pub(crate) fn put(&self, human: &str, json: &impl Serialize) -> Result<(), Failure> {
        match self.output_style {
            Style::Human | Style::Wide if self.output_file.is_none() => output::colored(human),
            Style::Human | Style::Wide => self.write(&anstream::adapter::strip_str(human).to_string()),
            Style::Json => {
                let json = serde_json::to_value(json).map_err(Failure::Request)?;
                self.write(&format!("{json:#}\n"))
            }
        }
    }

    /// Reports to programs why there is no result; people read it on stderr.
    pub(crate) fn put_failure(&self, error: &str) -> Result<(), Failure> {
        match self.output_style {
            Style::Human | Style::Wide => Ok(()),
            Style::Json => {
                self.write(&format!("{:#}\n", json!({"format": FORMAT, "ok": false, "error": error})))
            }
        }
    }

    /// The result; reports a failure to programs first. The caller reports it to people on stderr.
    pub(crate) fn or_report<T>(&self, result: Result<T, Failure>) -> Result<T, Failure> {
        result.inspect_err(|failure| {
            // If this fails too, the first reason is the one to report.
            let _ = self.put_failure(&failure.to_string());
        })
    }

    /// Adds the flags that follow later on the command line.
    pub(crate) fn add(&mut self, later: Self) {
        if later.is_json() {
            self.output_style = Style::Json;
        }
        self.output_file = later.output_file.or(self.output_file.take());
    }

    fn write(&self, text: &str) -> Result<(), Failure> {
        match &self.output_file {
            Some(path) => {
                fs::write(path, text).map_err(|error| Failure::OutputFile { path: path.clone(), error })
            }
            None => output::stdout(text.as_bytes()),
        }
    }
}

/// What most commands accept: only pools have more columns.
fn without_wide() -> impl TypedValueParser<Value = Style> {
    let styles = Style::value_variants().iter().filter(|style| **style != Style::Wide);
    // INVARIANT: the name is that of a style, because the parser accepts nothing else.
    PossibleValuesParser::new(styles.filter_map(Style::to_possible_value))
        .map(|name| Style::from_str(&name, false).unwrap_or_default())
}
