//! `helm dagu diff`.

use std::ffi::OsString;
use std::process::{ExitCode, Stdio};

use clap::Args;
use dagu_chart_api::{Apply, DiffRequest};
use dagu_chart_host::{Host, Limits};
use serde::Deserialize;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::forward::refuse_post_renderer;
use crate::helm::{Helm, failed};
use crate::helm_arguments::{Flag, flags, is_on};
use crate::output;
use crate::post_renderer::PostRenderer;
use crate::release::{Baseline, Release};
use crate::report::ReportFile;
use crate::request::json;

/// Keeps Helm from upgrading. `server` lets Helm read the cluster, so that it finds generated credentials. These are the
/// last arguments, so that no argument of the user overrides them.
const DRY_RUN: [&str; 2] = ["--dry-run=server", "--output=json"];

/// The flag of this command that is accepted among the arguments of Helm.
const SHOW_SECRETS: &str = "show-secrets";

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
/// revision, and therefore requires Helm 3.13 or newer. Exits with 3 if Helm fails.
#[derive(Args)]
#[command(after_help = "Example:\n  helm dagu diff dagu ./chart -f values.yaml")]
pub(crate) struct Diff {
    /// Show credentials that would change instead of `(hidden)`
    #[arg(long)]
    show_secrets: bool,

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

impl Diff {
    pub(crate) fn run(mut self) -> Result<ExitCode, Failure> {
        refuse_post_renderer("upgrade", &self.arguments)?;
        let given = flags(&self.arguments);
        if is_on(&given, "hide-secret") {
            return Err(Failure::HiddenSecrets);
        }
        self.show_secrets |= is_on(&given, SHOW_SECRETS);
        let (baseline, upgraded) = self.ask_helm(&given)?;
        let request = DiffRequest {
            before: baseline.manifest,
            after: upgraded.manifest,
            namespace: baseline.namespace,
            live: baseline.live,
            apply: Some(match &*upgraded.apply_method {
                "ssa" if is_on(&given, "force-conflicts") => Apply::Force,
                "ssa" => Apply::Server,
                _ => Apply::Client,
            }),
            show_secrets: self.show_secrets,
        };
        let answer = Host::new()?.diff(&json(&request)?, &Limits::default())?;
        if !answer.ok() {
            return Err(Failure::Manifests(answer.text().trim_end().to_owned()));
        }
        output::stdout(&answer.stream())?;
        Ok(Exit::Success.into())
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
        upgrade.arg(&self.release).args(without(&self.arguments, given, SHOW_SECRETS)).args(DRY_RUN);
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

/// The arguments without the flag that is not one of Helm.
fn without<'a>(arguments: &'a [OsString], given: &[Flag], name: &str) -> impl Iterator<Item = &'a OsString> {
    let ours: Vec<_> = given.iter().filter(|flag| flag.name == name).map(|flag| flag.at.clone()).collect();
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
        let line = arguments("./chart --show-secrets -f --show-secrets --set a=b");
        let given = flags(&line);
        let helms: Vec<_> = without(&line, &given, SHOW_SECRETS).cloned().collect();
        assert_eq!(helms, arguments("./chart -f --show-secrets --set a=b"));
    }
}
