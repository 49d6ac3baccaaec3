//! The core as `dagu-post` runs it.

use anyhow::{Context, Result};
use dagu_chart_api::{DiffRequest, EditRequest, RenderRequest, RouteRequest, ValuesView};
use dagu_chart_host::{Flags, Host, Limits};
use serde_json::Value;

use super::{Answer, Engine};

/// The embedded module, loaded once.
pub struct Wasmtime {
    host: Host,
}

impl Wasmtime {
    /// Loads the module.
    pub fn new() -> Result<Self> {
        Ok(Self { host: Host::new()? })
    }
}

impl Engine for Wasmtime {
    fn name(&self) -> &'static str {
        "wasmtime"
    }

    fn post_render(&self, stream: &[u8], strict: bool) -> Result<Answer> {
        let flags = Flags { strict, report: true };
        answer(self.host.post_render(stream, flags, &Limits::default())?)
    }

    fn render(&self, request: &RenderRequest) -> Result<Answer> {
        let request = serde_json::to_string(request)?;
        answer(self.host.render(&request, &Limits::default())?)
    }

    fn values(&self, request: &RenderRequest, view: ValuesView) -> Result<Answer> {
        let request = serde_json::to_string(request)?;
        answer(self.host.values(&request, view as u32, &Limits::default())?)
    }

    fn carried_values(&self, document: &str) -> Result<Answer> {
        answer(self.host.carried_values(document, &Limits::default())?)
    }

    fn edit(&self, request: &EditRequest) -> Result<Answer> {
        let request = serde_json::to_string(request)?;
        answer(self.host.edit(&request, &Limits::default())?)
    }

    fn diff(&self, request: &DiffRequest) -> Result<Answer> {
        let request = serde_json::to_string(request)?;
        answer(self.host.diff(&request, &Limits::default())?)
    }

    fn inventory(&self, manifests: &str) -> Result<Answer> {
        answer(self.host.inventory(manifests, &Limits::default())?)
    }

    fn keys(&self, path: &str) -> Result<Answer> {
        answer(self.host.keys(path, &Limits::default())?)
    }

    fn pools(&self, request: &RenderRequest) -> Result<Answer> {
        let request = serde_json::to_string(request)?;
        answer(self.host.pools(&request, &Limits::default())?)
    }

    fn route(&self, request: &RouteRequest) -> Result<Answer> {
        let request = serde_json::to_string(request)?;
        answer(self.host.route(&request, &Limits::default())?)
    }
}

fn answer(given: dagu_chart_host::Answer) -> Result<Answer> {
    Ok(Answer {
        ok: given.ok(),
        stream: given.stream(),
        text: given.text().to_owned(),
        report: match given.report() {
            "" => Value::Null,
            report => serde_json::from_str(report).context("the report is no JSON")?,
        },
    })
}
