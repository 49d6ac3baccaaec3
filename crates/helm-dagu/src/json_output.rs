//! The output of commands that answer in text for people or in JSON for programs.

use std::fs;
use std::path::PathBuf;

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
    #[arg(short, long = "output", value_name = "FORMAT", value_enum, default_value_t)]
    output_style: Style,

    /// Write the output to FILE instead of stdout
    #[arg(long, value_name = "FILE")]
    output_file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Style {
    /// For people
    #[default]
    Human,
    /// For programs
    Json,
}

impl JsonFlags {
    /// The name of the format's argument, by which a command is known to have these flags.
    pub(crate) const ID: &str = "output_style";

    /// For a command with a style of its own.
    pub(crate) fn new(is_json: bool, output_file: Option<PathBuf>) -> Self {
        let output_style = if is_json { Style::Json } else { Style::Human };
        Self { output_style, output_file }
    }

    /// Whether lines may be broken at the width of the terminal.
    pub(crate) fn is_for_terminal(&self) -> bool {
        self.output_style == Style::Human && self.output_file.is_none()
    }

    pub(crate) fn is_json(&self) -> bool {
        self.output_style == Style::Json
    }

    /// Prints a result in the requested format. Text may have colors, which it loses where they are not wanted.
    pub(crate) fn put(&self, human: &str, json: &impl Serialize) -> Result<(), Failure> {
        match self.output_style {
            Style::Human if self.output_file.is_none() => output::colored(human),
            Style::Human => self.write(&anstream::adapter::strip_str(human).to_string()),
            Style::Json => {
                let json = serde_json::to_value(json).map_err(Failure::Request)?;
                self.write(&format!("{json:#}\n"))
            }
        }
    }

    /// Reports to programs why there is no result; people read it on stderr.
    pub(crate) fn put_failure(&self, error: &str) -> Result<(), Failure> {
        match self.output_style {
            Style::Human => Ok(()),
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
