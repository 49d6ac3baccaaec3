//! `helm dagu plan`.

mod values_only;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser};

use crate::changed_values::{Outcome, print};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::forward::refuse_post_renderer;
use crate::helm::Helm;
use crate::helm_arguments::{flags, is_on, positionals, take};
use crate::json_output::JsonFlags;
use crate::output;
use crate::plan::{Document, Kind, Question, Shown, ask, compare, found, has_changes, human};
use crate::terminal::columns;
use values_only::Values;

/// Show what an upgrade would do, before you run it
///
/// Prints which pods restart or stop and the values that cause it, the objects that would be created (+), changed (~) and
/// deleted (-), changes that Kubernetes would refuse (REFUSED), fields that another tool manages (CONFLICT), data and
/// generated credentials that would be lost (LOST), manual changes that would be undone, and moves between versions of
/// Dagu.
///
/// Compares the output of `helm upgrade --dry-run=server` with the objects in the cluster and with the last deployed
/// revision, and therefore requires Helm 3.13 or newer. With --install the release does not have to exist; with
/// --to-revision it is compared with an earlier revision instead.
///
/// With --values-only only the values of both sides are compared, as `helm dagu values diff` does; credentials in `auth` are
/// left out, and of an umbrella chart the values of each Dagu chart are compared. The same happens, with a note, if you may read the release but not what the dry run needs, unless
/// --fail-on, --detailed-exitcode or JSON is requested.
///
/// Exits with 3 if Helm fails, and with 4 if something is found that --fail-on names.
#[derive(Args)]
#[command(after_help = "Examples:
  helm dagu plan dagu ./chart -f values.yaml
  helm dagu plan dagu ./chart -f values.yaml --fail-on refused,conflict,loss
  helm dagu plan dagu ./chart -f values.yaml --detailed-exitcode -o json
  helm dagu plan dagu ./chart -f values.yaml --values-only
  helm dagu plan dagu --to-revision 1")]
pub(crate) struct Plan {
    #[command(flatten)]
    flags: PlanFlags,

    /// Release to upgrade
    release: String,

    /// Other arguments of `helm upgrade`, such as `./chart --reuse-values --set workerPools.gpu.replicas=2`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENT")]
    arguments: Vec<OsString>,
}

// Not a doc comment: clap would use it as the help of the command.
#[derive(Args, Debug, Default)]
struct PlanFlags {
    /// Exit with 4 if the plan contains one of these
    #[arg(long, value_name = "KIND", value_enum, value_delimiter = ',')]
    fail_on: Vec<Kind>,

    /// Exit with 0 if nothing would change, 2 if something would, 1 if the command fails
    #[arg(long)]
    detailed_exitcode: bool,

    /// Plan a rollback to this revision
    #[arg(long, value_name = "REVISION")]
    to_revision: Option<u64>,

    /// Compare only the values, which needs no right but to read the release
    #[arg(long)]
    values_only: bool,

    /// Also show workloads that keep running, and objects of which only labels change
    #[arg(long)]
    all: bool,

    /// Show credentials that would change instead of `(hidden)`
    #[arg(long)]
    show_secrets: bool,

    #[command(flatten)]
    output: JsonFlags,
}

/// The flags of this command among the arguments of Helm.
#[derive(Debug, Parser)]
#[command(name = "helm dagu plan", no_binary_name = true, disable_help_flag = true)]
struct Late {
    #[command(flatten)]
    flags: PlanFlags,
}

impl PlanFlags {
    /// Adds the flags that follow the name of the release, and removes them from the arguments of Helm.
    fn take(&mut self, arguments: &mut Vec<OsString>) -> Result<(), clap::Error> {
        let command = Late::command();
        let names: Vec<_> = command.get_arguments().filter_map(|flag| flag.get_long()).collect();
        self.detailed_exitcode |= is_on(&flags(arguments), "detailed-exitcode");
        let late = take(arguments, &names);
        let matches = command.clone().try_get_matches_from(&late).inspect_err(|_| {
            // Programs read the error in the format that they request.
            let lenient = command.ignore_errors(true).try_get_matches_from(&late);
            let lenient = lenient.and_then(|matches| Late::from_arg_matches(&matches));
            self.output.add(lenient.map(|late| late.flags.output).unwrap_or_default());
        })?;
        let late = Late::from_arg_matches(&matches)?.flags;
        self.fail_on.extend(late.fail_on);
        self.detailed_exitcode |= late.detailed_exitcode;
        self.to_revision = late.to_revision.or(self.to_revision);
        self.values_only |= late.values_only;
        self.all |= late.all;
        self.show_secrets |= late.show_secrets;
        self.output.add(late.output);
        Ok(())
    }
}

impl Plan {
    pub(crate) fn run(mut self) -> Result<ExitCode, Failure> {
        if let Err(error) = self.flags.take(&mut self.arguments) {
            let text = error.render().to_string();
            self.flags.output.put_failure(&text)?;
            output::stderr(&text);
            let code = if self.flags.detailed_exitcode { Exit::Findings } else { Exit::NotRun };
            return Ok(code.into());
        }
        match self.flags.output.or_report(self.plan()) {
            Err(failure) if self.flags.detailed_exitcode && !matches!(failure, Failure::Terminated(_)) => {
                output::stderr(&format!("error: {failure}\n"));
                // As terraform and helm-diff do, where 2 means that something changes.
                Ok(ExitCode::FAILURE)
            }
            result => result,
        }
    }

    fn plan(&self) -> Result<ExitCode, Failure> {
        let given = flags(&self.arguments);
        let charts = positionals(&self.arguments, &given);
        let question = match (self.flags.to_revision, charts.first()) {
            (Some(_), Some(chart)) => {
                return Err(Failure::RollbackArgument(chart.to_string_lossy().into_owned()));
            }
            (Some(revision), None) => Question::Rollback(Some(revision), &self.arguments),
            (None, None) => return Err(Failure::NoChart(self.release.clone())),
            (None, Some(_)) => Question::Upgrade(&self.arguments),
        };
        refuse_post_renderer("upgrade", &self.arguments)?;
        if self.flags.values_only && !self.flags.fail_on.is_empty() {
            return Err(Failure::FailOnValues);
        }
        if is_on(&given, "hide-secret") {
            return Err(Failure::HiddenSecrets);
        }
        let helm = Helm::find()?;
        if self.flags.values_only {
            return self.print_values(self.values(&helm)?);
        }
        let sides = match ask(&helm, &self.release, &question) {
            Err(Failure::DryRunForbidden(reason)) if self.may_be_partial() => {
                let values = match self.values(&helm) {
                    // Only Helm can read these values, and from stdin only once.
                    Err(Failure::ValuesOfHelm) => return Err(Failure::DryRunForbidden(reason)),
                    values => values?,
                };
                output::stderr(&format!(
                    "note: you may not do what `helm upgrade --dry-run=server` needs: {reason}\n\
                     note: only the values are compared, not the objects\n"
                ));
                return self.print_values(values);
            }
            sides => sides?,
        };
        for note in &sides.before.notes {
            output::stderr(&format!("note: {note}\n"));
        }
        let shown = Shown { secrets: self.flags.show_secrets, all: self.flags.all };
        let comparison = compare(&sides, shown)?;
        let width = columns().filter(|_| self.flags.output.is_for_terminal());
        let text = human(&sides, &comparison, shown, width);
        self.flags.output.put(&text, &Document::new(&sides, &comparison))?;
        let found = found(&comparison.diff);
        Ok(match self.flags.detailed_exitcode {
            _ if self.flags.fail_on.iter().any(|kind| found.contains(kind)) => Exit::FailOn.into(),
            // As terraform and helm-diff do.
            true if has_changes(&comparison.diff) => ExitCode::from(2),
            _ => Exit::Success.into(),
        })
    }

    /// Whether a plan without objects answers what is asked: neither an exit code nor a document that stands for objects.
    fn may_be_partial(&self) -> bool {
        let PlanFlags { fail_on, detailed_exitcode, output, .. } = &self.flags;
        fail_on.is_empty() && !detailed_exitcode && !output.is_json()
    }

    fn values(&self, helm: &Helm) -> Result<Values, Failure> {
        values_only::values(helm, &self.release, &self.arguments, self.flags.to_revision)
    }

    fn print_values(&self, values: Values) -> Result<ExitCode, Failure> {
        for note in values.notes {
            output::stderr(&format!("note: {note}\n"));
        }
        let outcome = print(values.before, values.after, &self.flags.output)?;
        Ok(match outcome {
            Outcome::Different if self.flags.detailed_exitcode => ExitCode::from(2),
            outcome => outcome.exit(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(line: &str) -> (PlanFlags, String) {
        let mut flags = PlanFlags::default();
        let mut arguments = line.split(' ').map(OsString::from).collect();
        flags.take(&mut arguments).expect("valid flags");
        let kept: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
        (flags, kept.join(" "))
    }

    #[test]
    fn helm_is_not_given_our_flags() {
        let (flags, kept) =
            take("./chart --show-secrets -f --show-secrets --set a=b -ojson --fail-on loss,drift");
        assert_eq!(kept, "./chart -f --show-secrets --set a=b");
        assert!(flags.show_secrets && flags.output.is_json() && !flags.all);
        assert_eq!(flags.fail_on, [Kind::Loss, Kind::Drift]);
    }

    #[test]
    fn a_rollback_is_planned_without_a_chart() {
        let (flags, kept) = take("--to-revision 3 --kube-context x");
        assert_eq!((flags.to_revision, &*kept), (Some(3), "--kube-context x"));
    }
}
