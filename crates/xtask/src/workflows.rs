//! Checks the workflows of GitHub Actions, which run nowhere else: their syntax, and that actions are pinned.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::{root, shell};

const FOLDER: &str = ".github/workflows";
/// A workflow that people copy.
const EXAMPLE: &str = "docs/gitops/flux/workflow.yml";

/// Runs actionlint on every workflow.
pub(crate) fn check() -> Result<()> {
    let mut files = vec![root::at(EXAMPLE)];
    for entry in fs::read_dir(root::at(FOLDER))? {
        files.push(entry?.path());
    }
    for file in &files {
        let text = fs::read_to_string(file)?;
        ensure_pinned(&text).with_context(|| file.display().to_string())?;
    }
    let mut actionlint = Command::new(root::tool("actionlint").join("actionlint"));
    // Other linters that it would call run only where they are installed.
    shell::run(actionlint.args(["-shellcheck=", "-pyflakes="]).args(files))
}

/// A tag can be moved to other code; a commit cannot.
fn ensure_pinned(workflow: &str) -> Result<()> {
    for line in workflow.lines() {
        let Some((_, action)) = line.split_once("uses: ") else { continue };
        let (_, version) = action.split_once('@').with_context(|| format!("no version: {action}"))?;
        let commit = version.split(' ').next().unwrap_or_default();
        let is_commit = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
        ensure!(is_commit, "not pinned to a commit: {action}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::ensure_pinned;

    #[test]
    fn actions_are_pinned_to_commits() {
        let pinned =
            "- uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2\n- run: .ci/run\n";
        ensure_pinned(pinned).unwrap();
        for version in ["@v4", "@main", "@11bd719", ""] {
            assert!(ensure_pinned(&format!("- uses: actions/checkout{version}\n")).is_err(), "{version}");
        }
    }
}
