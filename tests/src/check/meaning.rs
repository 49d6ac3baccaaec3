//! The same values written differently: every quantity in another unit, every default written out, every map in flow style.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use dagu_chart_api::{RenderRequest, RenderResponse, Text, ValuesText};
use serde_json::{Map, Value};

use crate::document::Generated;
use crate::expectation::diff;
use crate::judge::Judge;

/// Keys whose values, or the values in whose maps, are quantities.
const QUANTITIES: [&str; 5] = ["limits", "requests", "size", "sizeLimit", "storage"];
/// A unit, how many of the next smaller one it is, and that one.
const UNITS: [(&str, u64, &str); 13] = [
    ("Ki", 1024, ""),
    ("Mi", 1024, "Ki"),
    ("Gi", 1024, "Mi"),
    ("Ti", 1024, "Gi"),
    ("Pi", 1024, "Ti"),
    ("u", 1000, "n"),
    ("m", 1000, "u"),
    ("k", 1000, ""),
    ("M", 1000, "k"),
    ("G", 1000, "M"),
    ("T", 1000, "G"),
    ("P", 1000, "T"),
    ("", 1000, "m"),
];
/// Findings about the text, not about the values.
const OF_TEXT: [&str; 2] = ["D0105", "D0125"];

/// The same values, written differently, make the same objects and findings.
pub fn meaning(judge: &Judge, defaults: &Value, request: &RenderRequest) -> Result<()> {
    let [text] = request.values.as_slice() else { return Ok(()) };
    if !request.set.is_empty() {
        return Ok(());
    }
    let rendered = dagu_chart::render(request);
    if !rendered.ok {
        return Ok(());
    }
    let values = judge.values(&text.text)?;
    let (values, user) = (if values.is_null() { Map::new().into() } else { values.clone() }, values);
    let mut spelled = values.clone();
    spell_out(&mut spelled, defaults);
    let mut rescaled = values;
    rescale(&mut rescaled, false);
    for (what, text) in [
        ("in flow style", flow(&user)),
        ("with every default", flow(&spelled)),
        ("in other units", flow(&rescaled)),
    ] {
        let again = RenderRequest {
            values: vec![ValuesText { name: "again.yaml".to_owned(), text: text.clone() }],
            ..request.clone()
        };
        same(&rendered, &dagu_chart::render(&again)).with_context(|| format!("{what}: {text}"))?;
    }
    Ok(())
}

fn same(wanted: &RenderResponse, found: &RenderResponse) -> Result<()> {
    let said = |rendered: &RenderResponse| -> BTreeSet<(Text, String)> {
        let of_values = rendered.diagnostics.iter().filter(|found| !OF_TEXT.contains(&&*found.code));
        of_values.map(|found| (found.code.clone(), found.path.clone())).collect()
    };
    ensure!(said(wanted) == said(found), "said {:?}, and now {:?}", said(wanted), said(found));
    let (wanted, found) = (objects(wanted)?, objects(found)?);
    ensure!(wanted == found, "{}", diff(wanted.as_bytes(), found.as_bytes()));
    Ok(())
}

/// The objects, each quantity as a number of the smallest unit.
fn objects(rendered: &RenderResponse) -> Result<String> {
    let mut text = String::new();
    for mut document in Generated::all(rendered.manifests.as_bytes())? {
        measure(&mut document.value, false);
        text.push_str(&format!("{:#}\n", document.value));
    }
    Ok(text)
}

/// Writes maps in flow style, their keys backwards and in quotes.
fn flow(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Object(map) => {
            let entries = map
                .iter()
                .rev()
                .map(|(key, value)| format!("{}: {}", flow(&key.as_str().into()), flow(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(list) => format!("[{}]", list.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::String(text) => {
            let escaped = text.chars().map(|c| match c {
                '"' | '\\' => format!("\\{c}"),
                ' '..='~' => c.to_string(),
                c => format!("\\U{:08X}", u32::from(c)),
            });
            format!("\"{}\"", escaped.collect::<String>())
        }
        number => number.to_string(),
    }
}

/// Writes down every default that the user has not replaced; a null of the user's stays one.
fn spell_out(values: &mut Value, defaults: &Value) {
    let (Value::Object(values), Value::Object(defaults)) = (values, defaults) else { return };
    for (key, default) in defaults {
        match values.get_mut(key) {
            Some(value) => spell_out(value, default),
            None => {
                values.insert(key.clone(), default.clone());
            }
        }
    }
}

/// Calls `change` on every quantity.
fn quantities(value: &mut Value, is_one: bool, change: fn(&str) -> Option<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                quantities(value, is_one || QUANTITIES.contains(&key.as_str()), change);
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|item| quantities(item, false, change)),
        Value::String(text) if is_one => *value = change(text).map_or(text.as_str().into(), Value::from),
        Value::Number(number) if is_one => {
            *value = change(&number.to_string()).map_or(value.clone(), Value::from);
        }
        _ => {}
    }
}

fn rescale(value: &mut Value, is_one: bool) {
    quantities(value, is_one, |text| {
        let (number, unit) = split(text)?;
        let (_, times, smaller) = UNITS.iter().find(|(known, ..)| *known == unit)?;
        Some(format!("{}{smaller}", number.checked_mul(*times)?))
    });
}

fn measure(value: &mut Value, is_one: bool) {
    quantities(value, is_one, |text| {
        let (number, mut unit) = split(text)?;
        let mut amount = u128::from(number);
        while unit != "n" {
            let (_, times, smaller) = UNITS.iter().find(|(known, ..)| *known == unit)?;
            amount *= u128::from(*times);
            unit = smaller;
        }
        Some(format!("{amount}n"))
    });
}

/// A whole number and its unit.
fn split(text: &str) -> Option<(u64, &str)> {
    let (number, unit) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    Some((number.parse().ok()?, unit))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn other_units_are_the_same_amount() {
        let values = json!({"resources": {"limits": {"cpu": 2, "memory": "3Gi"}}, "port": 2, "size": "5M"});
        let mut rescaled = values.clone();
        rescale(&mut rescaled, false);
        let limits = json!({"cpu": "2000m", "memory": "3072Mi"});
        assert_eq!(rescaled, json!({"resources": {"limits": limits}, "port": 2, "size": "5000k"}));
        let (mut one, mut other) = (values, rescaled);
        measure(&mut one, false);
        measure(&mut other, false);
        assert_eq!(one, other);
        assert_eq!(one["size"], "5000000000000000n");
    }

    #[test]
    fn flow_style_is_yaml() {
        let value = json!({"a": [1, null, "x\"\u{85}"], "b": {"c d": true}});
        let read: Value = serde_yaml::from_str(&flow(&value)).unwrap();
        assert_eq!(read, value);
    }
}
