//! The command line: which subcommands there are.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands::{Diff, Explain, Install, Render, Template, Upgrade, Values, Version};
use crate::failure::Failure;

/// Dagu on Kubernetes: Helm with the post-renderer in place, and manifests without Helm.
///
/// The exit code is 0 when all is well, 1 when the values are wrong, and 2 when the command cannot
/// run at all. `template`, `install` and `upgrade` exit as Helm does, and `diff` where Helm fails.
#[derive(Parser)]
#[command(name = "helm dagu", bin_name = "helm dagu", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Template(Template),
    Install(Install),
    Upgrade(Upgrade),
    Diff(Diff),
    Render(Box<Render>),
    Values(Box<Values>),
    Explain(Explain),
    Version(Version),
}

impl Cli {
    /// Runs the subcommand that was asked for.
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        match self.command {
            Command::Template(template) => template.run(),
            Command::Install(install) => install.run(),
            Command::Upgrade(upgrade) => upgrade.run(),
            Command::Diff(diff) => diff.run(),
            Command::Render(render) => render.run(),
            Command::Values(values) => values.run(),
            Command::Explain(explain) => explain.run(),
            Command::Version(version) => version.run(),
        }
    }
}

#[cfg(test)]
mod reference;
