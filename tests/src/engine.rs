//! What runs the core: natively, in wasmtime, in Node.

mod native;
mod node;
mod wasmtime;

use anyhow::Result;
use dagu_chart::api::RenderRequest;

pub use native::Native;
pub use node::Node;
pub use wasmtime::Wasmtime;

/// A place where the core runs.
pub trait Engine: Send + Sync {
    /// What trials are named after.
    fn name(&self) -> &'static str;

    /// Post-renders a stream.
    fn post_render(&self, stream: &[u8], strict: bool) -> Result<Answer>;

    /// Renders values.
    fn render(&self, request: &RenderRequest) -> Result<Answer>;
}

/// What an engine gives, byte for byte as its users get it.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether there is a stream.
    pub ok: bool,
    /// The stream; empty when there is none.
    pub stream: Vec<u8>,
    /// The diagnostics as a person reads them.
    pub text: String,
    /// The report as JSON.
    pub report: serde_json::Value,
}
