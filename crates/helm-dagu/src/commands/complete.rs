//! `helm dagu __complete`, which Helm calls by `plugin.complete` while a person types.

use std::process::ExitCode;

use clap::{Args, Command};

use crate::completion::{Candidates, candidates};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

#[derive(Args)]
pub(crate) struct Complete {
    /// The words of the command line; the last one is being typed
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

impl Complete {
    /// Prints the candidates and how the shell continues after them, as cobra reads them.
    pub(crate) fn run(self, cli: &Command) -> Result<ExitCode, Failure> {
        let found = match self.words.split_last() {
            Some((word, before)) => candidates(cli, before, word),
            None => Candidates::default(),
        };
        output::stdout(found.to_string().as_bytes())?;
        Ok(Exit::Success.into())
    }
}
