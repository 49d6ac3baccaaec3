//! The JavaScript API of the page: plain objects in and out, typed by the TypeScript that is generated from the core.

use dagu_chart::api::{PostRenderOptions, RenderRequest};
use dagu_chart::human;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use serde_wasm_bindgen::Error;
use wasm_bindgen::prelude::*;

use crate::{report_of, to_json};

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    strict: bool,
}

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
pub fn post_render(stream: &[u8], options: JsValue) -> Result<JsValue, Error> {
    let options: Option<Options> = serde_wasm_bindgen::from_value(options)?;
    let options = PostRenderOptions { strict: options.unwrap_or_default().strict };
    let rendered = dagu_chart::post_render(stream, &options);
    let stream = Bytes(rendered.concat(stream));
    let text = human(&rendered.diagnostics);
    let report = to_json(&report_of(rendered.ok, rendered.objects, rendered.diagnostics));
    to_object(&PostRendered { ok: rendered.ok, stream, text, report })
}

/// Renders values.
#[wasm_bindgen]
pub fn render(request: JsValue) -> Result<JsValue, Error> {
    let request: Value = serde_wasm_bindgen::from_value(request)?;
    let request = RenderRequest::read(&request).map_err(Error::new)?;
    let response = dagu_chart::render(&request);
    let mut rendered = to_json(&response);
    rendered["text"] = human(&response.diagnostics).into();
    to_object(&rendered)
}

/// As JSON would be: `null` for what is absent, objects for maps.
fn to_object(value: &impl Serialize) -> Result<JsValue, Error> {
    let serializer =
        serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    value.serialize(&serializer)
}
