//! `helm dagu plan`.

use std::ffi::OsString;
use std::process::{ExitCode, Stdio};

use clap::{Args, ValueEnum};
use dagu_chart_api::{Apply, ChangedObject, Diff, DiffRequest};
use dagu_chart_host::{Host, Limits};
use serde::{Deserialize, Serialize};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::forward::refuse_post_renderer;
use crate::helm::{Helm, failed};
use crate::helm_arguments::{Flag, flags, is_on};
use crate::json_output::{FORMAT, JsonFlags};
use crate::output;
use crate::post_renderer::PostRenderer;
use crate::release::{Baseline, Release};
use crate::report::ReportFile;
use crate::request::json;

/// Keeps Helm from upgrading. `server` lets Helm read the cluster, so that it finds generated credentials. These are the
/// last arguments, so that no argument of the user overrides them.
const DRY_RUN: [&str; 2] = ["--dry-run=server", "--output=json"];

/// The flags of this command that are accepted among the arguments of Helm.
const SHOW_SECRETS: &str = "show-secrets";
const DETAILED_EXITCODE: &str = "detailed-exitcode";
const FAIL_ON: &str = "fail-on";
const OURS: [&str; 3] = [SHOW_SECRETS, DETAILED_EXITCODE, FAIL_ON];

/// Helm's flags for the cluster and the namespace.
const CONNECTION: [&str; 10] = [
    "kube-apiserver",
    "kube-as-group",
    "kube-as-user",
    "kube-ca-file",
    "kube-context",
    "kube-insecure-skip-tls-verify",
    "kube-tls-server-name",
    "kube-token",
    "kubeconfig",
    "namespace",
];

/// Show what an upgrade would change, without changing anything
///
/// Prints the objects that would be created (+), changed (~) and deleted (-), the fields that cause pods to restart,
/// changes that Kubernetes would refuse, manual changes in the cluster that the upgrade would undo, and data and
/// generated credentials that would be lost. Prints nothing if nothing would change.
///
/// Compares the output of `helm upgrade --dry-run=server` with the objects in the cluster and with the last deployed
/// revision, and therefore requires Helm 3.13 or newer. Exits with 3 if Helm fails. Flags of this
/// command may also be among those of Helm, except `--output` and `--output-file`, which come before the release.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  helm dagu plan dagu ./chart -f values.yaml\n  helm dagu plan dagu ./chart -f values.yaml --fail-on refused,loss"
)]
pub(crate) struct Plan {
    /// Show credentials that would change instead of `(hidden)`
    #[arg(long)]
    show_secrets: bool,

    /// Exit with 0 if nothing would change, 2 if something would, and 1 for any error
    #[arg(long)]
    detailed_exitcode: bool,

    /// Exit with 4 if the upgrade would do one of these
    #[arg(long, value_name = "EFFECT", value_enum, value_delimiter = ',')]
    fail_on: Vec<Effect>,

    #[command(flatten)]
    output: JsonFlags,

    /// Release to upgrade
    release: String,

    /// Other arguments of `helm upgrade`, such as `./chart --reuse-values --set workerPools.gpu.replicas=2`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENT")]
    arguments: Vec<OsString>,
}

/// The part of Helm's JSON output of a release that is used here.
#[derive(Deserialize)]
struct Upgraded {
    manifest: String,
    /// `ssa` if Helm 4 would use server-side apply.
    #[serde(default)]
    apply_method: String,
}

/// What `-o json` prints.
#[derive(Serialize)]
struct Printed {
    format: u32,
    ok: bool,
    /// Limits of the comparison.
    notes: Vec<String>,
    #[serde(flatten)]
    diff: Diff,
}

/// What an upgrade may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Effect {
    /// Change a field that Kubernetes refuses to change
    Refused,
    /// Change a field that another manager owns, at which server-side apply stops
    Conflict,
    /// Lose data or generated credentials
    Loss,
    /// Restart pods
    Restart,
    /// Undo a manual change in the cluster
    Drift,
}

impl Effect {
    fn is_in(self, diff: &Diff) -> bool {
        let changed = |is: fn(&ChangedObject) -> bool| diff.changed.iter().any(is);
        match self {
            Self::Refused => changed(|object| !object.conflicts.is_empty()),
            Self::Conflict => changed(|object| !object.contested.is_empty()),
            Self::Loss => {
                diff.removed.iter().any(|object| object.loss.is_some())
                    || changed(|object| object.conflicts.iter().any(|conflict| conflict.loss.is_some()))
            }
            Self::Restart => changed(|object| !object.restarts.is_empty()),
            Self::Drift => {
                !diff.missing.is_empty()
                    || changed(|object| object.fields.iter().any(|field| field.drift.is_some()))
            }
        }
    }
}

impl Plan {
    pub(crate) fn run(mut self) -> Result<ExitCode, Failure> {
        let given = flags(&self.arguments);
        let taken = self.take_ours(&given);
        let answer = taken.and_then(|()| self.compare(&given)).inspect_err(|failure| {
            // The failure is reported on stderr anyway.
            let _ = self.output.put_failure(&failure.to_string());
        });
        match answer {
            Ok(diff) => Ok(self.exit(&diff)),
            Err(failure) if self.detailed_exitcode && !matches!(failure, Failure::Terminated(_)) => {
                output::stderr(&format!("error: {failure}\n"));
                Ok(Exit::Findings.into())
            }
            Err(failure) => Err(failure),
        }
    }

    /// Reads the flags of this command that are among the arguments of Helm.
    fn take_ours(&mut self, given: &[Flag]) -> Result<(), Failure> {
        self.show_secrets |= is_on(given, SHOW_SECRETS);
        self.detailed_exitcode |= is_on(given, DETAILED_EXITCODE);
        for flag in given.iter().filter(|flag| flag.name == FAIL_ON) {
            let effects = flag.value.as_deref().unwrap_or_default().to_string_lossy();
            for effect in effects.split(',') {
                let known = Effect::from_str(effect, false);
                self.fail_on.push(known.map_err(|_| Failure::UnknownEffect(effect.to_owned()))?);
            }
        }
        Ok(())
    }

    /// Compares, and prints the difference.
    fn compare(&self, given: &[Flag]) -> Result<Diff, Failure> {
        refuse_post_renderer("upgrade", &self.arguments)?;
        if is_on(given, "hide-secret") {
            return Err(Failure::HiddenSecrets);
        }
        let (baseline, upgraded) = self.ask_helm(given)?;
        let notes = baseline.notes;
        let request = DiffRequest {
            before: baseline.manifest,
            after: upgraded.manifest,
            namespace: baseline.namespace,
            live: baseline.live,
            apply: Some(match &*upgraded.apply_method {
                "ssa" if is_on(given, "force-conflicts") => Apply::Force,
                "ssa" => Apply::Server,
                _ => Apply::Client,
            }),
            show_secrets: self.show_secrets,
        };
        let answer = Host::new()?.diff(&json(&request)?, &Limits::default())?;
        if !answer.ok() {
            return Err(Failure::Manifests(answer.text().trim_end().to_owned()));
        }
        let diff: Diff = serde_json::from_str(answer.report()).map_err(Failure::Report)?;
        let json = Printed { format: FORMAT, ok: true, notes, diff };
        self.output.put(&String::from_utf8_lossy(&answer.stream()), &json)?;
        Ok(json.diff)
    }

    fn exit(&self, diff: &Diff) -> ExitCode {
        let Diff { created, missing, changed, removed, left: _ } = diff;
        let is_empty = created.is_empty() && missing.is_empty() && changed.is_empty() && removed.is_empty();
        if self.fail_on.iter().any(|effect| effect.is_in(diff)) {
            Exit::FailOn.into()
        } else if self.detailed_exitcode && !is_empty {
            Exit::CHANGES.into()
        } else {
            Exit::Success.into()
        }
    }

    /// The current state and the wanted state. Temporary files are deleted afterwards.
    fn ask_helm(&self, given: &[Flag]) -> Result<(Baseline, Upgraded), Failure> {
        let post_renderer = PostRenderer::find()?;
        let helm = Helm::find()?;
        let connection = connection(given);
        let release = Release { helm: &helm, name: &self.release, connection: &connection };
        let baseline = release.baseline()?;
        for note in &baseline.notes {
            output::stderr(&format!("note: {note}\n"));
        }
        let report = ReportFile::new()?;
        let (mut upgrade, _placed) = helm.post_rendered("upgrade", &post_renderer, report.path())?;
        upgrade.arg(&self.release).args(without(&self.arguments, given, &OURS)).args(DRY_RUN);
        // Values may come from stdin, and the user has to see Helm's errors.
        let upgraded = helm.output(upgrade.stdin(Stdio::inherit()).stderr(Stdio::inherit()))?;
        if !upgraded.status.success() {
            return Err(failed(&["upgrade", &self.release], upgraded.status));
        }
        report.print();
        let upgraded = serde_json::from_slice(&upgraded.stdout).map_err(Failure::Release)?;
        Ok((baseline, upgraded))
    }
}

/// The arguments without the flags that are not Helm's.
fn without<'a>(
    arguments: &'a [OsString],
    given: &[Flag],
    names: &[&str],
) -> impl Iterator<Item = &'a OsString> {
    let ours = given.iter().filter(|flag| names.contains(&&*flag.name));
    let ours: Vec<_> = ours.map(|flag| flag.at.clone()).collect();
    let is_helms = move |at: &usize| !ours.iter().any(|taken| taken.contains(at));
    arguments.iter().enumerate().filter(move |(at, _)| is_helms(at)).map(|(_, argument)| argument)
}

/// The arguments with which Helm finds the release. A plugin sees few of them: Helm consumes its own flags and sets
/// environment variables for them.
fn connection(given: &[Flag]) -> Vec<OsString> {
    let known = given.iter().filter(|flag| CONNECTION.contains(&&*flag.name));
    known
        .map(|flag| {
            let mut argument = OsString::from(format!("--{}", flag.name));
            if let Some(value) = &flag.value {
                argument.push("=");
                argument.push(value);
            }
            argument
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn every_question_goes_to_the_same_cluster() {
        let line = "./chart --set a=b -nlab --kube-context=prod --timeout 5m --kube-insecure-skip-tls-verify -- -n x";
        assert_eq!(
            connection(&flags(&arguments(line))),
            arguments("--namespace=lab --kube-context=prod --kube-insecure-skip-tls-verify")
        );
    }

    #[test]
    fn helm_is_not_given_our_flag() {
        let line = arguments(
            "./chart --show-secrets -f --show-secrets --fail-on loss --detailed-exitcode --set a=b",
        );
        let given = flags(&line);
        let helms: Vec<_> = without(&line, &given, &OURS).cloned().collect();
        assert_eq!(helms, arguments("./chart -f --show-secrets --set a=b"));
    }
}
