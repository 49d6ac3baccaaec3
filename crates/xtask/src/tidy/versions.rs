//! One version for everything that is released together.

use std::fs;

use anyhow::{Context, Result};

use crate::root;

/// Each file, and what stands before the version in its line.
const PLACES: [(&str, &str); 5] = [
    ("Cargo.toml", "version = \""),
    ("chart/Chart.yaml", "version: "),
    ("plugin.yaml", "version: "),
    ("post-renderer/dagu-post/plugin.yaml", "version: "),
    ("www/package.json", "  \"version\": \""),
];

/// Every place whose version is not the workspace's.
pub(crate) fn check() -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for (path, key) in PLACES {
        let version = version(path, key)?;
        if version != env!("CARGO_PKG_VERSION") {
            problems.push(format!(
                "{path}: version {version} is not the workspace's {}",
                env!("CARGO_PKG_VERSION")
            ));
        }
    }
    Ok(problems)
}

fn version(path: &str, key: &str) -> Result<String> {
    let text = fs::read_to_string(root::at(path)).with_context(|| format!("cannot read {path}"))?;
    let value = text.lines().find_map(|line| line.strip_prefix(key));
    let value = value.with_context(|| format!("{path} has no version"))?;
    Ok(value.trim_matches([' ', '"', '\'', ',']).to_owned())
}
