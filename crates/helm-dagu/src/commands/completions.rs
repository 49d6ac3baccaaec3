//! `helm dagu completions`.

use std::process::ExitCode;

use clap::{Args, Command};
use clap_complete::Shell;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Print a completion script for `helm-dagu`, for shells in which you run it without Helm
///
/// Helm completes `helm dagu` by itself: set up `helm completion` as its help describes.
#[derive(Args)]
#[command(after_help = "Example:
  helm dagu completions bash > helm-dagu.bash")]
pub(crate) struct Completions {
    /// Shell
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, mut cli: Command) -> Result<ExitCode, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut cli, "helm-dagu", &mut script);
        output::stdout(&script)?;
        Ok(Exit::Success.into())
    }
}
