//! The JavaScript API: what the page asks, plain objects in and out, typed by the TypeScript that is generated from
//! `dagu_chart_api`.
//!
//! Requests are converted to JSON, which the guest parses in any case: a second parser for JavaScript values would be a
//! twentieth of the module. So are answers that grow with the values: a call into JavaScript for each field of thousands of
//! findings takes longer than `JSON.parse`. The others become objects directly.

use std::mem;

use dagu_chart::reading;
use dagu_chart_api::{DiffRequest, EditRequest, RenderRequest, RouteRequest, ValuesView};
use js_sys::{JSON, Reflect};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use wasm_bindgen::prelude::*;

use crate::{json, to_json};

/// Renders values.
#[wasm_bindgen]
pub fn render(request: &JsValue) -> Result<JsValue, JsValue> {
    let request: RenderRequest = read(request)?;
    let mut response = dagu_chart::render(&request);
    // Long, and passed with every keystroke: it is faster than JSON.
    let manifests = mem::take(&mut response.manifests);
    let object = to_object(&response)?;
    Reflect::set(&object, &"manifests".into(), &manifests.into())?;
    Ok(object)
}

/// Compares two sets of objects.
#[wasm_bindgen]
pub fn diff(request: &JsValue) -> Result<JsValue, JsValue> {
    let request: DiffRequest = read(request)?;
    to_object(&dagu_chart::diff::answer(&request).map_err(refusal)?)
}

/// Lists what the objects of a manifest stream consist of.
#[wasm_bindgen]
pub fn inventory(manifests: &str) -> Result<JsValue, JsValue> {
    to_object(&dagu_chart::inventory(manifests).map_err(refusal)?)
}

/// Describes the worker pools.
#[wasm_bindgen]
pub fn pools(request: &JsValue) -> Result<JsValue, JsValue> {
    let request: RenderRequest = read(request)?;
    to_object(&dagu_chart::pools(&request))
}

/// Tells where DAGs run.
#[wasm_bindgen]
pub fn route(request: &JsValue) -> Result<JsValue, JsValue> {
    let request: RouteRequest = read(request)?;
    to_small_object(&dagu_chart::route(&request))
}

/// The effective values as YAML; none if the values have errors.
#[wasm_bindgen(js_name = effectiveValues)]
pub fn effective_values(request: &JsValue) -> Result<Option<String>, JsValue> {
    let request: RenderRequest = read(request)?;
    let (shown, text) = dagu_chart::shown_values(&request, ValuesView::Effective);
    Ok(shown.ok.then_some(text))
}

/// The values as Helm merges them over the defaults, with the origin of each and what has no effect.
#[wasm_bindgen(js_name = mergedValues)]
pub fn merged_values(request: &JsValue) -> Result<JsValue, JsValue> {
    let request: RenderRequest = read(request)?;
    to_object(&dagu_chart::shown_values(&request, ValuesView::Merged).0)
}

/// The values of all files, as Helm merges them before it adds the defaults. Throws the first error.
#[wasm_bindgen(js_name = userValues)]
pub fn user_values(request: &JsValue) -> Result<JsValue, JsValue> {
    let request: RenderRequest = read(request)?;
    to_object(&Value::Object(dagu_chart::user_values(&request).map_err(refusal)?))
}

/// Parses a values file as Helm does.
#[wasm_bindgen(js_name = readValues)]
pub fn read_values(text: &str) -> Result<JsValue, JsValue> {
    to_object(&Value::Object(reading::values(text).map_err(refusal)?))
}

/// Looks up a key of the values, such as `workerPools.gpu.labels`; the empty path is the top level.
#[wasm_bindgen]
pub fn keys(path: &str) -> Result<JsValue, JsValue> {
    to_small_object(&dagu_chart::known(path))
}

/// Changes values in a text and keeps the rest of it. Throws the reason if that is not possible.
#[wasm_bindgen]
pub fn edit(request: &JsValue) -> Result<String, JsValue> {
    dagu_chart::edit(&read::<EditRequest>(request)?).map_err(refusal)
}

/// The request in a plain object.
fn read<T: DeserializeOwned>(object: &JsValue) -> Result<T, JsValue> {
    let Some(text) = JSON::stringify(object)?.as_string() else { return Err(refusal("not an object")) };
    dagu_chart::json::read(text.as_bytes()).map_err(refusal)
}

fn refusal(reason: impl AsRef<str>) -> JsValue {
    JsError::new(reason.as_ref()).into()
}

/// Like JSON: `null` for absent values, and objects for maps.
///
/// INVARIANT: the answer has no number of the user's, which may be larger than what the serializer takes.
fn to_small_object(answer: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer =
        serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    Ok(to_json(answer).serialize(&serializer)?)
}

fn to_object(answer: &impl Serialize) -> Result<JsValue, JsValue> {
    JSON::parse(&json(answer))
}
