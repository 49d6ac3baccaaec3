//! The values as Helm merges them and those that differ from the defaults, with the origin of each.

use anyhow::{Context, Result, ensure};
use dagu_chart_api::{EditRequest, Origin, Overridden, RenderRequest, ShownValues, ValuesText, ValuesView};
use serde_json::Value;

use super::credentials;
use crate::case::Rendered;
use crate::document::{self, Generated};
use crate::engine::{Answer, Engine, Native};
use crate::expectation::diff;

/// Checks both views: each origin names its value, and the differences alone make the same objects.
pub fn origins(defaults: &Value, rendered: &Rendered) -> Result<()> {
    let Rendered { request, manifests, values } = rendered;
    for view in [ValuesView::Merged, ValuesView::Delta] {
        let answer = Native.values(request, view)?;
        ensure!(
            answer.ok == values.ok && answer.text == values.text,
            "{view:?}: other errors:\n{}",
            answer.text
        );
        let shown: ShownValues = serde_json::from_value(answer.report.clone())?;
        for origin in &shown.origins {
            check(origin, defaults, request).with_context(|| format!("{view:?}: {origin:?}"))?;
        }
        for overridden in &shown.overridden {
            check_overridden(overridden, request).with_context(|| format!("{view:?}: {overridden:?}"))?;
        }
        let values = Value::Object(shown.values);
        let mut typed = credentials::IN_VALUES.iter().filter_map(|path| values.pointer(path)).peekable();
        let types_credentials = typed.peek().is_some();
        ensure!(typed.all(|credential| credential == ""), "{view:?}: a credential is shown");
        if view == ValuesView::Delta && manifests.ok && !types_credentials {
            same_objects(request, str::from_utf8(&answer.stream)?, manifests)?;
        }
    }
    Ok(())
}

fn check(origin: &Origin, defaults: &Value, request: &RenderRequest) -> Result<()> {
    let Origin { path, value, span, flag } = origin;
    ensure!(span.is_none() || flag.is_none(), "two origins");
    if let Some(span) = span {
        let file = request.values.get(span.file as usize).context("no such file")?;
        ensure!(file.name == span.name, "another file");
        let text = file.text.get(span.start as usize..span.end as usize).context("out of bounds")?;
        let key = path.rsplit('.').next().unwrap_or_default();
        // Items of lists and keys in quotes have no name to compare, and YAML reads `on` as `true` and `1e3` as 1000.
        let is_nameless =
            path.ends_with(']') || ["true", "false"].contains(&key) || key.parse::<f64>().is_ok();
        ensure!(is_nameless || text.contains(key), "it is at {text:?}");
    } else if flag.is_none() {
        let keys = path.replace(['[', ']'], ".").replace('"', "");
        let keys = keys.split('.').filter(|key| !key.is_empty());
        let default = keys.fold(defaults, |value, key| match key.parse::<usize>() {
            Ok(index) if value.is_array() => &value[index],
            _ => &value[key],
        });
        ensure!(default == value, "the default is {default}");
    }
    Ok(())
}

/// What is overridden can be taken out of its file, and the values stay the same.
fn check_overridden(overridden: &Overridden, request: &RenderRequest) -> Result<()> {
    let Overridden { path, span, by, flag } = overridden;
    ensure!(by.is_some() != flag.is_some(), "two reasons, or none");
    ensure!(by.as_ref().is_none_or(|by| by.file > span.file), "an earlier file overrides nothing");
    // Without an item of a list, those after it would move.
    if path.ends_with(']') {
        return Ok(());
    }
    let index = span.file as usize;
    let edit = EditRequest {
        text: request.values[index].text.clone(),
        remove: vec![path.clone()],
        ..EditRequest::default()
    };
    let edited = Native.edit(&edit)?;
    // A value that shares its lines is not taken out.
    if !edited.ok {
        return Ok(());
    }
    let mut without = request.clone();
    without.values[index].text = String::from_utf8(edited.stream)?;
    ensure!(without.values[index].text != request.values[index].text, "the file does not have it");
    let values = |request| anyhow::Ok(Native.values(request, ValuesView::Merged)?.report["values"].take());
    ensure!(values(&without)? == values(request)?, "it has an effect");
    Ok(())
}

/// The values that differ from the defaults make the objects that all files and flags make.
fn same_objects(request: &RenderRequest, text: &str, rendered: &Answer) -> Result<()> {
    let values = vec![ValuesText { name: "delta.yaml".to_owned(), text: text.to_owned() }];
    let found = Native.render(&RenderRequest { values, set: Vec::new(), ..request.clone() })?;
    ensure!(found.ok, "the delta is not rendered:\n{text}{}", found.text);
    let objects = |answer: &Answer| Ok::<_, anyhow::Error>(document::yaml(&Generated::all(&answer.stream)?));
    let (wanted, found) = (objects(rendered)?, objects(&found)?);
    ensure!(wanted == found, "the delta makes other objects:\n{}", diff(wanted.as_bytes(), found.as_bytes()));
    Ok(())
}
