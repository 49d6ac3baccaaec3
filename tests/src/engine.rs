//! The engines that run the core: native code, wasmtime, Node.

mod native;
mod node;
mod wasmtime;

use anyhow::{Result, ensure};
use dagu_chart_api::{DiffRequest, EditRequest, RenderRequest, RouteRequest, ValuesView};

use crate::expectation::diff;

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

    /// Shows values.
    fn values(&self, request: &RenderRequest, view: ValuesView) -> Result<Answer>;

    /// Shows the values in a carrier.
    fn carried_values(&self, document: &str) -> Result<Answer>;

    /// Changes values in a text.
    fn edit(&self, request: &EditRequest) -> Result<Answer>;

    /// Compares two sets of objects.
    fn diff(&self, request: &DiffRequest) -> Result<Answer>;

    /// Lists what the objects of a stream consist of.
    fn inventory(&self, manifests: &str) -> Result<Answer>;

    /// Tells what is known of a place in the values.
    fn keys(&self, path: &str) -> Result<Answer>;

    /// Describes the worker pools.
    fn pools(&self, request: &RenderRequest) -> Result<Answer>;

    /// Tells where DAGs run.
    fn route(&self, request: &RouteRequest) -> Result<Answer>;
}

/// The answer of an engine, byte for byte as its users get it.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether there is a stream.
    pub ok: bool,
    /// The stream; empty when there is none.
    pub stream: Vec<u8>,
    /// The diagnostics as a person reads them.
    pub text: String,
    /// The report as JSON; null where there is none.
    pub report: serde_json::Value,
}

impl Answer {
    /// Fails with the difference where another answer is not this one.
    pub fn ensure_same(&self, found: &Self) -> Result<()> {
        ensure!(self.ok == found.ok, "ok is {}, not {}", found.ok, self.ok);
        ensure!(self.stream == found.stream, "{}", diff(&self.stream, &found.stream));
        ensure!(self.text == found.text, "{}", diff(self.text.as_bytes(), found.text.as_bytes()));
        let report = |answer: &Self| format!("{:#}\n", answer.report);
        let (wanted, found) = (report(self), report(found));
        ensure!(wanted == found, "{}", diff(wanted.as_bytes(), found.as_bytes()));
        Ok(())
    }
}
