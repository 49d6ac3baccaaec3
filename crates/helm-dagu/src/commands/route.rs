//! `helm dagu route`.

use std::fmt::Write;
use std::process::ExitCode;

use clap::Args;
use dagu_chart_api::{DagFile, Outcome, Route as Answer, RouteRequest, Routes, human};
use dagu_chart_host::{Host, Limits};

use crate::dag::documents;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file::Files;
use crate::json_output::JsonFlags;
use crate::output;
use crate::release_values::ReleaseFlags;
use crate::request::{ValuesFlags, json};
use crate::table::pairs;

/// Show which worker pools run a DAG
///
/// Reports for each DAG, sub-DAG and step with a selector which pools run it, which do not, and which label differs.
/// Exits with 1 if one of them runs nowhere, or if Dagu would refuse the file: use it in the CI of your DAG repository.
#[derive(Args)]
#[command(after_help = "Examples:
  helm dagu route etl.yaml -f values.yaml
  helm dagu route dags/*.yaml --release dagu")]
pub(crate) struct Route {
    /// DAG files; `-` for stdin
    #[arg(required = true, value_name = "DAG")]
    dags: Vec<String>,

    /// Release to take the values from; files and flags override them
    #[arg(long, value_name = "RELEASE")]
    release: Option<String>,

    /// Alias of the Dagu chart, if the umbrella chart of the release contains several
    #[arg(long, value_name = "ALIAS", requires = "release")]
    alias: Option<String>,

    #[command(flatten)]
    values: ValuesFlags,

    /// Base configuration of Dagu that the DAGs inherit from, usually `base.yaml`
    #[arg(long, value_name = "FILE")]
    base: Option<String>,

    /// Dagu version [default: the version of the image]
    #[arg(long, value_name = "VERSION")]
    dagu_version: Option<String>,

    #[command(flatten)]
    output: JsonFlags,
}

impl Route {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let Self { dags, release, alias, values, base, dagu_version, output } = self;
        let answer = ask(dags, ReleaseFlags::new(release, alias), values, base, dagu_version);
        let answer = output.or_report(answer)?;
        if answer.diagnostics.is_empty() || output.is_json() {
            output.put(&text(&answer), &answer)?;
        } else {
            output::stderr(&human(&answer.diagnostics));
        }
        Ok(if answer.ok { Exit::Success } else { Exit::Findings }.into())
    }
}

fn ask(
    dags: Vec<String>,
    release: ReleaseFlags,
    values: ValuesFlags,
    base: Option<String>,
    dagu_version: Option<String>,
) -> Result<Routes, Failure> {
    let mut files = Files::default();
    let dags = dags.into_iter().map(|name| {
        let text = files.read(&name).map_err(|failure| with_hint(&name, failure))?;
        let documents = documents(&name, &text)?;
        Ok(DagFile { name, documents })
    });
    let dags = dags.collect::<Result<_, Failure>>()?;
    let base = base.map(|name| {
        let documents = documents(&name, &files.read(&name)?)?;
        Ok::<_, Failure>(documents.into_iter().next().unwrap_or_default())
    });
    let mut request = RouteRequest { values: release.request(values)?, dags, base: base.transpose()? };
    request.values.dagu_version = dagu_version;
    let answer = Host::new()?.route(&json(&request)?, &Limits::default())?;
    serde_json::from_str(answer.report()).map_err(Failure::Report)
}

/// The other commands take the name of a release where this one takes files.
fn with_hint(name: &str, failure: Failure) -> Failure {
    let is_absent =
        matches!(&failure, Failure::File { error, .. } if error.kind() == std::io::ErrorKind::NotFound);
    if is_absent && !name.contains(['.', '/', '\\']) {
        return Failure::NoDag { name: name.to_owned(), failure: Box::new(failure) };
    }
    failure
}

fn text(answer: &Routes) -> String {
    let mut text = String::new();
    for route in &answer.routes {
        describe(route, &mut text);
    }
    let fails = |route: &&Answer| matches!(route.outcome, Outcome::Nowhere | Outcome::Invalid);
    let failed = answer.routes.iter().filter(fails).count();
    let total = answer.routes.len();
    // Writing to a String cannot fail.
    let _ = writeln!(text, "Dagu {}: {} of {total} can run", answer.version, total - failed);
    text
}

/// One entry: what, where, and why.
fn describe(route: &Answer, text: &mut String) {
    let Answer { file, dag, step, selector, outcome, pools, others, reason, help, .. } = route;
    let step = step.as_ref().map_or_else(String::new, |step| format!(", step `{step}`"));
    let labels = pairs(selector.iter().map(|(key, value)| (&**key, value.clone())));
    let selector = if labels.is_empty() { String::new() } else { format!(" ({labels})") };
    let place = match outcome {
        Outcome::Workers => format!("runs on {}", pools.join(", ")),
        Outcome::Local => "runs in the pod of the UI or the scheduler".to_owned(),
        Outcome::Nowhere => "runs nowhere: no pool matches".to_owned(),
        Outcome::Unknown => "is decided when it runs".to_owned(),
        Outcome::Invalid => "is refused by Dagu".to_owned(),
    };
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{file}: DAG `{dag}`{step}{selector} {place}");
    for other in others {
        let _ = writeln!(text, "  not on {}: {}", other.pool, other.reason);
    }
    if !reason.is_empty() {
        let _ = writeln!(text, "  note: {reason}");
    }
    if !help.is_empty() {
        let _ = writeln!(text, "  help: {help}");
    }
    text.push('\n');
}
