//! The command line.

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::LazyLock;

use clap::Parser;
use dagu_chart_host::{Flags, Limits, core_sha256};
use dagu_chart_report::Format;

use crate::failure::Failure;

static VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{}\ncore sha256:{}", env!("CARGO_PKG_VERSION"), core_sha256()));

/// Helm post-renderer of the Dagu chart: makes the manifests of a release
///
/// Helm 3 runs it as `--post-renderer dagu-post`, Helm 4 as the plugin of the same name.
/// Without either: helm template dagu ./chart | dagu-post
///
/// The exit code is 0 when all is well, 1 when there are no manifests, and 2 when the command line is wrong.
#[derive(Debug, Parser)]
#[command(version = VERSION.as_str())]
pub(crate) struct Arguments {
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,

    /// Write what was made and noticed to FILE, also when there is an error
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,

    /// How the report is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "json", requires = "report")]
    pub(crate) report_format: Format,

    /// Show errors in the way that Helm 4 lets through: as a document that it refuses
    #[arg(long)]
    pub(crate) helm4: bool,

    #[command(flatten)]
    pub(crate) limits: Limits,
}

impl Arguments {
    pub(crate) fn flags(&self) -> Flags {
        Flags { strict: self.strict, report: self.report.is_some() }
    }
}

/// Help and version are asked for; anything else is wrong usage, which a user of Helm 4 has to see as well.
pub(crate) fn not_run(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let printed = write!(io::stdout(), "{}", error.render());
        return ExitCode::from(u8::from(printed.is_err()));
    }
    let helm4 = env::args_os().any(|argument| argument == "--helm4");
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
