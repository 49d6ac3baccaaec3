//! What Helm says about a release: the decoded payload of a carrier.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::Value;

use crate::diagnostic::{Finding, Rule, Severity};

/// The payload was cut or changed.
pub(crate) const NOT_BASE64: Rule = Rule {
    code: "D0002",
    name: "carrier-not-base64",
    severity: Severity::Error,
    doc: doc!("The payload of the carrier was cut off or changed between Helm and the post-renderer."),
};

/// The payload was cut or changed.
pub(crate) const NOT_JSON: Rule = Rule {
    code: "D0003",
    name: "carrier-not-json",
    severity: Severity::Error,
    doc: doc!("The payload of the carrier was cut off or changed between Helm and the post-renderer."),
};

/// The chart is newer than the core.
pub(crate) const NEWER_FORMAT: Rule = Rule {
    code: "D0004",
    name: "carrier-newer",
    severity: Severity::Error,
    doc: doc!("The chart is newer than the post-renderer, which cannot read its payload."),
};

/// The payload lacks a field.
pub(crate) const INCOMPLETE: Rule = Rule {
    code: "D0005",
    name: "carrier-incomplete",
    severity: Severity::Error,
    doc: doc!("The payload is not what the chart's carrier template renders."),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[&NOT_BASE64, &NOT_JSON, &NEWER_FORMAT, &INCOMPLETE];

/// The newest payload format that this core reads.
const FORMAT: u64 = 1;
/// The way out where the chart and dagu-post are of different versions.
pub(crate) const INSTALL_MATCHING: &str = "install the dagu-post of the chart's version: run `cargo install --path crates/dagu-post --force` in its checkout";
/// The way out where a carrier is not as the chart rendered it.
pub(crate) const RENDER_AGAIN: &str =
    "render the chart again and pipe its whole output, unchanged, into dagu-post";

/// One release of the chart, as Helm knows it.
#[derive(Debug, Deserialize)]
pub(crate) struct Release {
    /// The coalesced values, as given. Moved here, not decoded: they can be megabytes.
    #[serde(skip)]
    pub(crate) values: Value,
    /// Name, namespace and history.
    pub(crate) release: ReleaseInfo,
    /// The chart that rendered the carrier.
    pub(crate) chart: Chart,
    /// The cluster.
    pub(crate) capabilities: Capabilities,
    /// The full name that the chart's helper composed.
    pub(crate) fullname: String,
    /// What the cluster has of our own Secrets.
    pub(crate) lookup: Lookup,
    /// Random letters and digits, where a credential may have to be generated.
    #[serde(default)]
    pub(crate) entropy: Option<String>,
}

/// Which release, and what is being done to it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReleaseInfo {
    /// Name of the release.
    pub(crate) name: String,
    /// Its namespace.
    pub(crate) namespace: String,
    /// Who manages it: `Helm`.
    pub(crate) service: String,
    /// Whether an existing release is changed.
    pub(crate) is_upgrade: bool,
}

/// The chart's own metadata.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Chart {
    /// Name, or the alias under which an umbrella chart uses it.
    pub(crate) name: String,
    /// Version of the chart.
    pub(crate) version: String,
    /// Version of Dagu that an empty image tag stands for.
    pub(crate) app_version: String,
}

/// What the cluster can do.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Capabilities {
    /// As `v1.35.0`.
    pub(crate) kube_version: String,
}

/// What Helm found of the release's own Secrets.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Lookup {
    /// Whether the values allow lookups.
    pub(crate) enabled: bool,
    /// Whether a cluster answered. `helm template` asks none.
    pub(crate) answered: bool,
    /// Data of our Secrets by name: base64 by key; `null` where there is no such Secret.
    pub(crate) secrets: BTreeMap<String, Option<BTreeMap<String, String>>>,
    /// The version of Dagu that the UI ran before this upgrade; empty where the template found none.
    #[serde(default, rename = "previousVersion")]
    pub(crate) previous_version: String,
}

impl Lookup {
    /// The decoded value of a key in one of our Secrets, if the cluster has it.
    pub(crate) fn secret(&self, name: &str, key: &str) -> Option<Vec<u8>> {
        let encoded = self.secrets.get(name)?.as_ref()?.get(key)?;
        STANDARD.decode(encoded).ok().filter(|value| !value.is_empty())
    }

    /// Whether the cluster has this Secret.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.secrets.get(name).is_some_and(Option::is_some)
    }
}

impl Release {
    /// Decodes the payload of a carrier. Nothing in it is trusted.
    pub(crate) fn decode(data: &str) -> Result<Self, Finding> {
        let json = STANDARD
            .decode(data.trim_ascii())
            .map_err(|_| NOT_BASE64.found("the payload of the carrier is not base64", RENDER_AGAIN))?;
        let mut payload: Value = serde_json::from_slice(&json).map_err(|error| {
            let message = format!(
                "the payload of the carrier is not JSON (line {}, column {})",
                error.line(),
                error.column()
            );
            NOT_JSON.found(message, RENDER_AGAIN)
        })?;
        let format = payload.get("format").and_then(Value::as_u64);
        if format.is_some_and(|format| format > FORMAT) {
            return Err(newer_format(&payload, format.unwrap_or_default()));
        }
        if format.is_none() {
            return Err(INCOMPLETE.found("the payload of the carrier has no `format`", RENDER_AGAIN));
        }
        let values = payload.get_mut("values").map(Value::take);
        match (Self::deserialize(&payload), values) {
            (Ok(release), Some(values)) => Ok(Self { values, ..release }),
            _ => {
                let message = "the payload of the carrier has a missing field or a field of the wrong type";
                Err(INCOMPLETE.found(message, RENDER_AGAIN))
            }
        }
    }

    /// Whether what is generated now will be found again at the next upgrade.
    pub(crate) fn keeps_generated(&self) -> bool {
        self.lookup.enabled && self.lookup.answered
    }
}

fn newer_format(payload: &Value, format: u64) -> Finding {
    let chart = payload.pointer("/chart/version").and_then(Value::as_str).unwrap_or("unknown");
    NEWER_FORMAT.found(
        format!(
            "chart {} writes carrier format {format}, but dagu-post {} supports only formats up to {FORMAT}",
            chart.escape_debug(),
            env!("CARGO_PKG_VERSION"),
        ),
        INSTALL_MATCHING,
    )
}
