//! Go reads every generated document strictly and as it was meant, and Helm 4 keeps its bytes.

use anyhow::{Context, Result, ensure};

use super::Rendering;
use super::typed::difference;
use crate::document;
use crate::expectation::diff;
use crate::judge::Judge;

pub(super) fn check(rendering: &Rendering<'_>, judge: &Judge) -> Result<()> {
    let stream = document::generated(&rendering.rendered);
    let stream = str::from_utf8(&stream).context("the core printed no UTF-8")?;
    let read = judge.decode(stream)?;
    ensure!(
        read.len() == rendering.documents.len(),
        "{} documents were printed, and Go reads {}",
        rendering.documents.len(),
        read.len()
    );
    for (document, read) in rendering.documents.iter().zip(&read) {
        ensure!(
            document.value == *read,
            "YAML 1.2 and Go read different things:\n{}",
            difference(&document.value, read)
        );
        let kept = judge.roundtrip(&document.yaml)?;
        ensure!(judge.values(&kept)? == document.value, "Helm 4 would change a value:\n{kept}");
        // Behind a byte order mark at the start of a string `yaml.v3` escapes every character.
        ensure!(
            kept == document.yaml || document.yaml.contains(r#""\uFEFF"#),
            "Helm 4 would store other bytes:\n{}",
            diff(document.yaml.as_bytes(), kept.as_bytes())
        );
    }
    Ok(())
}
