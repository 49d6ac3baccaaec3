//! Go reads every generated document strictly and as intended, and Helm 4 keeps its bytes.

use anyhow::{Context, Result, ensure};

use super::Rendering;
use super::typed::difference;
use crate::document::{self, drop_empty_annotations};
use crate::expectation::diff;
use crate::judge::Judge;

pub(super) fn check(rendering: &Rendering<'_>, judge: &Judge) -> Result<()> {
    check_reading(rendering, judge)?;
    for document in &rendering.documents {
        let kept = judge.roundtrip(&document.yaml)?;
        let mut meant = document.value.clone();
        let dropped = drop_empty_annotations(&mut meant);
        ensure!(judge.values(&kept)? == meant, "Helm 4 would change a value:\n{kept}");
        // Behind a byte order mark at the start of a string `yaml.v3` escapes every character.
        ensure!(
            dropped || kept == document.yaml || document.yaml.contains(r#""\uFEFF"#),
            "Helm 4 would store other bytes:\n{}",
            diff(document.yaml.as_bytes(), kept.as_bytes())
        );
    }
    for document in &rendering.edited {
        judge.decode(document).with_context(|| format!("changed to\n{document}"))?;
    }
    Ok(())
}

/// Go takes every document and reads what YAML 1.2 reads.
pub(super) fn check_reading(rendering: &Rendering<'_>, judge: &Judge) -> Result<()> {
    let stream = document::generated(&rendering.rendered, &rendering.stream.bytes);
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
    }
    Ok(())
}

/// Kubernetes refuses the output: the core does not check a patch against a schema.
pub(super) fn check_refused(rendering: &Rendering<'_>, judge: &Judge) -> Result<()> {
    let stream = document::generated(&rendering.rendered, &rendering.stream.bytes);
    let stream = str::from_utf8(&stream).context("the core printed no UTF-8")?;
    let taken =
        judge.decode(stream).is_ok() && rendering.edited.iter().all(|text| judge.decode(text).is_ok());
    ensure!(!taken, "Kubernetes takes everything: the case needs no `refusedByKubernetes`");
    Ok(())
}
