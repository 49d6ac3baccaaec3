//! What Artifact Hub shows of a version of the chart, besides the annotations that chart/Chart.yaml has for all versions.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::VERSION;
use crate::{build, root, shell};

/// The annotations as lines of Chart.yaml, of which they are the end.
pub(super) fn lines() -> Result<String> {
    let changes = changes(&fs::read_to_string(root::at("CHANGELOG.md"))?, VERSION)?;
    Ok(annotation("changes", &changes) + &annotation("images", &images(&rendered()?)))
}

/// An annotation is a text; Artifact Hub reads the text as YAML.
fn annotation(name: &str, text: &str) -> String {
    let mut lines = format!("  artifacthub.io/{name}: |\n");
    for line in text.lines() {
        lines.push_str("    ");
        lines.push_str(line);
        lines.push('\n');
    }
    lines
}

/// The changes of a version, with the headings of the change log as their kinds.
fn changes(log: &str, version: &str) -> Result<String> {
    let mut sections = log.split("\n## ").skip(1);
    let section = sections
        .find(|section| section.strip_prefix(version).is_some_and(|rest| rest.starts_with([',', ' ', '\n'])));
    let section = section.with_context(|| format!("CHANGELOG.md has no section `## {version}`"))?;
    let (mut kind, mut changes) = (None, String::new());
    for line in section.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            kind = Some(heading.to_lowercase());
        } else if let Some(change) = line.strip_prefix("- ") {
            let kind =
                kind.as_ref().with_context(|| format!("no heading in CHANGELOG.md is above `{line}`"))?;
            writeln!(changes, "- kind: {kind}\n  description: {}", Value::from(change))?;
        }
    }
    ensure!(!changes.is_empty(), "CHANGELOG.md has no changes of {version}");
    Ok(changes)
}

/// The manifests of a release with the default values, and its test.
fn rendered() -> Result<String> {
    let mut template = Command::new(root::at("bin").join(build::PROGRAM));
    template.env("HELM_BIN", root::tool("helm4").join("helm"));
    template.args(["template", "dagu"]).arg(root::at("chart"));
    shell::read(template.args(["--set", "persistence.storageClass=shared", "--set", "auth.mode=none"]))
}

/// The images of containers, each named as the end of its repository.
fn images(manifests: &str) -> String {
    let images =
        manifests.lines().filter_map(|line| line.trim_start_matches([' ', '-']).strip_prefix("image: "));
    let images: BTreeSet<_> = images.map(|image| image.trim_matches('"')).collect();
    let item = |image: &str| {
        let name = image.rsplit('/').next().unwrap_or(image);
        format!("- name: {}\n  image: {image}\n", name.split([':', '@']).next().unwrap_or(name))
    };
    images.into_iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_those_of_the_version_with_their_kinds() {
        let log = "# Changes\n\n## 0.2.0, 2026-12-01\n\n### Added\n\n- A \"key\".\n\n### Fixed\n\n- A bug: it was old.\n\n\
                   ## 0.1.0, 2026-11-01\n\n### Added\n\n- All.\n";
        assert_eq!(
            changes(log, "0.2.0").unwrap(),
            "- kind: added\n  description: \"A \\\"key\\\".\"\n- kind: fixed\n  description: \"A bug: it was old.\"\n"
        );
        assert_eq!(changes(log, "0.1.0").unwrap(), "- kind: added\n  description: \"All.\"\n");
    }

    #[test]
    fn a_version_without_changes_is_an_error() {
        for log in ["# Changes\n", "# Changes\n\n## 0.1.01\n\n### Added\n\n- All.\n", "\n## 0.1.0\n"] {
            assert!(changes(log, "0.1.0").is_err(), "{log}");
        }
    }

    #[test]
    fn images_are_listed_once() {
        let manifests = "  - image: ghcr.io/dagu-org/dagu:latest\n    image: ghcr.io/dagu-org/dagu:latest\n    \
                         image: \"busybox@sha256:00\"\n    imagePullPolicy: Always\n";
        assert_eq!(
            images(manifests),
            "- name: busybox\n  image: busybox@sha256:00\n- name: dagu\n  image: ghcr.io/dagu-org/dagu:latest\n"
        );
    }
}
