//! Which files a module was made from, as the compiler itself recorded it beside the module.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Not sources, but they choose versions, features and flags.
const MANIFESTS: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "crates/dagu-chart/Cargo.toml",
    "crates/dagu-chart-api/Cargo.toml",
    "crates/dagu-chart-wasm/Cargo.toml",
];

pub(crate) fn of(workspace: &Path, module: &Path) -> Result<Vec<PathBuf>> {
    let record = module.with_extension("d");
    let text = fs::read_to_string(&record).with_context(|| record.display().to_string())?;
    let (_, sources) =
        text.split_once(": ").with_context(|| format!("{}: not a dependency record", record.display()))?;
    let manifests = MANIFESTS.iter().map(|name| workspace.join(name));
    Ok(manifests.chain(paths(sources)).collect())
}

/// Make's notation: blanks between the paths, a backslash before a blank inside one.
fn paths(sources: &str) -> Vec<PathBuf> {
    let marked = sources.trim_end().replace("\\ ", "\0");
    let paths = marked.split(' ').filter(|path| !path.is_empty());
    paths.map(|path| PathBuf::from(path.replace('\0', " "))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_inside_a_path_are_kept() {
        assert_eq!(paths("/a/b.rs /c\\ d/e.rs\n"), [PathBuf::from("/a/b.rs"), PathBuf::from("/c d/e.rs")],);
    }
}
