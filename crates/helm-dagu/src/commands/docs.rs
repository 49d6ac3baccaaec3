//! `helm dagu docs`.

use std::fmt::Write;
use std::process::ExitCode;

use clap::Args;
use dagu_chart_api::{Known, KnownKey};
use dagu_chart_host::{Host, Limits};
use dagu_chart_report::wrap;
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::json_output::{FORMAT, JsonFlags};
use crate::terminal::columns;

/// Show the documentation of a key of the values, and of the keys below it
///
/// Without a key, lists the top-level keys. A pool is named as in your values, such as `workerPools.gpu`.
#[derive(Args)]
#[command(after_help = "Examples:
  helm dagu docs
  helm dagu docs workerPools.gpu.labels")]
pub(crate) struct Docs {
    /// Path of the key, such as `auth.mode`
    key: Option<String>,

    #[command(flatten)]
    output: JsonFlags,
}

impl Docs {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        self.output.or_report(self.show())
    }

    fn show(&self) -> Result<ExitCode, Failure> {
        let path = self.key.as_deref().unwrap_or_default();
        let host = Host::new()?;
        let answer = host.keys(path, &Limits::default())?;
        let known: Known = serde_json::from_str(answer.report()).map_err(Failure::Report)?;
        // The top level is not a key.
        if !answer.ok() || self.key.is_some() && known.key.is_none() {
            return Err(unknown(&host, path, known.nearest));
        }
        let width = columns().filter(|_| self.output.is_for_terminal());
        let json = json!({"format": FORMAT, "ok": true, "path": path, "key": known.key, "keys": known.keys});
        self.output.put(&human(path, &known, width), &json)?;
        Ok(Exit::Success.into())
    }
}

/// The failure for a key that does not exist.
fn unknown(host: &Host, key: &str, nearest: Option<String>) -> Failure {
    let exists = |path: &&str| host.keys(path, &Limits::default()).is_ok_and(|answer| answer.ok());
    let mut above = std::iter::successors(Some(key), |path| Some(path.rsplit_once('.')?.0)).skip(1);
    let help = match nearest {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => match above.find(exists).filter(|path| !path.is_empty()) {
            Some(above) => format!("run `helm dagu docs {above}` to list the keys there"),
            None => "run `helm dagu docs` to list the keys".to_owned(),
        },
    };
    Failure::UnknownKey { key: key.to_owned(), help }
}

fn human(path: &str, known: &Known, width: Option<usize>) -> String {
    let mut text = String::new();
    if let Some(key) = &known.key {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{path}");
        if !key.documentation.is_empty() {
            let _ = writeln!(text, "\n{}", wrap(&key.documentation, 0, width));
        }
        let facts = facts(key);
        if !facts.is_empty() {
            text.push('\n');
        }
        for (name, value) in facts {
            let _ = writeln!(text, "{name:<9} {value}");
        }
    }
    if !known.keys.is_empty() {
        if known.key.is_some() {
            text.push_str("\nKeys:\n");
        }
        let names = known.keys.iter().map(|key| key.name.chars().count());
        let column = names.max().unwrap_or_default().min(32);
        for key in &known.keys {
            let indent = column + 4;
            let summary = key.documentation.split_inclusive(". ").next().unwrap_or_default().trim_end();
            let summary = wrap(summary, indent, width).replace('\n', &format!("\n{}", " ".repeat(indent)));
            let line = format!("  {:<column$}  {summary}", key.name);
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    text
}

/// What is known of a key besides its description.
fn facts(key: &KnownKey) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    let mut add = |name, value: Option<String>| facts.extend(value.map(|value| (name, value)));
    let some = |text: String| (!text.is_empty()).then_some(text);
    add("Type", some(key.types.join(", ")));
    add("Choices", some(key.choices.join(", ")));
    add("Minimum", key.minimum.map(|minimum| minimum.to_string()));
    add("Maximum", key.maximum.map(|maximum| maximum.to_string()));
    add("Default", key.default.as_ref().map(Value::to_string));
    add("Example", key.example.as_ref().map(Value::to_string));
    add("Since", key.since.as_ref().map(|version| format!("Dagu {version}")));
    add("Required", key.required.then(|| "yes".to_owned()));
    add("Secret", key.credential.then(|| "yes".to_owned()));
    add("Change", key.restarts.then(|| "restarts pods".to_owned()));
    facts
}
