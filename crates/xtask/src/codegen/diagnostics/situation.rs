//! What an example needs besides its values: another release than the values editor assumes, or an upgrade.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::super::read;
use super::CASES;

/// The part of a case that this needs.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    #[serde(default)]
    release: Release,
    kube_version: Option<String>,
    #[serde(default)]
    lookup: Lookup,
}

#[derive(Default, Deserialize)]
struct Release {
    name: Option<String>,
    namespace: Option<String>,
    #[serde(default)]
    upgrade: bool,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Lookup {
    previous_version: Option<String>,
}

/// What is known about the situation of an example.
pub(super) struct Situation {
    /// The line before the values; empty if they are enough. The values editor reads it too.
    pub line: String,
    /// Whether the values editor can show the example: it knows no earlier revision.
    pub is_live: bool,
}

/// About credentials that are generated, which the values editor does not do.
const GENERATED: [&str; 1] = ["D0206"];

/// The situation in which a case reports a code.
pub(super) fn of(case: &str, code: &str) -> Result<Situation> {
    let case = case_of(case)?;
    let is_generated = GENERATED.contains(&code);
    let is_live = !case.release.upgrade && !is_generated;
    let mut conditions = conditions(case);
    if is_generated {
        conditions.push("rendered by `helm template`".to_owned());
    }
    let line =
        if conditions.is_empty() { String::new() } else { format!("Example, {}:\n", conditions.join(", ")) };
    Ok(Situation { line, is_live })
}

/// Whether a case is an upgrade.
pub(super) fn is_upgrade(case: &str) -> Result<bool> {
    Ok(case_of(case)?.release.upgrade)
}

fn case_of(case: &str) -> Result<Case> {
    let path = format!("{CASES}/{case}/case.yaml");
    serde_yaml::from_str(&read(&path)?).context(path)
}

fn conditions(Case { release, kube_version, lookup }: Case) -> Vec<String> {
    let upgrade = release.upgrade.then(|| match lookup.previous_version {
        Some(version) => format!("on an upgrade from Dagu `{version}`"),
        None => "on an upgrade".to_owned(),
    });
    [
        release.name.filter(|name| name != "dagu").map(|name| format!("with the release name `{name}`")),
        release
            .namespace
            .filter(|namespace| namespace != "default")
            .map(|namespace| format!("in the namespace `{namespace}`")),
        kube_version.map(|version| format!("on Kubernetes `{version}`")),
        upgrade,
    ]
    .into_iter()
    .flatten()
    .collect()
}
