//! The cases in which diagnostics keep silent although little is missing: each names them as `silent`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::super::read;
use super::{CASES, names};

/// The part of a case that matters here.
#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    silent: Vec<String>,
}

/// An error where a code has no such case, unless it has no case at all, or where its case says it all the same.
pub(super) fn check(codes: &[&str], without: &[&str]) -> Result<()> {
    let mut silent = BTreeSet::new();
    for name in names(CASES)? {
        let path = format!("{CASES}/{name}/case.yaml");
        let case: Case = serde_yaml::from_str(&read(&path)?).with_context(|| path.clone())?;
        for code in case.silent {
            if !codes.contains(&code.as_str()) {
                bail!("{path} is silent about {code}, which no rule has");
            }
            for file in ["expected.txt", "expected.render.txt"] {
                let said = fs::read_to_string(Path::new(CASES).join(&name).join(file)).unwrap_or_default();
                if said.contains(&format!("[{code}]")) {
                    bail!("{path}: {file} is not silent about {code}");
                }
            }
            silent.insert(code);
        }
    }
    let missing: Vec<&str> =
        codes.iter().copied().filter(|code| !silent.contains(*code) && !without.contains(code)).collect();
    if !missing.is_empty() {
        bail!("no case has {} as `silent`: one that comes near it", missing.join(", "));
    }
    Ok(())
}
