//! The release that is rendered without Helm: its name, its values and its circumstances.

use clap::Args;
use dagu_chart_api::RenderRequest;

use crate::entropy;
use crate::failure::Failure;
use crate::request::ValuesFlags;

// Not a doc comment: clap would use it as the help of the commands that contain these flags.
#[derive(Args)]
pub(crate) struct RenderFlags {
    /// Release name
    #[arg(default_value = RenderRequest::RELEASE_NAME)]
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) values: ValuesFlags,

    /// Release namespace
    #[arg(
        short = 'n',
        long,
        visible_alias = "namespace",
        value_name = "NAMESPACE",
        env = "HELM_NAMESPACE",
        default_value = RenderRequest::NAMESPACE,
        hide_env_values = true
    )]
    pub(crate) release_namespace: String,

    /// Kubernetes version, such as v1.35.0 [default: the newest that the chart supports]
    #[arg(long, value_name = "VERSION")]
    pub(crate) kube_version: Option<String>,

    /// Dagu version [default: the version of the image]
    #[arg(long, value_name = "VERSION")]
    pub(crate) dagu_version: Option<String>,

    /// Treat warnings as errors
    #[arg(long)]
    pub(crate) strict: bool,
}

impl RenderFlags {
    /// The request to render this release; reads the files.
    pub(crate) fn request(self) -> Result<RenderRequest, Failure> {
        let Self { name, values, release_namespace, kube_version, dagu_version, strict } = self;
        Ok(RenderRequest {
            release_name: Some(name),
            namespace: Some(release_namespace),
            kube_version,
            dagu_version,
            entropy: Some(entropy::generate()?),
            strict,
            ..values.request()?
        })
    }

    /// The arguments of this release as typed, but without values of flags, which may be credentials.
    pub(crate) fn shown(&self) -> Vec<String> {
        let mut words = vec![self.name.clone()];
        words.extend(self.values.shown());
        if self.release_namespace != RenderRequest::NAMESPACE {
            words.push(format!("--release-namespace={}", self.release_namespace));
        }
        for (flag, value) in [("kube-version", &self.kube_version), ("dagu-version", &self.dagu_version)] {
            words.extend(value.as_ref().map(|value| format!("--{flag}={value}")));
        }
        words
    }
}
