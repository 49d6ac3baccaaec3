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
            (Ok(ours), Some(theirs), None) => *ours == settled(theirs.clone(), &job),
            (Err(_), None, None) | (Err(_), Some(_), Some(_)) => true,
            _ => false,
        };
        if !fits {
            wrong.push(format!("{line}\n  ours: {answer:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} answers are not Helm's:\n{}", wrong.len(), wrong.join("\n"));
}

/// What Helm's answer says whichever version gives it. Coalesced values hold no `global` here.
fn settled(mut answer: Value, job: &Job) -> Value {
    if let (Value::Object(values), "coalesce") = (&mut answer, &*job.kind) {
        values.remove("global");
        let read = |text: &str| super::read(text).map(|document| document.value).unwrap_or_default();
        drop_unsettled(values, &read(&job.text), &read(&job.base));
    }
    answer
}

/// Drops the nulls that the user put over a default that is null: some versions of Helm keep them, and some do not.
fn drop_unsettled(values: &mut Map<String, Value>, user: &Map<String, Value>, defaults: &Map<String, Value>) {
    for (key, default) in defaults {
        match (values.get_mut(key), user.get(key), default) {
            (Some(Value::Null), Some(Value::Null), Value::Null) => {
                values.remove(key);
            }
            (Some(Value::Object(values)), Some(Value::Object(user)), Value::Object(defaults)) => {
                drop_unsettled(values, user, defaults);
            }
            _ => {}
        }
    }
}

#[test]
fn reads_what_helm_reads() {
    let jobs = include_str!("../../../../tests/oracle/yaml.jsonl");
    replay(jobs, |job| super::read(&job.text).map(|document| document.value).map_err(|error| error.message));
}
