//! Arguments against Helm's own answers, and the ones that must stay bounded.

use std::collections::BTreeMap;

use dagu_chart_api::{SetArgument, SetKind};
use serde_json::{Map, Value};

use super::apply;
use crate::yaml::{self, oracle};

fn set(text: &str, kind: SetKind, values: &mut Map<String, Value>) -> Result<(), String> {
    apply(values, &SetArgument { kind, text: text.to_owned(), files: files() })
}

/// What the oracle reads: every file but `none` holds its name in brackets.
fn files() -> BTreeMap<String, String> {
    ["f", "g", "a b", "x,y", "{z}"].map(|name| (name.to_owned(), format!("<{name}>\n"))).into()
}

#[test]
fn sets_what_helm_sets() {
    let jobs = include_str!("../../../../../tests/oracle/set.jsonl");
    oracle::replay(jobs, |job| {
        let kind = match job.kind.as_str() {
            "set" => SetKind::Set,
            "set-string" => SetKind::String,
            "set-file" => SetKind::File,
            "set-literal" => SetKind::Literal,
            _ => SetKind::Json,
        };
        let mut values = yaml::read(&job.base).map_err(|error| error.message)?.value;
        set(&job.text, kind, &mut values)?;
        Ok(values)
    });
}

#[test]
fn the_highest_index_is_helms() {
    let mut values = Map::new();
    assert_eq!(set("a[65536]=1", SetKind::Set, &mut values), Ok(()));
    let list = values.get("a").and_then(Value::as_array).expect("a list");
    assert_eq!((list.len(), list.last()), (65_537, Some(&Value::from(1))));
    assert!(set("a[65537]=1", SetKind::Set, &mut values).is_err());
}

#[test]
fn an_argument_cannot_take_all_memory() {
    let many: Vec<String> = (0..100).map(|at| format!("a{at}[65536]=1")).collect();
    assert!(set(&many.join(","), SetKind::Set, &mut Map::new()).is_err());
}

#[test]
fn an_argument_cannot_take_all_stack() {
    for text in [
        format!("a{}=1", "[0]".repeat(100_000)),
        format!("a{}=1", ".a".repeat(100_000)),
        format!("a{}=1", "[0].a".repeat(100_000)),
    ] {
        assert!(set(&text, SetKind::Set, &mut Map::new()).is_err());
    }
    let json = format!("a={}", "[".repeat(100_000));
    assert!(set(&json, SetKind::Json, &mut Map::new()).is_err());
}
