//! The JavaScript API of the page: plain objects in and out, typed by the TypeScript that is generated from the core.

use dagu_chart::api::{PostRenderOptions, RenderRequest, RenderResponse, Report};
use dagu_chart::human;
use serde::{Deserialize, Serialize, Serializer};
use serde_wasm_bindgen::Error;
use wasm_bindgen::prelude::*;

use crate::report_of_post_render;

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
    report: Report,
}

#[derive(Serialize)]
struct Rendered {
    #[serde(flatten)]
    response: RenderResponse,
    text: String,
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
    to_object(&PostRendered {
        ok: rendered.ok,
        stream: Bytes(rendered.concat(stream)),
        text: human(&rendered.diagnostics),
        report: report_of_post_render(&rendered),
    })
}

/// Renders values.
#[wasm_bindgen]
pub fn render(request: JsValue) -> Result<JsValue, Error> {
    let request: RenderRequest = serde_wasm_bindgen::from_value(request)?;
    let response = dagu_chart::render(&request);
    to_object(&Rendered { text: human(&response.diagnostics), response })
}

/// As JSON would be: `null` for what is absent, objects for maps.
fn to_object(value: &impl Serialize) -> Result<JsValue, Error> {
    let serializer =
        serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    value.serialize(&serializer)
}
