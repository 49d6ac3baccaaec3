//! A stream that is already rendered and still has its carrier would make every object twice.

use anyhow::{Result, ensure};

use super::Rendering;
use crate::engine::Native;

/// The code of the diagnostic about an object that would be in the stream twice.
const DUPLICATE: &str = "D0007";

pub(super) fn check(rendering: &Rendering<'_>) -> Result<()> {
    if rendering.documents.is_empty() {
        return Ok(());
    }
    let mut stream = rendering.output.clone();
    if !stream.ends_with(b"\n") {
        stream.push(b'\n');
    }
    for carrier in &rendering.stream.carriers {
        stream.extend_from_slice(b"---\n");
        stream.extend_from_slice(carrier.as_bytes());
    }
    let again = Native::post_rendered(&stream, false);
    ensure!(!again.ok, "was rendered a second time");
    for object in &rendering.rendered.objects {
        let named = again
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code == DUPLICATE && diagnostic.message.contains(&object.name));
        ensure!(named, "{} {} is not refused as a duplicate", object.kind, object.name);
    }
    Ok(())
}
