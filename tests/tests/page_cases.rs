//! Writes the library's output for every values case to a file, for the page's tests in JavaScript.

use std::fs;

use anyhow::{Context, Result};
use dagu_chart_tests::case;
use dagu_chart_tests::engine::{Engine, Native};
use dagu_chart_tests::place;
use serde_json::{Value, json};

/// Read by www/tests/cases.test.js.
const FILE: &str = "target/page-cases.json";

#[test]
fn the_page_is_told_what_to_expect() -> Result<()> {
    let mut told: Vec<Value> = Vec::new();
    for case in case::all()? {
        let Some(request) = case.request() else { continue };
        let answer = Native.render(&request).with_context(|| case.name.clone())?;
        let expected = String::from_utf8(answer.stream)?;
        told.push(json!({ "name": case.name, "request": request, "expected": expected }));
    }
    fs::write(place::at(FILE), serde_json::to_vec(&told)?).with_context(|| format!("cannot write {FILE}"))
}
