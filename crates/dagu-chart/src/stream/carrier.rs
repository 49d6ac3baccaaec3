//! The document that stands for a release of the chart.

use memchr::memmem;
use serde_json::Value;

use super::Document;
use super::occurrences::Occurrences;
use crate::diagnostic::Diagnostic;
use crate::release::Release;
use crate::rules::carrier::UNREADABLE;
use crate::yaml;

/// API group of the carrier. No cluster can ever serve it: `.invalid` is reserved (RFC 2606).
const GROUP: &str = "carrier.dagu.invalid";
/// The annotation by which Helm 4 finds back which template a document came from.
const FILENAME: &str = "postrenderer.helm.sh/postrender-filename";

/// A decoded carrier.
pub(crate) struct Carrier {
    /// What it carries.
    pub(crate) release: Release,
    /// Helm 3's comment that names the template, as `# Source: dagu/templates/carrier.yaml`.
    pub(crate) source: Option<String>,
    /// Helm 4's annotation that names the template.
    pub(crate) filename: Option<String>,
}

impl Carrier {
    /// Writes down on an object which template it stands for, where Helm 4 wants to know.
    pub(crate) fn sign(&self, object: &mut Value) {
        if let Some(filename) = &self.filename {
            object["metadata"]["annotations"][FILENAME] = filename.as_str().into();
        }
    }
}

/// The places by which documents have to be looked at: one without any is no carrier.
pub(crate) fn carrier_marks(input: &[u8]) -> Occurrences<'_> {
    Occurrences::of(GROUP.as_bytes(), input)
}

/// Reads a document as a carrier; `None` where it is not one.
pub(crate) fn read_carrier(document: &Document, input: &[u8]) -> Option<Result<Carrier, Diagnostic>> {
    let body = document.body(input);
    // The payload can be megabytes long, so it is taken out before the rest is parsed.
    let (data, rest) = match payload_line(body) {
        Some((data, rest)) => (Some(data), rest),
        None => (None, body.to_vec()),
    };
    let head = yaml::head(&rest)?;
    if head.api_version.split_once('/').is_none_or(|(group, _)| group != GROUP) {
        return None;
    }
    let source = source_line(body);
    let data = data.map(str::to_owned).or_else(|| payload(body));
    Some(match data {
        Some(data) => {
            Release::decode(&data).map(|release| Carrier { release, source, filename: head.filename })
        }
        None => Err(UNREADABLE.found(
            "the carrier has no payload",
            "render the chart again and pipe its whole output, unchanged, into dagu-post",
        )),
    })
}

/// The payload where it stands on a line of its own, as the template writes it, and the document without that line.
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

/// The payload of a carrier in any other YAML form.
fn payload(body: &[u8]) -> Option<String> {
    let document = yaml::read(std::str::from_utf8(body).ok()?).ok()?;
    document.value.get("data")?.as_str().map(str::to_owned)
}

fn source_line(body: &[u8]) -> Option<String> {
    let line = body.split(|b| *b == b'\n').find(|line| line.starts_with(b"# Source: "))?;
    std::str::from_utf8(line).ok().map(|line| line.trim_end().to_owned())
}
