//! What went wrong, and how each Helm is made to show it.

use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::output;

/// Why there are no manifests.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The text is complete: it came from the core.
    Said(String),
    /// The command line is wrong; the text is complete.
    Usage(String),
    /// A cap was hit, or the core did not run.
    Host(dagu_chart_host::Error),
    /// Nothing came on stdin.
    NoInput,
    /// The report was not written.
    Report(PathBuf, io::Error),
    /// The manifests were not written, or not all of them.
    Write(io::Error),
}

impl From<dagu_chart_host::Error> for Failure {
    fn from(error: dagu_chart_host::Error) -> Self {
        Self::Host(error)
    }
}

impl Failure {
    /// As a person reads it, ending with a newline.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Said(text) | Self::Usage(text) => text.clone(),
            Self::Host(error) => format!("error: {error}\n"),
            Self::NoInput => concat!(
                "error: there are no manifests on stdin\n",
                "  help: `helm template --output-dir` writes its files before a post-renderer runs; ",
                "leave it out, and redirect the output to a file instead\n",
            )
            .to_owned(),
            Self::Report(path, error) => {
                format!("error: cannot write the report to {}: {error}\n", path.display())
            }
            Self::Write(error) => format!("error: cannot write the manifests: {error}\n"),
        }
    }

    /// Says it where the user's Helm looks, and gives the exit code that goes with it.
    pub(crate) fn tell(&self, helm4: bool) -> ExitCode {
        if let Self::Write(error) = self {
            // Who closed the pipe wants no more; whoever else reads stdout gets no second document.
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
            // As `helm dagu`, and as clap would.
            Self::Usage(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

/// Helm 4 hides stderr, but quotes a document that is no mapping in the error that it stops with.
///
/// It quotes the text line by line only as long as YAML can write it as a literal block without escapes.
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

/// Whether Helm 4's YAML library writes the character as it is: neither control, nor break, nor beyond 16 bits.
fn is_plain(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scalar_has_nothing_that_yaml_escapes() {
        let text = "\n  error[D0102]: \u{1b}[31mé😀\u{85}\n\n\tat a.b  \n---\n";
        assert_eq!(scalar(text), "|\n  error[D0102]: \u{fffd}[31mé\u{fffd}\u{fffd}\n\n      at a.b\n  ---\n",);
    }
}
