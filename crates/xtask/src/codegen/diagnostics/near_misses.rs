//! The cases in which diagnostics keep silent although little is missing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::super::read;
use super::CASES;

const SOURCE: &str = "tests/near-misses.yaml";

/// An error where a code has none, unless it has no case at all, or where its case says it all the same.
pub(super) fn check(codes: &[&str], without: &[&str]) -> Result<()> {
    let misses: BTreeMap<String, String> = serde_yaml::from_str(&read(SOURCE)?)
        .with_context(|| format!("{SOURCE} is not a map from codes to cases"))?;
    if let Some(unknown) = misses.keys().find(|code| !codes.contains(&code.as_str())) {
        bail!("{SOURCE} names {unknown}, which no rule has");
    }
    let missing: Vec<&str> =
        codes.iter().copied().filter(|code| !misses.contains_key(*code) && !without.contains(code)).collect();
    if !missing.is_empty() {
        bail!("{SOURCE} has no case in which {} keep silent", missing.join(", "));
    }
    for (code, case) in &misses {
        let folder = Path::new(CASES).join(case);
        if !folder.join("case.yaml").is_file() {
            bail!("{SOURCE}: {code} names the case {case}, which is not there");
        }
        for file in ["expected.txt", "expected.render.txt"] {
            let said = fs::read_to_string(folder.join(file)).unwrap_or_default();
            if said.contains(&format!("[{code}]")) {
                bail!("{SOURCE}: the case {case} does not keep silent about {code}");
            }
        }
    }
    Ok(())
}
