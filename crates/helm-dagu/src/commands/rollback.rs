//! `helm dagu rollback`.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args;

use crate::confirmed::{Consent, run};
use crate::failure::Failure;
use crate::helm_arguments::{flags, positionals};
use crate::plan::Question;

/// Show what a rollback would do, ask, and run `helm rollback`
///
/// Prints the plan on stderr: which pods restart, what Kubernetes would refuse and what would be lost. Without a terminal
/// that can answer, it stops before it changes anything, unless --yes is given.
///
/// A rollback applies the manifests of an earlier revision: nothing is rendered, and data on volumes stays as it is.
/// The output on stdout and the exit code are those of Helm.
#[derive(Args)]
#[command(after_help = "Examples:
  helm dagu rollback dagu
  helm dagu rollback dagu 1 --yes")]
pub(crate) struct Rollback {
    #[command(flatten)]
    consent: Consent,

    /// Release to roll back
    release: String,

    /// Other arguments of `helm rollback`, such as `3 --wait`; without a revision, the previous one
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENT")]
    arguments: Vec<OsString>,
}

impl Rollback {
    pub(crate) fn run(mut self) -> Result<ExitCode, Failure> {
        let consent = self.consent.take(&mut self.arguments);
        let given = flags(&self.arguments);
        let revision = match positionals(&self.arguments, &given).first() {
            Some(revision) => Some(number(revision)?),
            None => None,
        };
        let plan = (self.release.clone(), Question::Rollback(revision, &self.arguments));
        let to = match revision {
            Some(revision) if revision > 0 => format!("revision {revision}"),
            _ => "the previous revision".to_owned(),
        };
        let sure = format!("Roll back {} to {to}?", self.release);
        let arguments = [&[self.release.into()], self.arguments.as_slice()].concat();
        run("rollback", &[plan], &arguments, consent, &sure)
    }
}

fn number(revision: &OsString) -> Result<u64, Failure> {
    let text = revision.to_string_lossy();
    text.parse().map_err(|_| Failure::Revision(text.into_owned()))
}
