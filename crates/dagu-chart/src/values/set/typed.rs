//! The types of values in `--set` arguments.

use dagu_chart_api::{SetArgument, SetKind};
use serde_json::{Map, Value};

use super::{Characters, Stop};
use crate::yaml;

/// A value of `--set`, `--set-string` or `--set-file`.
pub(super) fn value(text: String, argument: &SetArgument) -> Result<Value, Stop> {
    match argument.kind {
        SetKind::Set => Ok(guessed(text)),
        SetKind::File => match argument.files.get(&text) {
            Some(content) => Ok(content.as_str().into()),
            None => Err(format!("the text of the file {text:?} is not given").into()),
        },
        SetKind::String | SetKind::Json | SetKind::Literal => Ok(text.into()),
    }
}

/// The value, with the type that follows from its text.
fn guessed(text: String) -> Value {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    if is("true") || is("false") {
        return Value::Bool(is("true"));
    }
    if is("null") {
        return Value::Null;
    }
    // A text with a leading zero is not a number, such as `0755` and phone numbers.
    match text.parse::<i64>() {
        Ok(int) if int == 0 && text == "0" || !text.starts_with('0') => Value::from(int),
        _ => Value::String(text),
    }
}

/// The JSON value at the cursor, and the comma after it. No value is null.
pub(super) fn json(cursor: &mut Characters<'_>) -> Result<Value, Stop> {
    if cursor.skip_empty() {
        return Ok(Value::Null);
    }
    let mut stream = serde_json::Deserializer::from_slice(cursor.rest().as_bytes()).into_iter::<Value>();
    let mut value = match stream.next() {
        Some(Ok(value)) => value,
        Some(Err(error)) => return Err(format!("invalid JSON: {error}").into()),
        None => return Ok(Value::Null),
    };
    let length = stream.byte_offset();
    cursor.skip(length);
    cursor.skip_empty();
    make_floats(&mut value);
    Ok(value)
}

/// The map that `--set-json` can have instead of keys, since Helm 4.
pub(super) fn json_map(text: &str) -> Result<Map<String, Value>, String> {
    let value = serde_json::from_slice(text.as_bytes()).map_err(|error| format!("invalid JSON: {error}"))?;
    let Value::Object(mut map) = value else { return Err("invalid JSON: expected a map".to_owned()) };
    map.values_mut().for_each(make_floats);
    Ok(map)
}

/// Every number becomes the float64 that Go's JSON reader makes of it.
fn make_floats(value: &mut Value) {
    match value {
        Value::Number(number) => {
            *value = number.as_f64().and_then(yaml::float).map_or(Value::Null, Value::Number)
        }
        Value::Array(list) => list.iter_mut().for_each(make_floats),
        Value::Object(map) => map.values_mut().for_each(make_floats),
        _ => {}
    }
}
