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
    #[arg(default_value = "", hide_default_value = true)]
    key: String,

    #[command(flatten)]
    output: JsonFlags,
}

impl Docs {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        self.output.or_report(self.show())
    }

    fn show(&self) -> Result<ExitCode, Failure> {
        let answer = Host::new()?.keys(&self.key, &Limits::default())?;
        let known: Known = serde_json::from_str(answer.report()).map_err(Failure::Report)?;
        if !answer.ok() {
            return Err(self.unknown(known.nearest));
        }
        let width = columns().filter(|_| self.output.is_for_terminal());
        let json =
            json!({"format": FORMAT, "ok": true, "path": self.key, "key": known.key, "keys": known.keys});
        self.output.put(&human(&self.key, &known, width), &json)?;
        Ok(Exit::Success.into())
    }

    /// The failure for a key that does not exist.
    fn unknown(&self, nearest: Option<String>) -> Failure {
        let parent = self.key.rsplit_once('.').map_or("", |(parent, _)| parent);
        let help = match nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None if parent.is_empty() => "run `helm dagu docs` to list the keys".to_owned(),
            None => format!("run `helm dagu docs {parent}` to list the keys there"),
        };
        Failure::UnknownKey { key: self.key.clone(), help }
    }
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
