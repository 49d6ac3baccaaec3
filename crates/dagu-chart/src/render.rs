//! Renders manifests from values text without Helm.

mod below;
mod defaults;
mod edit;
mod editable;
mod fix;
mod flags;
mod indent;
mod inherited;
mod locate;
mod named;
mod overridden;
mod pools;
mod texts;
mod values;

use dagu_chart_api::{RenderRequest, RenderResponse};
use serde_json::Value;

use crate::chart;
use crate::diagnostic::{Findings, internal};
use crate::manifests::Manifests;
use crate::name;
use crate::post_render::{finish, make};
use crate::release::{Capabilities, Lookup, Release, ReleaseInfo};
use crate::rules;
use crate::stream::Carrier;

#[cfg(any(feature = "docs", test))]
pub(crate) use texts::RULES;

use locate::located;
use texts::{DAGU_VERSION, Texts};

pub use edit::edit;
pub use pools::{pools, route};
pub use values::{carried_values, shown_values, user_values};

/// Helm's `# Source:` comment of the carrier of this chart.
const SOURCE: &str = "# Source: dagu/templates/carrier.yaml";

/// Renders the manifests from values text: the output of `helm template` piped through `dagu-post`.
pub fn render(request: &RenderRequest) -> RenderResponse {
    let mut texts = Texts::default();
    let mut diagnostics = Findings::default();
    let values = texts.coalesce(request, &mut diagnostics);
    let is_read = values.is_some();
    let mut carrier = carrier(request, values.unwrap_or_default());
    let manifests = if is_read && request.check {
        let values = carrier.release.values.take();
        let wanted = chart::check_all(&carrier.release, values, &mut diagnostics);
        wanted.iter().for_each(|wanted| wanted.report_unavailable(&mut diagnostics));
        Manifests::default()
    } else if is_read {
        let (manifests, wanted) = make(vec![carrier], &mut diagnostics);
        wanted.iter().for_each(|wanted| wanted.report_unavailable(&mut diagnostics));
        manifests
    } else {
        rules::release::check(&carrier.release, &mut diagnostics);
        Manifests::default()
    };
    let mut found = diagnostics.by_severity(request.strict);
    let rendered = finish(&[], &[], manifests, &found);
    let manifests = String::from_utf8(rendered.concat(&[]));
    if manifests.is_err() {
        found.push(internal::error("the manifests are not UTF-8"));
    }
    RenderResponse {
        ok: rendered.ok && manifests.is_ok(),
        manifests: manifests.unwrap_or_default(),
        objects: rendered.objects,
        diagnostics: located(&texts, found),
    }
}

fn carrier(request: &RenderRequest, mut values: Value) -> Carrier {
    if let Some(version) = texts::dagu_version(request) {
        values[DAGU_VERSION] = version.into();
    }
    let or = |given: &Option<String>, default: &str| {
        given.clone().filter(|text| !text.is_empty()).unwrap_or_else(|| default.to_owned())
    };
    let chart = defaults::chart();
    // An empty name is not the default: Helm rejects it.
    let release_name = request.release_name.clone().unwrap_or_else(|| RenderRequest::RELEASE_NAME.to_owned());
    let text = |key: &str| values.get(key).and_then(Value::as_str).unwrap_or_default();
    let fullname = name::fullname(&release_name, &chart.name, text("nameOverride"), text("fullnameOverride"));
    let release = Release {
        values,
        release: ReleaseInfo {
            name: release_name,
            namespace: or(&request.namespace, RenderRequest::NAMESPACE),
            service: "Helm".to_owned(),
            is_upgrade: false,
        },
        chart,
        capabilities: Capabilities { kube_version: or(&request.kube_version, RenderRequest::KUBE_VERSION) },
        fullname,
        lookup: Lookup { enabled: true, ..Lookup::default() },
        entropy: request.entropy.clone(),
    };
    Carrier { release, source: Some(SOURCE.to_owned()), filename: None }
}
