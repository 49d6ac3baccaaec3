//! `helm dagu values` and its subcommands.

mod diff;
mod migrate;
mod set;
mod show;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::failure::Failure;
use diff::Diff;
use migrate::Migrate;
use set::Set;
use show::Show;

/// Print, compare and change values
///
/// Prints the effective values of files and flags, or of a release, with what each component and pool inherits. Credentials
/// in `auth` are printed as empty strings. The defaults are those of the chart that this program was built with.
///
/// For a release of an umbrella chart, prints the values of the Dagu chart in it; files and flags are then also those of
/// the Dagu chart, without its alias.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  helm dagu values -f values.yaml
  helm dagu values -f values.yaml --delta --origin
  helm dagu values dagu --revision 3 -o json"
)]
pub(crate) struct Values {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    show: Show,
}

#[derive(Subcommand)]
enum Command {
    Set(Box<Set>),
    Diff(Diff),
    Migrate(Migrate),
}

impl Values {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        match self.command {
            None => self.show.run(),
            Some(Command::Set(set)) => set.run(),
            Some(Command::Diff(diff)) => diff.run(),
            Some(Command::Migrate(migrate)) => migrate.run(),
        }
    }
}
