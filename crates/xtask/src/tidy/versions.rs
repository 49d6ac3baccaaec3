//! One version for everything that is released together, and for everything that the tests run.

use std::fs;

use anyhow::{Context, Result};

use crate::root;
use crate::versions::pinned;

/// Where tests/versions.yaml is repeated: the file, the text before the version in its line, and the program. Go decides
/// by the modules what is built, and the core renders for the newest Kubernetes if nobody names another one.
const PINNED: [(&str, &str, &str); 4] = [
    ("tests/oracle/go.mod", "\thelm.sh/helm/v3 ", "helm3"),
    ("tests/oracle/go.mod", "\thelm.sh/helm/v4 ", "helm4"),
    ("tests/cluster/go.mod", "\tk8s.io/kubernetes ", "kubernetes"),
    ("crates/dagu-chart-api/src/render.rs", "    pub const KUBE_VERSION: &str = \"", "kubernetes"),
];

/// Each file, and the text before the version in its line.
const PLACES: [(&str, &str); 5] = [
    ("Cargo.toml", "version = \""),
    ("chart/Chart.yaml", "version: "),
    ("plugin.yaml", "version: "),
    ("post-renderer/dagu-post/plugin.yaml", "version: "),
    ("www/package.json", "  \"version\": \""),
];

/// Every file whose version is not the workspace's, and every one whose version is not the one that the tests run.
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
    for (path, key, program) in PINNED {
        let (version, pinned) = (version(path, key)?, pinned(program));
        if version != pinned {
            problems.push(format!("{path}: {program} {version} is not {pinned} of tests/versions.yaml"));
        }
    }
    Ok(problems)
}

fn version(path: &str, key: &str) -> Result<String> {
    let text = fs::read_to_string(root::at(path)).with_context(|| format!("cannot read {path}"))?;
    let value = text.lines().find_map(|line| line.strip_prefix(key));
    let value = value.with_context(|| format!("{path} has no version"))?;
    let value = value.strip_suffix(" // indirect").unwrap_or(value);
    Ok(value.trim_matches([' ', '"', '\'', ',', ';']).to_owned())
}
