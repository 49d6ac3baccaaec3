//! The guest: the core as one WebAssembly module, with a byte ABI for wasmtime and a JavaScript API for the page.
//!
//! It only converts requests and answers; all chart logic is in `dagu_chart`.

pub mod bytes;
pub mod javascript;
#[cfg(target_family = "wasm")]
mod memory;
mod panic;

use serde::Serialize;
use serde_json::Value;

/// Building objects is mostly allocation: this allocator takes about half the time of the standard library's and less
/// code. The guest has one thread.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Both sides pass through one JSON value: each typed writer is compiled once instead of twice.
fn to_json(answer: &impl Serialize) -> Value {
    // INVARIANT: answers have string keys and finite numbers only, which JSON can say; every case makes some.
    serde_json::to_value(answer).expect("answers have string keys only")
}
