//! The JavaScript API of the page: plain objects in and out, typed by the TypeScript that is generated from the core.
//!
//! What comes in passes as JSON, which the guest reads in any case: a second reader that takes JavaScript's values one
//! by one would be a twentieth of the module, most of it for errors that nobody sees.

use dagu_chart::api::{PostRenderOptions, RenderRequest};
use dagu_chart::human;
use js_sys::JSON;
use serde::{Serialize, Serializer};
use serde_json::Value;
use wasm_bindgen::prelude::*;

use crate::{report_of, to_json};

#[derive(Serialize)]
struct PostRendered {
    ok: bool,
    stream: Bytes,
    text: String,
    report: Value,
}

/// Becomes a `Uint8Array`.
struct Bytes(Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

/// Post-renders a stream.
#[wasm_bindgen(js_name = postRender)]
pub fn post_render(stream: &[u8], options: &JsValue) -> Result<JsValue, JsValue> {
    let options = PostRenderOptions::read(&read(options)?).map_err(|error| JsError::new(&error))?;
    let rendered = dagu_chart::post_render(stream, &options);
    let stream = Bytes(rendered.concat(stream));
    let text = human(&rendered.diagnostics);
    let report = to_json(&report_of(rendered.ok, rendered.objects, rendered.diagnostics));
    to_object(&PostRendered { ok: rendered.ok, stream, text, report })
}

/// Renders values.
#[wasm_bindgen]
pub fn render(request: &JsValue) -> Result<JsValue, JsValue> {
    let request = RenderRequest::read(&read(request)?).map_err(|error| JsError::new(&error))?;
    let response = dagu_chart::render(&request);
    let mut rendered = to_json(&response);
    rendered["text"] = human(&response.diagnostics).into();
    to_object(&rendered)
}

/// Tells what is known of a place in the values, such as `workerPools.gpu.labels`; the empty path is all of them.
#[wasm_bindgen]
pub fn keys(path: &str) -> Result<JsValue, JsValue> {
    to_object(&to_json(&dagu_chart::known(path)))
}

/// What a plain object holds; `undefined` is null, as in a list of JSON.
fn read(value: &JsValue) -> Result<Value, JsValue> {
    match JSON::stringify(value)?.as_string() {
        Some(json) => serde_json::from_slice(json.as_bytes()).map_err(|error| JsError::from(error).into()),
        None if value.is_undefined() => Ok(Value::Null),
        None => Err(JsError::new("neither an object nor absent").into()),
    }
}

/// As JSON would be: `null` for what is absent, objects for maps.
fn to_object(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer =
        serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    Ok(value.serialize(&serializer)?)
}
