//! The objects in the report match their documents.

use anyhow::{Result, ensure};
use serde_json::json;

use super::Rendering;
use crate::document;

pub(super) fn check(rendering: &Rendering<'_>) -> Result<()> {
    let (objects, documents) = (&rendering.rendered.objects, &rendering.documents);
    ensure!(objects.len() == documents.len(), "{} for {} documents", objects.len(), documents.len());
    for (object, document) in objects.iter().zip(documents) {
        let told = json!([object.api_version, object.kind, object.name]);
        let value = &document.value;
        let made = json!([value["apiVersion"], value["kind"], value["metadata"]["name"]]);
        ensure!(told == made, "{told} for {made}");
    }
    let told: usize = objects.iter().map(|object| object.bytes as usize).sum();
    let printed = document::generated(&rendering.rendered, &rendering.stream.bytes).len();
    // Between documents that are not ours there may be a separator or a line end more.
    let exact = rendering.stream.foreign.is_empty();
    ensure!(told == printed || (told < printed && !exact), "{told} bytes for {printed}");
    Ok(())
}
