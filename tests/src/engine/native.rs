//! The core as a library of this process.

use anyhow::Result;
use dagu_chart::{PostRenderOptions, PostRendered, diff};
use dagu_chart_api::{
    Diagnostic, DiffRequest, EditRequest, ObjectSummary, RenderRequest, Report, RouteRequest, ValuesView,
    human,
};
use serde_json::Value;

use super::{Answer, Engine};

/// The only engine that may bless.
pub struct Native;

impl Native {
    /// Post-renders a stream, with the details that only the library returns.
    pub fn post_rendered(stream: &[u8], strict: bool) -> PostRendered {
        dagu_chart::post_render(stream, &PostRenderOptions { strict })
    }
}

impl Answer {
    /// What users get of a stream that was post-rendered.
    pub fn of(rendered: &PostRendered, stream: &[u8]) -> Result<Self> {
        Ok(Self {
            ok: rendered.ok,
            stream: rendered.concat(stream),
            text: human(&rendered.diagnostics),
            report: report(rendered.ok, rendered.objects.clone(), rendered.diagnostics.clone())?,
        })
    }
}

impl Engine for Native {
    fn name(&self) -> &'static str {
        "native"
    }

    fn post_render(&self, stream: &[u8], strict: bool) -> Result<Answer> {
        Answer::of(&Self::post_rendered(stream, strict), stream)
    }

    fn render(&self, request: &RenderRequest) -> Result<Answer> {
        let rendered = dagu_chart::render(request);
        Ok(Answer {
            ok: rendered.ok,
            text: human(&rendered.diagnostics),
            stream: rendered.manifests.into_bytes(),
            report: report(rendered.ok, rendered.objects, rendered.diagnostics)?,
        })
    }

    fn values(&self, request: &RenderRequest, view: ValuesView) -> Result<Answer> {
        let (shown, text) = dagu_chart::shown_values(request, view);
        let (ok, stream) = (shown.ok, text.into_bytes());
        Ok(Answer { ok, stream, text: human(&shown.diagnostics), report: serde_json::to_value(shown)? })
    }

    fn carried_values(&self, document: &str) -> Result<Answer> {
        let shown = dagu_chart::carried_values(document.as_bytes());
        let text = human(&shown.diagnostics);
        Ok(Answer { ok: shown.ok, stream: Vec::new(), text, report: serde_json::to_value(shown)? })
    }

    fn edit(&self, request: &EditRequest) -> Result<Answer> {
        let (ok, stream, text) = match dagu_chart::edit(request) {
            Ok(edited) => (true, edited.into_bytes(), String::new()),
            Err(error) => (false, Vec::new(), format!("{error}\n")),
        };
        Ok(Answer { ok, stream, text, report: Value::Null })
    }

    fn diff(&self, request: &DiffRequest) -> Result<Answer> {
        let (ok, stream, text, report) = match diff::answer(request) {
            Ok(difference) => {
                let report = serde_json::to_value(&difference)?;
                (true, diff::human(&difference).into_bytes(), String::new(), report)
            }
            Err(error) => (false, Vec::new(), format!("{error}\n"), Value::Null),
        };
        Ok(Answer { ok, stream, text, report })
    }

    fn inventory(&self, manifests: &str) -> Result<Answer> {
        let (ok, text, report) = match dagu_chart::inventory(manifests) {
            Ok(inventory) => (true, String::new(), serde_json::to_value(inventory)?),
            Err(error) => (false, format!("{error}\n"), Value::Null),
        };
        Ok(Answer { ok, stream: Vec::new(), text, report })
    }

    fn keys(&self, path: &str) -> Result<Answer> {
        let known = dagu_chart::known(path);
        let ok = path.is_empty() || known.key.is_some();
        Ok(Answer { ok, stream: Vec::new(), text: String::new(), report: serde_json::to_value(known)? })
    }

    fn pools(&self, request: &RenderRequest) -> Result<Answer> {
        let pools = dagu_chart::pools(request);
        let text = human(&pools.diagnostics);
        Ok(Answer { ok: pools.ok, stream: Vec::new(), text, report: serde_json::to_value(pools)? })
    }

    fn route(&self, request: &RouteRequest) -> Result<Answer> {
        let routes = dagu_chart::route(request);
        let text = human(&routes.diagnostics);
        Ok(Answer { ok: routes.ok, stream: Vec::new(), text, report: serde_json::to_value(routes)? })
    }
}

/// As the guest writes it; the number of the format is here a second time, so that no change of it goes unseen.
fn report(ok: bool, objects: Vec<ObjectSummary>, diagnostics: Vec<Diagnostic>) -> Result<Value> {
    Ok(serde_json::to_value(Report { format: 1, ok, objects, diagnostics, error: None })?)
}
