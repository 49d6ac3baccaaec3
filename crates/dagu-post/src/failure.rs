//! Why there are no manifests, and how to make each Helm show the reason.

use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::output;
use crate::then::Stopped;

/// Why there are no manifests.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The text of the core, complete.
    Findings(String),
    /// The command line is invalid; the text is complete.
    Usage(String),
    /// The core exceeded a limit, or did not run.
    Host(dagu_chart_host::Error),
    /// Stdin could not be read.
    Read(io::Error),
    /// The core's findings or objects could not be put into the ResourceList.
    List(String),
    /// Stdin was empty.
    NoInput,
    /// The report could not be written.
    Report(PathBuf, io::Error),
    /// A command of `--then` printed no manifests.
    Then(Stopped),
    /// The manifests could not be written completely.
    Write(io::Error),
}

impl From<dagu_chart_host::Error> for Failure {
    fn from(error: dagu_chart_host::Error) -> Self {
        Self::Host(error)
    }
}

impl From<Stopped> for Failure {
    fn from(stopped: Stopped) -> Self {
        Self::Then(stopped)
    }
}

impl Failure {
    /// The text for people; ends with a newline.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Findings(text) | Self::Usage(text) => text.clone(),
            Self::Host(error) => format!("error: {error}\n"),
            Self::Read(error) => format!("error: cannot read the input: {error}\n"),
            Self::List(error) => format!("error: cannot write the ResourceList: {error}\n"),
            Self::NoInput => concat!(
                "error: stdin contains no manifests\n",
                "  help: `helm template --output-dir` writes its files before the post-renderer runs; ",
                "remove --output-dir and redirect the output to a file\n",
            )
            .to_owned(),
            Self::Report(path, error) => {
                format!("error: cannot write the report to {}: {error}\n", path.display())
            }
            Self::Then(stopped) => stopped.text(),
            Self::Write(error) => format!("error: cannot write the manifests: {error}\n"),
        }
    }

    /// Reports the failure where the user's Helm shows it, and returns the exit code.
    pub(crate) fn tell(&self, helm4: bool) -> ExitCode {
        if let Self::Write(error) = self {
            // A closed pipe needs no message, and stdout must not get a second document.
            if error.kind() != ErrorKind::BrokenPipe {
                output::tell(&self.text());
            }
            return ExitCode::FAILURE;
        }
        let text = self.text();
        output::tell(&text);
        if helm4 && io::stdout().write_all(scalar(&text).as_bytes()).is_ok() {
            return ExitCode::SUCCESS;
        }
        match self {
            // The same code as `helm dagu` and clap.
            Self::Usage(_) => ExitCode::from(2),
            Self::Then(stopped) => ExitCode::from(stopped.code()),
            _ => ExitCode::FAILURE,
        }
    }
}

/// Helm 4 hides stderr, but quotes a document that is not a mapping in its error message.
///
/// It quotes the text line by line only if YAML can represent it as a literal block without escapes.
fn scalar(text: &str) -> String {
    let mut scalar = String::from("|\n");
    for line in text.trim().lines() {
        let line = line.replace('\t', "    ").replace(|c| !is_plain(c), "\u{fffd}");
        let line = line.trim_end();
        if !line.is_empty() {
            scalar.push_str("  ");
            scalar.push_str(line);
        }
        scalar.push('\n');
    }
    scalar
}

/// Whether Helm 4's YAML library prints the character unescaped: no control character, line break or code point
/// above 16 bits.
fn is_plain(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scalar_contains_nothing_that_yaml_escapes() {
        let text = "\n  error[D0102]: \u{1b}[31mé😀\u{85}\n\n\tat a.b  \n---\n";
        assert_eq!(scalar(text), "|\n  error[D0102]: \u{fffd}[31mé\u{fffd}\u{fffd}\n\n      at a.b\n  ---\n",);
    }
}
