//! What people write: the values and the documents of other charts in the cases.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::place;

/// Longer documents only repeat themselves.
const LONGEST: usize = 4_000;

pub(crate) fn load() -> Result<Vec<String>> {
    let mut documents = vec![fs::read_to_string(place::at("chart/values.yaml"))?];
    collect(&place::at("tests/cases"), &mut documents)?;
    documents.sort();
    ensure!(documents.len() > 100, "{} documents", documents.len());
    Ok(documents)
}

fn collect(folder: &Path, documents: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, documents)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            // Bytes that are no text are another test's.
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let parts = text.split("---\n").filter(|part| (1..LONGEST).contains(&part.len()));
            documents.extend(parts.map(str::to_owned));
        }
    }
    Ok(())
}
