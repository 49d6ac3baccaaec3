//! `helm dagu render`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use dagu_chart_api::Report;
use dagu_chart_host::{Answer, Host, Limits};

use crate::answer::AnswerFlags;
use crate::failure::Failure;
use crate::objects::{self, keep, objects, write};
use crate::render_flags::RenderFlags;
use crate::request::json;

/// Print the manifests without Helm and without a cluster
///
/// Credentials that the values do not set are generated again on each run, because no cluster can be asked.
#[derive(Args)]
#[command(after_help = "Examples:
  helm dagu render -f values.yaml
  helm dagu render -f values.yaml --show-only deployment/dagu-ui
  helm dagu render -f values.yaml --output-dir manifests")]
pub(crate) struct Render {
    #[command(flatten)]
    rendering: RenderFlags,

    /// Print only these objects
    #[arg(long, value_name = "KIND/NAME", value_delimiter = ',')]
    show_only: Vec<String>,

    /// Write each object to a file in this folder instead of stdout; other files in it stay
    #[arg(long, value_name = "FOLDER")]
    output_dir: Option<PathBuf>,

    #[command(flatten)]
    answer: AnswerFlags,
}

impl Render {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let Self { rendering, show_only, output_dir, answer } = self;
        let made = ask(&answer.limits, rendering);
        if show_only.is_empty() && output_dir.is_none() {
            return answer.show(made);
        }
        let mut text = None;
        let made = made.and_then(|made| {
            if made.ok() {
                text = Some(some(&made, &show_only, output_dir.as_deref())?);
            }
            Ok(made)
        });
        answer.show_instead(made, text)
    }
}

/// The wanted objects, or the names of the files that they are written to.
fn some(answer: &Answer, wanted: &[String], folder: Option<&Path>) -> Result<Vec<u8>, Failure> {
    let report: Report = serde_json::from_str(answer.report()).map_err(Failure::Report)?;
    let stream = answer.stream();
    let mut objects = objects(report.objects, &stream);
    keep(&mut objects, wanted)?;
    Ok(match folder {
        Some(folder) => write(&objects, folder)?.into_bytes(),
        None => objects::stream(&objects),
    })
}

fn ask(limits: &Limits, rendering: RenderFlags) -> Result<Answer, Failure> {
    Ok(Host::new()?.render(&json(&rendering.request()?)?, limits)?)
}
