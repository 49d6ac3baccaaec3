//! DAG files, which are YAML 1.2: the core reads YAML 1.1, as Helm does.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use serde::de::Error as _;
use serde_json::Value as Json;
use serde_yaml::{Deserializer, Error, Value};

use crate::failure::Failure;

/// The longest DAG file. Aliases may make a document many times larger; the reader limits that itself.
const LONGEST: usize = 16 << 20;

/// The reader's time grows with the square of the nesting. The longest flat file takes seconds.
const PATIENCE: Duration = Duration::from_secs(20);

/// The documents of a file as JSON; empty ones are left out.
pub(crate) fn documents(name: &str, text: &str) -> Result<Vec<Json>, Failure> {
    if text.len() > LONGEST {
        return Err(Failure::LongDag { name: name.to_owned() });
    }
    let text = text.to_owned();
    let read = within(PATIENCE, move || read(&text));
    let documents = read.ok_or_else(|| Failure::SlowDag { name: name.to_owned() })?;
    documents.map_err(|error| Failure::Dag { name: name.to_owned(), error })
}

/// What a function returns in time.
fn within<T: Send + 'static>(limit: Duration, function: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(function()));
    receiver.recv_timeout(limit).ok()
}

/// As Dagu reads a file: a key that is there twice is an error, merge keys are merged, and tags have no meaning.
fn read(text: &str) -> Result<Vec<Json>, Error> {
    let mut documents = Vec::new();
    for document in Deserializer::from_str(text) {
        let mut document = Value::deserialize(document)?;
        document.apply_merge()?;
        if !document.is_null() {
            documents.push(json(document)?);
        }
    }
    Ok(documents)
}

fn json(value: Value) -> Result<Json, Error> {
    Ok(match value {
        Value::Null => Json::Null,
        Value::Bool(value) => value.into(),
        // Infinity is no number in JSON, and in no selector.
        Value::Number(number) => serde_json::to_value(number).unwrap_or_default(),
        Value::String(text) => text.into(),
        Value::Sequence(items) => items.into_iter().map(json).collect::<Result<Vec<_>, _>>()?.into(),
        Value::Mapping(entries) => {
            let entries = entries.into_iter().map(|(key, value)| Ok((self::key(key)?, json(value)?)));
            Json::Object(entries.collect::<Result<_, Error>>()?)
        }
        Value::Tagged(tagged) => json(tagged.value)?,
    })
}

/// A key, which Dagu reads as text.
fn key(key: Value) -> Result<String, Error> {
    match json(key)? {
        Json::String(text) => Ok(text),
        Json::Array(_) | Json::Object(_) => Err(Error::custom("a key is a list or a map")),
        scalar => Ok(scalar.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_file_has_any_number_of_documents() {
        let count = |text: &str| documents("dag.yaml", text).map(|documents| documents.len()).ok();
        assert_eq!(count("steps: []\n---\nname: sub\n"), Some(2));
        assert_eq!(count(""), Some(0));
        assert_eq!(count("# nothing\n---\n"), Some(0));
        assert_eq!(count("a: [\n"), None);
        let bomb = format!(
            "a0: &a0 [x]\n{}",
            (1..40).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1)).collect::<String>()
        );
        assert_eq!(count(&bomb), None);
    }

    #[test]
    fn merge_keys_are_merged_and_tags_have_no_meaning() {
        let read = |text: &str| documents("dag.yaml", text).expect("a DAG").remove(0);
        let merged = read("params: &gpu {gpu: \"true\", zone: a}\nworker_selector: {<<: *gpu, zone: b}\n");
        assert_eq!(merged["worker_selector"], json!({"gpu": "true", "zone": "b"}));
        assert_eq!(
            read("a: !any {1: !!str 2, true: x, null: .inf}\n"),
            json!({"a": {"1": "2", "true": "x", "null": null}})
        );
    }

    #[test]
    fn a_key_that_is_there_twice_or_is_no_text_is_refused() {
        for text in ["a: 1\na: 2\n", "s: {a: 1, a: 1}\n", "? [a]\n: b\n"] {
            assert!(matches!(documents("dag.yaml", text), Err(Failure::Dag { .. })), "{text}");
        }
    }

    #[test]
    fn a_function_that_takes_too_long_has_no_answer() {
        let slow = |limit| within(limit, || thread::sleep(Duration::from_millis(300)));
        assert_eq!(slow(Duration::from_millis(1)), None);
        assert_eq!(slow(PATIENCE), Some(()));
    }
}
