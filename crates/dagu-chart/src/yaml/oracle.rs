//! Replays what the packages of both Helms answered: tests/oracle.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A question, and what Helm 3 answers, or both.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Job {
    pub(crate) kind: String,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) base: String,
    refused: Option<String>,
    follows: Option<String>,
    json: Option<Value>,
    error: Option<String>,
    helm4: Option<Answer>,
}

/// What Helm 4 answers where it differs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    json: Option<Value>,
    error: Option<String>,
}

impl Job {
    /// The values that the core has to come to; none where it has to refuse.
    fn wanted(&self) -> Option<Value> {
        assert!(self.json.is_some() != self.error.is_some(), "no answer yet: {self:?}");
        let helm4 = self.helm4.as_ref().map(|answer| {
            assert!(answer.json.is_some() != answer.error.is_some(), "two answers, or none: {self:?}");
            &answer.json
        });
        let json = match (&self.refused, self.follows.as_deref(), helm4) {
            (Some(_), None, helm4) => {
                let taken = self.json.is_some() || helm4.is_some_and(Option::is_some);
                assert!(taken, "both Helms refuse it, which needs no reason: {self:?}");
                return None;
            }
            (None, None, None) => &self.json,
            (None, Some(reason), Some(_)) if reason.starts_with("Helm 3: ") => &self.json,
            (None, Some(reason), Some(helm4)) if reason.starts_with("Helm 4: ") => helm4,
            _ => panic!(
                "where the Helms differ, and only there, the job says which the core follows: {self:?}"
            ),
        };
        json.clone().map(|json| self.settled(json))
    }

    /// An answer as the core gives it: coalesced values hold no `global` here.
    fn settled(&self, mut answer: Value) -> Value {
        if let (Value::Object(values), "coalesce") = (&mut answer, &*self.kind) {
            values.remove("global");
        }
        answer
    }
}

/// Asks every job, and fails with a list of the answers that are not Helm's.
pub(crate) fn replay(jobs: &str, ours: impl Fn(&Job) -> Result<Map<String, Value>, String>) {
    let mut wrong = Vec::new();
    for line in jobs.lines() {
        let job: Job = serde_json::from_str(line).expect("a job");
        let answer = ours(&job).map(Value::Object);
        if answer.as_ref().ok() != job.wanted().as_ref() {
            wrong.push(format!("{line}\n  ours: {answer:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} answers are not Helm's:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn reads_what_helm_reads() {
    let jobs = include_str!("../../../../tests/oracle/yaml.jsonl");
    replay(jobs, |job| super::read(&job.text).map(|document| document.value).map_err(|error| error.message));
}
