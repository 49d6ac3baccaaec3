//! The guest: the core as one WebAssembly module, with a byte ABI for wasmtime and a JavaScript API for the page.
//!
//! It only converts requests and answers; all chart logic is in `dagu_chart`.

#[cfg(any(test, target_family = "wasm"))]
mod allocator;
pub mod bytes;
#[cfg(any(test, target_family = "wasm"))]
mod copy;
pub mod javascript;
#[cfg(target_family = "wasm")]
mod memory;
mod panic;

use serde::Serialize;
use serde_json::Value;

/// All writers take a JSON value: each answer is compiled for one writer instead of three.
fn to_json(answer: &impl Serialize) -> Value {
    // INVARIANT: answers have string keys and finite numbers only, which JSON can say; every case makes some.
    serde_json::to_value(answer).expect("answers have string keys only")
}

/// The text of an answer.
fn json(answer: &impl Serialize) -> String {
    // INVARIANT: what is JSON can be written, since memory takes any text.
    let mut json = serde_json::to_string_pretty(&to_json(answer)).expect("JSON is written to memory");
    json.push('\n');
    json
}
