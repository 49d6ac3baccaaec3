//! The carrier: the document with which the chart passes a release to the core.

use dagu_chart_api::{CARRIER_GROUP, is_carrier};
use memchr::memmem;
use serde_json::{Map, Value};

use super::Document;
use super::occurrences::Occurrences;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::release::{RENDER_AGAIN, Release};
use crate::yaml;

/// The document is not one that the chart rendered.
pub(crate) const UNREADABLE: Rule = Rule {
    code: "D0001",
    name: "carrier-unreadable",
    severity: Severity::Error,
    doc: doc!(
        "The carrier is the document with which the chart passes the values and the release to dagu-post. It must be a mapping with the payload under `data`."
    ),
};

/// The carrier is inside another document.
pub(crate) const WRAPPED: Rule = Rule {
    code: "D0013",
    name: "carrier-wrapped",
    severity: Severity::Error,
    doc: doc!(
        "dagu-post replaces the carrier only if it is a document of its own, as Helm prints it. Inside a List or a JSON array it would stay in the output, and no cluster accepts its kind. As a KRM function, dagu-post replaces it in a ResourceList in the layout of kustomize and kpt."
    ),
};

/// Another tool changed the carrier.
pub(crate) const CHANGED: Rule = Rule {
    code: "D0014",
    name: "carrier-changed",
    severity: Severity::Error,
    doc: doc!(
        "Kustomize, Argo CD or Flux added a namespace, a name prefix, labels or annotations to the carrier. They would be lost, because dagu-post builds the objects from what Helm passed in."
    ),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[&UNREADABLE, &WRAPPED, &CHANGED];

/// The annotation with which Helm 4 records the template of a document.
const FILENAME: &str = "postrenderer.helm.sh/postrender-filename";
/// The path of the carrier's template in its chart.
const TEMPLATE: &str = "/templates/carrier.yaml";
/// The directory between a chart and its subchart in a path.
const CHARTS: &str = "/charts/";

/// A decoded carrier.
pub(crate) struct Carrier {
    /// The release.
    pub(crate) release: Release,
    /// Helm 3's comment with the template, such as `# Source: dagu/templates/carrier.yaml`.
    pub(crate) source: Option<String>,
    /// Helm 4's annotation with the template.
    pub(crate) filename: Option<String>,
}

impl Carrier {
    /// The path of this chart's values in an umbrella chart: `flow`, or `tools.flow` two levels down. Helm puts the
    /// alias
    /// into the path of the template. None if the chart is not a subchart.
    pub(crate) fn alias(&self) -> Option<String> {
        let path = self.filename.as_deref().or(self.source.as_deref())?;
        let (_, charts) = path.strip_suffix(TEMPLATE)?.split_once(CHARTS)?;
        Some(charts.replace(CHARTS, "."))
    }

    /// Adds Helm 4's annotation with the template to an object.
    pub(crate) fn sign(&self, object: &mut Value) {
        if let Some(filename) = &self.filename {
            object["metadata"]["annotations"][FILENAME] = filename.as_str().into();
        }
    }
}

/// The occurrences of the API group: a document without one is not a carrier.
pub(crate) fn carrier_marks(input: &[u8]) -> Occurrences<'_> {
    Occurrences::of(CARRIER_GROUP.as_bytes(), input)
}

/// Parses a document as a carrier; `None` if it is not one and contains none.
pub(crate) fn read_carrier(document: &Document, input: &[u8]) -> Option<Result<Carrier, Finding>> {
    let body = document.body(input);
    // The payload can be megabytes long, so it is removed before the rest is parsed.
    let (data, rest) = match payload_line(body) {
        Some((data, rest)) => (Some(data), rest),
        None => (None, body.to_vec()),
    };
    let Some(head) = yaml::head(&rest).filter(|head| is_carrier(&head.api_version)) else {
        return yaml::has(body, "apiVersion", is_carrier).then(|| Err(wrapped()));
    };
    let source = source_line(body);
    // A head is text.
    let object = match yaml::read(std::str::from_utf8(&rest).unwrap_or_default()) {
        Ok(document) => document.value,
        Err(error) => {
            let message = format!("cannot parse the carrier: {}", error.message);
            return Some(Err(UNREADABLE.found(message, RENDER_AGAIN)));
        }
    };
    let Some(data) = data.or_else(|| object.get("data")?.as_str()) else {
        return Some(Err(UNREADABLE.found("the carrier has no payload", RENDER_AGAIN)));
    };
    let carrier = Release::decode(data).and_then(|release| {
        let empty = Map::new();
        let metadata = object.get("metadata").and_then(Value::as_object).unwrap_or(&empty);
        match changes(metadata, &release) {
            changes if changes.is_empty() => Ok(Carrier { release, source, filename: head.filename }),
            changes => Err(changed(&changes)),
        }
    });
    Some(carrier)
}

/// The payload, if it is on a line of its own as in the template, and the document without that line.
fn payload_line(body: &[u8]) -> Option<(&str, Vec<u8>)> {
    const KEY: &[u8] = b"\ndata: ";
    let start = memmem::find(body, KEY)?;
    let value = start + KEY.len();
    let end = memchr::memchr(b'\n', &body[value..]).map_or(body.len(), |newline| value + newline);
    let line = std::str::from_utf8(&body[value..end]).ok()?.trim();
    let quoted = ['"', '\''].iter().find_map(|quote| line.strip_prefix(*quote)?.strip_suffix(*quote));
    let data = quoted.unwrap_or(line);
    let is_base64 = data.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='));
    is_base64.then(|| (data, [&body[..start], &body[end..]].concat())).filter(|(data, _)| !data.is_empty())
}

/// Fields in the carrier's metadata that neither its template nor Helm writes.
fn changes(metadata: &Map<String, Value>, release: &Release) -> Vec<String> {
    let mut changes = Vec::new();
    for (key, value) in metadata {
        let text = value.as_str().unwrap_or_default();
        match key.as_str() {
            "name" if text == release.fullname => {}
            // The namespace of the release is not a change.
            "namespace" if text == release.release.namespace => {}
            "name" | "namespace" => changes.push(format!("{key} `{}`", text.escape_debug())),
            "labels" | "annotations" => {
                let entries = value.as_object().into_iter().flat_map(Map::keys);
                let added = entries.filter(|entry| *entry != FILENAME);
                let kind = key.trim_end_matches('s');
                changes.extend(added.map(|entry| format!("{kind} `{}`", entry.escape_debug())));
            }
            _ if value.is_null() => {}
            _ => changes.push(format!("field `{}`", key.escape_debug())),
        }
    }
    changes
}

fn changed(changes: &[String]) -> Finding {
    CHANGED.found(
        format!("another tool changed the carrier before dagu-post: {}", changes.join(", ")),
        "run dagu-post before the other tool: `helm template … | dagu-post > dagu.yaml`, and add dagu.yaml to \
         the `resources` of the kustomization",
    )
}

fn wrapped() -> Finding {
    WRAPPED.found(
        "the carrier is inside another document, such as a List, a ResourceList or a JSON array",
        "pipe Helm's output into dagu-post before any other tool: `helm template … | dagu-post`",
    )
}

fn source_line(body: &[u8]) -> Option<String> {
    let line = body.split(|b| *b == b'\n').find(|line| line.starts_with(b"# Source: "))?;
    std::str::from_utf8(line).ok().map(|line| line.trim_end().to_owned())
}
