//! `helm dagu uninstall`.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args;

use crate::confirmed::{Consent, run};
use crate::failure::Failure;
use crate::helm_arguments::{flags, positionals};
use crate::plan::Question;

/// Show what would be deleted, ask, and run `helm uninstall`
///
/// Prints the plan on stderr: the objects that are deleted, what happens to each claim and its data, and generated
/// credentials that are lost. Without a terminal that can answer, it stops before it changes anything, unless --yes is
/// given. The output on stdout and the exit code are those of Helm.
#[derive(Args)]
#[command(after_help = "Example:\n  helm dagu uninstall dagu --yes")]
pub(crate) struct Uninstall {
    #[command(flatten)]
    consent: Consent,

    /// Release to uninstall
    release: String,

    /// Other releases, and other arguments of `helm uninstall`, such as `--keep-history`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENT")]
    arguments: Vec<OsString>,
}

impl Uninstall {
    pub(crate) fn run(mut self) -> Result<ExitCode, Failure> {
        let consent = self.consent.take(&mut self.arguments);
        let given = flags(&self.arguments);
        let others = positionals(&self.arguments, &given);
        let mut releases = vec![self.release.clone()];
        releases.extend(others.iter().map(|release| release.to_string_lossy().into_owned()));
        let sure = format!("Uninstall {}?", releases.join(", "));
        let plan = |release: String| (release, Question::Uninstall(&self.arguments));
        let plans: Vec<_> = releases.into_iter().map(plan).collect();
        let arguments = [&[self.release.into()], self.arguments.as_slice()].concat();
        run("uninstall", &plans, &arguments, consent, &sure)
    }
}
