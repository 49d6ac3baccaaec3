//! A release as Helm describes it: the decoded payload of a carrier.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::Value;

use crate::diagnostic::{Finding, Rule, Severity};
use crate::json;

/// The payload was cut off or changed.
pub(crate) const NOT_BASE64: Rule = Rule {
    code: "D0002",
    name: "carrier-not-base64",
    severity: Severity::Error,
    doc: doc!(
        "The carrier is the document with which the chart passes the values and the release to dagu-post. Its payload was cut off or changed between Helm and dagu-post."
    ),
};

/// The payload was cut off or changed.
pub(crate) const NOT_JSON: Rule = Rule {
    code: "D0003",
    name: "carrier-not-json",
    severity: Severity::Error,
    doc: doc!(
        "The carrier is the document with which the chart passes the values and the release to dagu-post. Its payload was cut off or changed between Helm and dagu-post."
    ),
};

/// The chart is newer than the core.
pub(crate) const NEWER_FORMAT: Rule = Rule {
    code: "D0004",
    name: "carrier-newer",
    severity: Severity::Error,
    doc: doc!("The chart is newer than dagu-post, which cannot read what the chart passes to it."),
};

/// The payload has no valid value for a field.
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
/// The help if the chart and dagu-post have different versions.
pub(crate) const INSTALL_MATCHING: &str = "install the dagu-post of the chart's version: run `cargo install --path crates/dagu-post --force` in its checkout";
/// The help if a carrier is not as the chart rendered it.
pub(crate) const RENDER_AGAIN: &str =
    "render the chart again and pipe its whole output, unchanged, into dagu-post";

/// One release of the chart, as Helm knows it.
#[derive(Debug, Deserialize)]
pub(crate) struct Release {
    /// The coalesced values. Moved, not decoded, because they can be megabytes.
    #[serde(skip)]
    pub(crate) values: Value,
    /// Name, namespace and history.
    pub(crate) release: ReleaseInfo,
    /// The chart that rendered the carrier.
    pub(crate) chart: Chart,
    /// The cluster.
    pub(crate) capabilities: Capabilities,
    /// The full name that the chart's template computed.
    pub(crate) fullname: String,
    /// The release's own Secrets in the cluster.
    pub(crate) lookup: Lookup,
    /// Random letters and digits, if a credential may have to be generated.
    #[serde(default)]
    pub(crate) entropy: Option<String>,
}

/// The release, and whether it is an upgrade.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReleaseInfo {
    /// Name of the release.
    pub(crate) name: String,
    /// Its namespace.
    pub(crate) namespace: String,
    /// The managing service: `Helm`.
    pub(crate) service: String,
    /// Whether it is an upgrade.
    pub(crate) is_upgrade: bool,
}

/// The chart's own metadata.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Chart {
    /// Name, or the alias in an umbrella chart.
    pub(crate) name: String,
    /// Version of the chart.
    pub(crate) version: String,
    /// The Dagu version for an empty image tag.
    pub(crate) app_version: String,
}

/// The capabilities of the cluster.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Capabilities {
    /// Such as `v1.35.0`.
    pub(crate) kube_version: String,
}

/// The release's own Secrets that Helm found.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Lookup {
    /// Whether the values allow lookups.
    pub(crate) enabled: bool,
    /// Whether a cluster answered. `helm template` does not ask one.
    pub(crate) answered: bool,
    /// Data of the Secrets by name: base64 by key; `null` if the Secret does not exist.
    pub(crate) secrets: BTreeMap<String, Option<BTreeMap<String, String>>>,
    /// The Dagu version of the UI before this upgrade; empty if the template found none.
    #[serde(default, rename = "previousVersion")]
    pub(crate) previous_version: String,
}

impl Lookup {
    /// The decoded value of a key in one of the Secrets, if it exists in the cluster.
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
    /// Decodes the payload of a carrier, which is untrusted.
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
        match (json::of::<Self>(&payload), values) {
            (Ok(release), Some(values)) => Ok(Self { values, ..release }),
            _ => {
                let message = "the payload of the carrier has a missing field or a field of the wrong type";
                Err(INCOMPLETE.found(message, RENDER_AGAIN))
            }
        }
    }

    /// Whether the next upgrade will find the credentials that are generated now.
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
