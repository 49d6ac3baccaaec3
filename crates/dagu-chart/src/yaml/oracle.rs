//! Replays what Helm's own packages answered: tests/oracle.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A question and Helm's answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Job {
    pub(crate) kind: String,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) base: String,
    refused: Option<String>,
    json: Option<Value>,
    error: Option<String>,
}

/// Asks every job, and fails with a list of the answers that are not Helm's.
pub(crate) fn replay(jobs: &str, ours: impl Fn(&Job) -> Result<Map<String, Value>, String>) {
    let mut wrong = Vec::new();
    for line in jobs.lines() {
        let job: Job = serde_json::from_str(line).expect("a job");
        assert!(job.json.is_some() != job.error.is_some(), "no answer yet: {line}");
        let answer = ours(&job).map(Value::Object);
        let fits = match (&answer, &job.json, &job.refused) {
            (Ok(ours), Some(theirs), None) => *ours == as_coalesced(theirs.clone(), &job.kind),
            (Err(_), None, None) | (Err(_), Some(_), Some(_)) => true,
            _ => false,
        };
        if !fits {
            wrong.push(format!("{line}\n  ours: {answer:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} answers are not Helm's:\n{}", wrong.len(), wrong.join("\n"));
}

/// Coalesced values hold no `global`, and no null in a map, while Helm keeps one that removed nothing.
fn as_coalesced(value: Value, kind: &str) -> Value {
    match value {
        Value::Object(map) if kind == "coalesce" => {
            let kept = map.into_iter().filter(|(key, value)| key != "global" && !value.is_null());
            Value::Object(kept.map(|(key, value)| (key, as_coalesced(value, kind))).collect())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(|item| as_coalesced(item, kind)).collect()),
        value => value,
    }
}

#[test]
fn reads_what_helm_reads() {
    let jobs = include_str!("../../../../tests/oracle/yaml.jsonl");
    replay(jobs, |job| super::read(&job.text).map(|document| document.value).map_err(|error| error.message));
}
