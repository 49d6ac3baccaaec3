//! What an example needs besides its values: another release than the values editor assumes, or what the editor lacks.

use anyhow::{Context, Result};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

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
    #[serde(default)]
    stream: Vec<IgnoredAny>,
    render: Option<Render>,
}

#[derive(Deserialize)]
struct Render {
    #[serde(default)]
    files: Vec<IgnoredAny>,
    #[serde(default)]
    set: Vec<IgnoredAny>,
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

/// The fields of the release that an example needs, by the names that the values editor has for them.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fields {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    namespace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kube_version: Option<String>,
}

/// Whether the values editor can show an example.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Live {
    /// With this release.
    Release(Fields),
    /// It lacks something. The text is the end of a sentence about the editor.
    Lacks(&'static str),
}

const UPGRADE: &str = "it knows no earlier revision of a release";
const STREAM: &str = "it renders values only, and reads no manifests from Helm";
const FLAGS: &str = "it has no flags such as `--set`";
const GENERATED: &str = "it generates no credentials";
/// Of a code that no case reports.
pub(super) const FAULT: Live = Live::Lacks("no values cause this error");

/// About credentials that are generated.
const ABOUT_GENERATED: [&str; 1] = ["D0206"];

/// What is known about the situation of an example.
pub(super) struct Situation {
    /// The line before the values; empty if they are enough.
    pub line: String,
    pub live: Live,
}

/// The situation in which a case reports a code.
pub(super) fn of(case: &str, code: &str) -> Result<Situation> {
    Ok(situation(case_of(case)?, ABOUT_GENERATED.contains(&code)))
}

/// Whether a case is an upgrade.
pub(super) fn is_upgrade(case: &str) -> Result<bool> {
    Ok(case_of(case)?.release.upgrade)
}

fn case_of(case: &str) -> Result<Case> {
    let path = format!("{CASES}/{case}/case.yaml");
    serde_yaml::from_str(&read(&path)?).context(path)
}

fn situation(case: Case, is_generated: bool) -> Situation {
    let Case { release: Release { name, namespace, upgrade }, kube_version, lookup, stream, render } = case;
    let fields = Fields {
        name: name.filter(|name| name != "dagu"),
        namespace: namespace.filter(|namespace| namespace != "default"),
        kube_version,
    };
    let upgrade = upgrade.then(|| match lookup.previous_version {
        Some(version) => format!("on an upgrade from Dagu `{version}`"),
        None => "on an upgrade".to_owned(),
    });
    let reason = [
        (!stream.is_empty(), STREAM),
        (render.is_some_and(|Render { files, set }| files.len() != 1 || !set.is_empty()), FLAGS),
        (upgrade.is_some(), UPGRADE),
        (is_generated, GENERATED),
    ]
    .into_iter()
    .find_map(|(is_so, reason)| is_so.then_some(reason));
    let conditions: Vec<String> = [
        fields.name.as_ref().map(|name| format!("with the release name `{name}`")),
        fields.namespace.as_ref().map(|namespace| format!("in the namespace `{namespace}`")),
        fields.kube_version.as_ref().map(|version| format!("on Kubernetes `{version}`")),
        upgrade,
        is_generated.then(|| "rendered by `helm template`".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let line =
        if conditions.is_empty() { String::new() } else { format!("Example, {}:\n", conditions.join(", ")) };
    Situation { line, live: reason.map_or(Live::Release(fields), Live::Lacks) }
}
