//! Documents of other charts that no value names pass through byte for byte, each once, in their order.

use std::ops::Range;

use anyhow::{Result, ensure};
use dagu_chart::{PostRendered, Segment};
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
    let is_carrier = |text: &[u8]| {
        rendering.stream.carriers.iter().any(|carrier| find(text, carrier.as_bytes()).is_some())
    };
    untouched(&rendering.rendered, input, &rendering.stream.values, &is_carrier)?;
    let left: usize = kept(&rendering.rendered, input)?.iter().map(ExactSizeIterator::len).sum();
    let foreign = split(input).into_iter().filter(|document| !is_carrier(document.text));
    let came: usize = foreign.map(|document| document.range.len()).sum();
    ensure!(left <= came, "{} bytes leave that did not come as foreign documents", left - came);
    Ok(())
}

/// Fails if a document is changed that is neither a carrier nor named by the values.
pub fn untouched(
    rendered: &PostRendered,
    input: &[u8],
    values: &[Value],
    is_carrier: &dyn Fn(&[u8]) -> bool,
) -> Result<()> {
    let kept = kept(rendered, input)?;
    for document in split(input) {
        let leaves =
            kept.iter().any(|kept| kept.start <= document.range.start && document.range.end <= kept.end);
        ensure!(
            leaves || is_carrier(document.text) || may_change(values, document.text),
            "this document does not leave as it came:\n{}",
            String::from_utf8_lossy(document.text)
        );
    }
    Ok(())
}

/// The parts of the input that leave, in their order.
fn kept(rendered: &PostRendered, input: &[u8]) -> Result<Vec<Range<usize>>> {
    let mut kept: Vec<Range<usize>> = Vec::new();
    for segment in &rendered.segments {
        if let Segment::Input(range) = segment {
            let end = kept.last().map_or(0, |last| last.end);
            ensure!(end <= range.start && range.end <= input.len(), "{range:?} behind {end}");
            kept.push(range.clone());
        }
    }
    Ok(kept)
}

/// Whether the values name the document: in `inject`, or in a patch of what is foreign. Whatever of its names
/// stands anywhere in the document is taken for it, so that no reader of YAML is needed.
fn may_change(values: &[Value], text: &[u8]) -> bool {
    let stands = |word: &Value| find(text, word.as_str().unwrap_or_default().as_bytes()).is_some();
    let named = |entry: &Value| {
        let target = &entry["target"];
        let labels = target["labels"].as_object();
        stands(&target["kind"])
            && stands(&target["name"])
            && labels.into_iter().flatten().all(|(_, value)| stands(value))
    };
    values.iter().any(|values| {
        let list = |key: &str| values[key].as_array().into_iter().flatten();
        list("inject").chain(list("patches").filter(|patch| patch["foreign"] == true)).any(named)
    })
}
