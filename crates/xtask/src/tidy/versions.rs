//! One version for everything that is released together, and one of each Helm for all tests.

use std::fs;

use anyhow::{Context, Result};

use crate::root;
use crate::setup::go::HELMS;

/// The Go module that uses the packages of both Helms.
const ORACLE: &str = "tests/oracle/go.mod";

/// Each file, and the text before the version in its line.
const PLACES: [(&str, &str); 5] = [
    ("Cargo.toml", "version = \""),
    ("chart/Chart.yaml", "version: "),
    ("plugin.yaml", "version: "),
    ("post-renderer/dagu-post/plugin.yaml", "version: "),
    ("www/package.json", "  \"version\": \""),
];

/// Every file whose version is not the workspace's, and every Helm package whose version is not the one
/// that the tests run.
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
    for (module, pinned) in HELMS {
        let version = version(ORACLE, &format!("\t{module} "))?;
        if version != pinned {
            problems.push(format!(
                "{ORACLE}: {module} {version} is not the pinned {pinned}: change it and answer again"
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
