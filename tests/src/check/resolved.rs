//! The effective values: readable by Go, without credentials, and making the same objects.

use anyhow::{Result, ensure};
use dagu_chart_api::{RenderRequest, ValuesText, ValuesView};
use serde_json::Value;

use super::{Rendering, credentials};
use crate::case::{Case, Rendered};
use crate::document::{self, Generated};
use crate::engine::{Answer, Engine, Native};
use crate::expectation::diff;
use crate::judge::Judge;

/// The file that the values are taken for when they go in again.
const NAME: &str = "resolved.yaml";

/// Checks the effective values and returns them; empty if the values cannot be read.
pub fn resolved(
    judge: &Judge,
    case: &Case,
    rendered: &Rendered,
    rendering: Option<&Rendering<'_>>,
) -> Result<String> {
    let Rendered { request, manifests, values: answer } = rendered;
    if !answer.ok {
        ensure!(!manifests.ok, "rendered, but not resolved:\n{}", answer.text);
        ensure!(!answer.text.is_empty(), "neither values nor a reason");
        return Ok(String::new());
    }
    ensure!(answer.text.is_empty(), "values and a diagnostic:\n{}", answer.text);
    let text = str::from_utf8(&answer.stream)?;
    let read = judge.values(text)?;
    ensure!(read.is_object(), "Go reads no map: {read}");
    if let Some(rendering) = rendering {
        credentials::check_text(rendering, "the resolved values", text)?;
    }
    let given = case.values().map(|text| judge.values(text)).transpose()?;
    let whole = |given: Value| given.is_null() || !removes(&given) && !types_credentials(&given);
    if manifests.ok && given.is_some_and(whole) {
        resolves_to_itself(request, text, manifests)?;
    }
    Ok(text.to_owned())
}

/// Whether values remove something: as input of a second rendering, the rest would get the default again.
fn removes(values: &Value) -> bool {
    match values {
        Value::Null => true,
        Value::Array(items) => items.iter().any(removes),
        Value::Object(map) => map.get("disabled") == Some(&true.into()) || map.values().any(removes),
        _ => false,
    }
}

fn types_credentials(values: &Value) -> bool {
    credentials::IN_VALUES.iter().any(|path| values.pointer(path).is_some())
}

/// Writing inherited settings out in each section gives the same effective values and the same objects.
fn resolves_to_itself(request: &RenderRequest, text: &str, rendered: &Answer) -> Result<()> {
    let again = RenderRequest {
        values: vec![ValuesText { name: NAME.to_owned(), text: text.to_owned() }],
        set: Vec::new(),
        ..request.clone()
    };
    let twice = Native.values(&again, ValuesView::Effective)?;
    ensure!(twice.ok, "not read again:\n{}", twice.text);
    ensure!(twice.stream == text.as_bytes(), "{}", diff(text.as_bytes(), &twice.stream));
    let found = Native.render(&again)?;
    ensure!(found.ok, "not rendered:\n{}", found.text);
    let objects = |answer: &Answer| Ok::<_, anyhow::Error>(document::yaml(&Generated::all(&answer.stream)?));
    let (wanted, found) = (objects(rendered)?, objects(&found)?);
    ensure!(wanted == found, "other objects:\n{}", diff(wanted.as_bytes(), found.as_bytes()));
    Ok(())
}
