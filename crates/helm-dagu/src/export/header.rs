//! The comment at the top of an exported file: what made it, and how to make it again.

use std::fmt::Write;

use dagu_chart_host::core_sha256;

const MARK: &str = "Exported by helm dagu ";
const WARNING: &str = "Do not edit. ";
const COMMAND: &str = "To export again: ";

pub(crate) struct Header {
    lines: [String; 2],
}

impl Header {
    /// `command` is the command line, without values that may be credentials.
    pub(crate) fn new(command: &str) -> Self {
        let version = env!("CARGO_PKG_VERSION");
        let made = format!("{MARK}{version}, core sha256:{}", core_sha256());
        Self { lines: [made, format!("{WARNING}{COMMAND}{command}")] }
    }

    /// Comments of YAML.
    pub(crate) fn yaml(&self) -> String {
        self.lines.iter().fold(String::new(), |mut text, line| {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "# {line}");
            text
        })
    }

    /// The same for a file that the user completes.
    pub(crate) fn of_form(&self) -> String {
        self.yaml().replacen(WARNING, "", 1)
    }

    /// A comment of Go templates, which prints nothing.
    pub(super) fn template(&self) -> String {
        let lines = self.lines.join("\n").replace("*/", "* /");
        format!("{{{{- /*\n{lines}\n*/ -}}}}\n")
    }
}

/// Whether a file has such a header.
pub(crate) fn is_exported(text: &str) -> bool {
    text.lines().take(2).any(|line| bare(line).starts_with(MARK))
}

/// The text without its header, which differs between builds of this program.
pub(super) fn without(text: &str) -> String {
    let is_command = |line: &str| line.trim_start_matches(WARNING).starts_with(COMMAND);
    let is_header = |line: &str| bare(line).starts_with(MARK) || is_command(bare(line));
    text.split_inclusive('\n').filter(|line| !is_header(line)).collect()
}

fn bare(line: &str) -> &str {
    line.trim_start_matches("# ")
}
