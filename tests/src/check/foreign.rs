//! Every document that is not ours and that no value names leaves byte for byte, each once, in the order in which it came.

use anyhow::{Result, bail, ensure};
use dagu_chart::Segment;
use memchr::memmem::find;
use serde_json::Value;

use super::Rendering;
use crate::document::split;

pub(super) fn check(rendering: &Rendering<'_>) -> Result<()> {
    let input = &rendering.stream.bytes;
    if !rendering.rendered.ok {
        return Ok(());
    }
    if rendering.stream.carriers.is_empty() {
        ensure!(rendering.output == *input, "a stream without a carrier was changed");
        return Ok(());
    }
    let mut kept = Vec::new();
    let mut end = 0;
    for segment in &rendering.rendered.segments {
        if let Segment::Input(range) = segment {
            ensure!(range.start >= end, "a part of the input leaves twice or out of order");
            end = range.end;
            kept.extend_from_slice(&input[range.clone()]);
        }
    }
    let foreign: Vec<_> =
        split(input).into_iter().filter(|document| !is_carrier(rendering, document.text)).collect();
    let mut rest = kept.as_slice();
    for document in &foreign {
        let text = document.text;
        match find(rest, text) {
            Some(at) => rest = &rest[at + text.len()..],
            None if may_change(rendering, text) => {}
            None => bail!("this document does not leave as it came:\n{}", String::from_utf8_lossy(text)),
        }
    }
    let came: usize = foreign.iter().map(|document| document.range.len()).sum();
    ensure!(kept.len() <= came, "{} bytes leave that did not come as foreign documents", kept.len() - came);
    Ok(())
}

/// Whether the values name the document: in `inject`, or in a patch of what is foreign.
fn may_change(rendering: &Rendering<'_>, text: &[u8]) -> bool {
    let named = |entry: &Value| {
        let name = entry["target"]["name"].as_str().unwrap_or_default();
        find(text, name.as_bytes()).is_some()
    };
    rendering.stream.values.iter().any(|values| {
        let list = |key: &str| values[key].as_array().cloned().unwrap_or_default();
        let patches = list("patches").into_iter().filter(|patch| patch["foreign"] == true);
        list("inject").into_iter().chain(patches).any(|entry| named(&entry))
    })
}

fn is_carrier(rendering: &Rendering<'_>, text: &[u8]) -> bool {
    rendering.stream.carriers.iter().any(|carrier| find(text, carrier.as_bytes()).is_some())
}
