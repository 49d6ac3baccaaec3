//! `helm dagu diff`.

use std::ffi::OsString;
use std::process::{ExitCode, Stdio};

use clap::Args;
use dagu_chart_host::{Host, Limits};
use serde::Deserialize;

use crate::exit::exit_code;
use crate::failure::Failure;
use crate::forward::refuse_post_renderer;
use crate::helm::Helm;
use crate::output;
use crate::post_renderer::PostRenderer;
use crate::report::ReportFile;

/// What keeps Helm from upgrading. It asks the cluster, so that generated credentials are found again; stands last,
/// where no argument of the user's overrides it.
const DRY_RUN: [&str; 2] = ["--dry-run=server", "--output=json"];

/// Flags by which every command of Helm finds its cluster and its namespace, those with a value.
const CONNECTION: [&str; 10] = [
    "--kube-apiserver",
    "--kube-as-group",
    "--kube-as-user",
    "--kube-ca-file",
    "--kube-context",
    "--kube-tls-server-name",
    "--kube-token",
    "--kubeconfig",
    "--namespace",
    "-n",
];

/// Tell what an upgrade would change, and change nothing.
///
/// Objects that would be created (+), changed (~) and removed (-): with the fields that make pods restart, what
/// Kubernetes would refuse, and the data and generated credentials that would be lost. Nothing is printed where nothing
/// would change.
///
/// The manifest that the release has is compared with what `helm upgrade --dry-run=server` renders, so Helm has to be
/// 3.13 or newer. The exit code is Helm's when Helm fails, and 0 whatever would change.
#[derive(Args)]
pub(crate) struct Diff {
    /// Release to upgrade
    release: String,

    /// The other arguments of `helm upgrade`, as `./chart --reuse-values --set workerPools.gpu.replicas=2`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENT")]
    arguments: Vec<OsString>,
}

/// The part of a release, as Helm prints it, that is read here.
#[derive(Deserialize)]
struct Upgraded {
    manifest: String,
}

impl Diff {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        refuse_post_renderer("upgrade", &self.arguments)?;
        if hides_secrets(&self.arguments) {
            return Err(Failure::HiddenSecrets);
        }
        let post_renderer = PostRenderer::find()?;
        let helm = Helm::find()?;
        let mut question: Vec<OsString> = ["get", "manifest", &self.release].map(Into::into).into();
        question.extend(connection(&self.arguments));
        let before = match helm.answer(&question)? {
            Ok(manifest) => manifest,
            Err(refused) => return Ok(refused),
        };
        let report = ReportFile::new()?;
        let (mut upgrade, _placed) = helm.post_rendered("upgrade", &post_renderer, report.path())?;
        upgrade.arg(&self.release).args(&self.arguments).args(DRY_RUN);
        // The user's values may come from stdin, and Helm's errors are for the user.
        let upgraded = upgrade
            .stdin(Stdio::inherit())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| helm.cannot_run(error))?;
        if !upgraded.status.success() {
            return Ok(exit_code(upgraded.status));
        }
        report.print();
        let after: Upgraded = serde_json::from_slice(&upgraded.stdout).map_err(Failure::Upgraded)?;
        let answer = Host::new()?.diff(&before, &after.manifest, &Limits::default())?;
        if !answer.ok() {
            return Err(Failure::Manifests(answer.text().trim_end().to_owned()));
        }
        output::stdout(&answer.stream())?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Whether Helm would print a remark in place of every Secret.
fn hides_secrets(arguments: &[OsString]) -> bool {
    let mut flags = arguments.iter().take_while(|argument| *argument != "--");
    flags.any(|argument| argument == "--hide-secret" || argument == "--hide-secret=true")
}

/// The arguments by which Helm finds the release. As a plugin there are none: Helm keeps them and sets the environment.
fn connection(arguments: &[OsString]) -> Vec<OsString> {
    let mut found = Vec::new();
    let mut rest = arguments.iter().take_while(|argument| *argument != "--");
    while let Some(argument) = rest.next() {
        let flag = argument.as_encoded_bytes().split(|byte| *byte == b'=').next().unwrap_or_default();
        let known = CONNECTION.iter().any(|known| known.as_bytes() == flag);
        if known || flag == b"--kube-insecure-skip-tls-verify" {
            found.push(argument.clone());
        }
        if known && flag.len() == argument.len() {
            found.extend(rest.next().cloned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_that_are_hidden_are_seen() {
        let hides = |line: &str| hides_secrets(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert!(hides("./chart --hide-secret --set a=b"));
        assert!(hides("--hide-secret=true ./chart"));
        assert!(!hides("./chart --hide-secret=false -- --hide-secret"));
    }

    #[test]
    fn both_questions_go_to_the_same_cluster() {
        let arguments = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(
            connection(&arguments(
                "./chart --set a=b -n lab --kube-context=prod --timeout 5m --kube-insecure-skip-tls-verify -- -n x"
            )),
            arguments("-n lab --kube-context=prod --kube-insecure-skip-tls-verify")
        );
    }
}
