//! The JavaScript API: what the page asks, plain objects in and out, typed by the TypeScript that is generated from
//! `dagu_chart_api`.
//!
//! Requests are converted to JSON, which the guest parses in any case: a second parser for JavaScript values would be a
//! twentieth of the module.

use dagu_chart_api::RenderRequest;
use js_sys::JSON;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wasm_bindgen::prelude::*;

use crate::to_json;

/// Renders values.
#[wasm_bindgen]
pub fn render(request: &JsValue) -> Result<JsValue, JsValue> {
    let request = RenderRequest::deserialize(&read(request)?).map_err(JsError::from)?;
    to_object(&to_json(&dagu_chart::render(&request)))
}

/// Looks up a key of the values, such as `workerPools.gpu.labels`; the empty path is the top level.
#[wasm_bindgen]
pub fn keys(path: &str) -> Result<JsValue, JsValue> {
    to_object(&to_json(&dagu_chart::known(path)))
}

/// What a plain object holds.
fn read(value: &JsValue) -> Result<Value, JsValue> {
    match JSON::stringify(value)?.as_string() {
        Some(json) => serde_json::from_slice(json.as_bytes()).map_err(|error| JsError::from(error).into()),
        None => Err(JsError::new("not an object").into()),
    }
}

/// Like JSON: `null` for absent values, objects for maps.
fn to_object(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer =
        serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    Ok(value.serialize(&serializer)?)
}
