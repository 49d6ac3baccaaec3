//! The cases that come close to a diagnostic without reporting it: each lists its code under `silent`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::super::read;
use super::{CASES, names};

/// The part of a case that this needs.
#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    silent: Vec<String>,
}

/// Fails if a code has cases but no such case, or if such a case reports the code.
pub(super) fn check(codes: &[&str], without: &[&str]) -> Result<()> {
    let mut silent = BTreeSet::new();
    for name in names(CASES)? {
        let path = format!("{CASES}/{name}/case.yaml");
        let case: Case = serde_yaml::from_str(&read(&path)?).with_context(|| path.clone())?;
        for code in case.silent {
            if !codes.contains(&code.as_str()) {
                bail!("{path}: `silent` has {code}, which no rule has");
            }
            for file in ["expected.txt", "expected.render.txt"] {
                let said = fs::read_to_string(Path::new(CASES).join(&name).join(file)).unwrap_or_default();
                if said.contains(&format!("[{code}]")) {
                    bail!("{path}: `silent` has {code}, but {file} reports it");
                }
            }
            silent.insert(code);
        }
    }
    let missing: Vec<&str> =
        codes.iter().copied().filter(|code| !silent.contains(*code) && !without.contains(code)).collect();
    if !missing.is_empty() {
        bail!(
            "add a case that comes close to each of these without reporting it, with the code under `silent`: {}",
            missing.join(", ")
        );
    }
    Ok(())
}
