//! `helm dagu render`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_api::RenderRequest;
use dagu_chart_host::{Answer, Host, Limits};

use crate::answer::AnswerFlags;
use crate::entropy;
use crate::failure::Failure;
use crate::request::{ValuesFlags, json};

/// Print the manifests without Helm and without a cluster
///
/// Credentials that the values do not set are generated again on each run, because no cluster can be asked.
#[derive(Args)]
#[command(after_help = "Example:\n  helm dagu render -f values.yaml")]
pub(crate) struct Render {
    /// Release name
    #[arg(default_value = "dagu")]
    name: String,

    #[command(flatten)]
    values: ValuesFlags,

    /// Release namespace; `helm dagu` also accepts `-n`
    #[arg(
        long,
        value_name = "NAMESPACE",
        env = "HELM_NAMESPACE",
        default_value = "default",
        hide_env_values = true
    )]
    release_namespace: String,

    /// Kubernetes version, such as v1.35.0 [default: the newest that the chart supports]
    #[arg(long, value_name = "VERSION")]
    kube_version: Option<String>,

    /// Dagu version [default: the version of the image]
    #[arg(long, value_name = "VERSION")]
    dagu_version: Option<String>,

    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    answer: AnswerFlags,
}

impl Render {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let limits = self.answer.limits;
        let Self { name, values, release_namespace, kube_version, dagu_version, strict, answer } = self;
        answer.show(ask(&limits, || {
            Ok(RenderRequest {
                release_name: Some(name),
                namespace: Some(release_namespace),
                kube_version,
                dagu_version,
                entropy: Some(entropy::generate()?),
                strict,
                ..values.request()?
            })
        }))
    }
}

fn ask(limits: &Limits, request: impl FnOnce() -> Result<RenderRequest, Failure>) -> Result<Answer, Failure> {
    Ok(Host::new()?.render(&json(&request()?)?, limits)?)
}
