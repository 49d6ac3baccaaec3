//! The core as a library of this process.

use anyhow::Result;
use dagu_chart::api::{PostRenderOptions, RenderRequest, Report};
use dagu_chart::{PostRendered, human};

use super::{Answer, Engine};

/// The only engine that may bless.
pub struct Native;

impl Native {
    /// Post-renders a stream, with all that only the library tells.
    pub fn post_rendered(stream: &[u8], strict: bool) -> PostRendered {
        dagu_chart::post_render(stream, &PostRenderOptions { strict })
    }
}

impl Engine for Native {
    fn name(&self) -> &'static str {
        "native"
    }

    fn post_render(&self, stream: &[u8], strict: bool) -> Result<Answer> {
        let rendered = Self::post_rendered(stream, strict);
        Ok(Answer {
            ok: rendered.ok,
            stream: rendered.concat(stream),
            text: human(&rendered.diagnostics),
            report: serde_json::to_value(Report {
                format: 1,
                ok: rendered.ok,
                objects: rendered.objects,
                diagnostics: rendered.diagnostics,
            })?,
        })
    }

    fn render(&self, request: &RenderRequest) -> Result<Answer> {
        let rendered = dagu_chart::render(request);
        Ok(Answer {
            ok: rendered.ok,
            text: human(&rendered.diagnostics),
            stream: rendered.manifests.into_bytes(),
            report: serde_json::to_value(Report {
                format: 1,
                ok: rendered.ok,
                objects: rendered.objects,
                diagnostics: rendered.diagnostics,
            })?,
        })
    }
}
