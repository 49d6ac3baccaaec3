//! The command line.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::LazyLock;

use clap::Parser;
use dagu_chart_host::{Flags, Limits, core_sha256};
use dagu_chart_report::Format;

use crate::failure::Failure;
use crate::then::Then;

static VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{}\ncore sha256:{}", env!("CARGO_PKG_VERSION"), core_sha256()));

/// Helm post-renderer of the Dagu chart: reads manifests on stdin, prints the manifests of the release on stdout
///
/// With Helm 3, use `--post-renderer dagu-post`. With Helm 4, use the same flag and install the plugin `dagu-post`.
/// Without a post-renderer: helm template dagu ./chart | dagu-post
///
/// Exit codes: 0 success, 1 no manifests were printed, 2 the command line is invalid; the exit code of a command of
/// `--then` that failed.
#[derive(Debug, Parser)]
#[command(version = VERSION.as_str())]
pub(crate) struct Arguments {
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,

    /// Write the generated objects and the findings to FILE, also when the command fails
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,

    /// Format of the report
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "json", requires = "report")]
    pub(crate) report_format: Format,

    /// Report errors on stdout as a document that Helm 4 refuses and shows, because Helm 4 hides stderr
    #[arg(long)]
    pub(crate) helm4: bool,

    /// Pipe the manifests through another command, such as `kustomize-filter --strict`; can be repeated
    ///
    /// Helm runs one post-renderer only. The command reads manifests on stdin and prints manifests on stdout. If it
    /// fails or prints none, dagu-post fails with its message and its exit code. The command is split at spaces and
    /// quotation marks as in a shell, but no shell runs it.
    #[arg(long, value_name = "COMMAND")]
    pub(crate) then: Vec<Then>,

    #[command(flatten)]
    pub(crate) limits: Limits,
}

impl Arguments {
    pub(crate) fn flags(&self) -> Flags {
        Flags { strict: self.strict, report: self.report.is_some() }
    }
}

/// Prints help or the version; anything else is invalid usage, which users of Helm 4 have to see as well.
pub(crate) fn not_run(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    if !error.use_stderr() {
        let printed = write!(io::stdout(), "{}", error.render());
        return ExitCode::from(u8::from(printed.is_err()));
    }
    let helm4 = arguments.iter().any(|argument| argument == "--helm4");
    Failure::Usage(error.render().to_string()).tell(helm4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_is_consistent() {
        Arguments::command().debug_assert();
    }
}
