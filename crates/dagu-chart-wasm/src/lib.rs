//! The guest: the core as one WebAssembly module, with a byte ABI for wasmtime and a JavaScript API for the page.
//!
//! Only translation stands here; what the chart means is decided in `dagu_chart`.

pub mod bytes;
pub mod javascript;
mod panic;

use dagu_chart::PostRendered;
use dagu_chart::api::{RenderResponse, Report};

const REPORT_FORMAT: u32 = 1;

fn report_of_post_render(rendered: &PostRendered) -> Report {
    Report {
        format: REPORT_FORMAT,
        ok: rendered.ok,
        objects: rendered.objects.clone(),
        diagnostics: rendered.diagnostics.clone(),
    }
}

fn report_of_render(response: &RenderResponse) -> Report {
    Report {
        format: REPORT_FORMAT,
        ok: response.ok,
        objects: response.objects.clone(),
        diagnostics: response.diagnostics.clone(),
    }
}
