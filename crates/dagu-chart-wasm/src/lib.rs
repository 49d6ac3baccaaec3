//! The guest: the core as one WebAssembly module, with a byte ABI for wasmtime and a JavaScript API for the page.
//!
//! Only translation stands here; what the chart means is decided in `dagu_chart`.

pub mod bytes;
pub mod javascript;
#[cfg(target_family = "wasm")]
mod memory;
mod panic;

use serde::Serialize;
use serde_json::Value;

/// Building objects is mostly allocating: against the standard library's allocator this one takes about half
/// the time and less code. The guest has one thread.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Both sides pass through one JSON value: each typed writer is compiled once instead of twice.
fn to_json(answer: &impl Serialize) -> Value {
    serde_json::to_value(answer).expect("answers have string keys only")
}
