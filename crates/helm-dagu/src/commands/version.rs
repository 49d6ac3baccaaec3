//! `helm dagu version`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_host::core_sha256;

use crate::failure::Failure;
use crate::output;
use crate::post_renderer::PostRenderer;

/// Print the version, the sha256 of the core and the path of the dagu-post that Helm runs
#[derive(Args)]
#[command(after_help = "Example:\n  helm dagu version")]
pub(crate) struct Version {}

impl Version {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let version = env!("CARGO_PKG_VERSION");
        let ours = core_sha256();
        let (path, warning) = match PostRenderer::find() {
            Ok(post_renderer) => {
                (post_renderer.path().display().to_string(), difference(&post_renderer, ours))
            }
            Err(failure) => ("none".to_owned(), Some(failure.to_string())),
        };
        let text = format!("helm-dagu {version}\ncore sha256:{ours}\ndagu-post {path}\n");
        output::stdout(text.as_bytes())?;
        if let Some(warning) = warning {
            output::stderr(&format!("warning: {warning}\n"));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Why `render` and Helm may produce different manifests, if they may.
fn difference(post_renderer: &PostRenderer, ours: &str) -> Option<String> {
    match post_renderer.core_sha256() {
        Some(theirs) if theirs == ours => None,
        Some(theirs) => Some(format!(
            "dagu-post contains a different core, {theirs}: Helm and `helm dagu render` may produce \
             different manifests; build both with `cargo xtask build`"
        )),
        None => Some(
            "dagu-post does not report which core it contains: build it again with `cargo xtask build`"
                .to_owned(),
        ),
    }
}
