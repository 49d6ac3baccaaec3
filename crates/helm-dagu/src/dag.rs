//! DAG files, which are YAML 1.2: the core reads YAML 1.1, as Helm does.

use serde::Deserialize;
use serde::de::Error as _;
use serde_json::Value as Json;
use serde_yaml::{Deserializer, Error, Value};

use crate::failure::Failure;

/// The longest DAG file. Aliases may make a document many times larger; the reader limits that itself.
const LONGEST: usize = 16 << 20;

/// How often the reader may look at an open bracket: a billion looks take it seconds.
const MOST_LOOKS: usize = 1_000_000_000;

/// The documents of a file as JSON; empty ones are left out.
pub(crate) fn documents(name: &str, text: &str) -> Result<Vec<Json>, Failure> {
    if text.len() > LONGEST {
        return Err(Failure::LongDag { name: name.to_owned() });
    }
    if looks(text) > MOST_LOOKS {
        return Err(Failure::DeepDag { name: name.to_owned() });
    }
    read(text).map_err(|error| Failure::Dag { name: name.to_owned(), error })
}

/// How often the reader looks at an open bracket, if all brackets are of lists and maps: it does so at each token, before
/// it refuses what is nested too deeply.
fn looks(text: &str) -> usize {
    let (mut looks, mut open) = (0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b',' | b':' => {}
            _ => continue,
        }
        looks = looks.saturating_add(open);
    }
    looks
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
    fn what_would_take_the_reader_minutes_is_refused() {
        for (open, close) in [("[", "]"), ("{a: ", "}")] {
            let nested = |depth| open.repeat(depth) + &close.repeat(depth);
            assert!(matches!(documents("dag.yaml", &nested(1000)), Err(Failure::Dag { .. })), "{open}");
            assert!(
                matches!(documents("dag.yaml", &nested(100_000)), Err(Failure::DeepDag { .. })),
                "{open}"
            );
        }
        let colored = format!("steps:\n  - script: |\n{}", "      printf '\\033[1m:'\n".repeat(10_000));
        assert!(documents("dag.yaml", &colored).is_ok(), "brackets in a script");
    }
}
