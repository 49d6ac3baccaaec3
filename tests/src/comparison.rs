//! A comparison: one folder below tests/diff with two sets of objects, as values or as manifests.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, ensure};
use dagu_chart::diff::{answer, human};
use dagu_chart_api::{
    Apply, ChangedValues, Diff, DiffRequest, ObjectName, Pods, RenderRequest, ValuesText, Workload,
    WorkloadState,
};
use serde::Deserialize;
use serde_json::Value;

use crate::case::ENTROPY;
use crate::engine::{Engine, Native};
use crate::folder::Folder;

const EXPECTED: &str = "expected.txt";
/// What the cluster has, where that is known.
const LIVE: &str = "live.yaml";
/// What happens to the pods of each workload that changes.
const WORKLOADS: &str = "expected.workloads.txt";
/// A manifest that no reader takes.
const UNREADABLE: &str = "a: [\n";
const SIDES: [&str; 2] = ["before", "after"];

/// One comparison.
pub struct Comparison(pub Folder);

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct File {
    /// Whether Helm upgrades by server-side apply.
    #[serde(default)]
    server_side: bool,
    #[serde(default)]
    show_secrets: bool,
    /// Whether objects of which only labels change are only counted.
    #[serde(default)]
    brief: bool,
}

/// Every comparison, by name.
pub fn all() -> Result<Vec<Comparison>> {
    Ok(Folder::all("tests/diff")?.into_iter().map(Comparison).collect())
}

impl Comparison {
    /// Holds the library against what is expected and against what must always be so.
    pub fn prove(&self) -> Result<()> {
        let file = self.0.case()?;
        self.refuse_unread()?;
        let request = self.request(&file)?;
        let [before, after] = [&request.before, &request.after];
        let there = compare(before, after)?;
        let back = compare(after, before)?;
        ensure!(human(&compare(after, after)?).is_empty(), "a set differs from itself");
        let removed = |diff: &Diff| diff.removed.iter().map(|removed| removed.object.clone()).collect();
        ensure!(set(&there.created) == removed(&back), "what is created one way is removed the other way");
        ensure!(set(&back.created) == removed(&there), "what is removed one way is created the other way");
        let diff = answer(&request).map_err(anyhow::Error::msg)?;
        for (file, text) in [(EXPECTED, human(&diff)), (WORKLOADS, workloads(&diff))] {
            let text = Some(text.as_bytes()).filter(|text| !text.is_empty());
            self.0.hold(file, text)?;
        }
        Ok(())
    }

    /// Holds an engine against the library, both ways and where a side cannot be read.
    pub fn agree(&self, engine: &dyn Engine) -> Result<()> {
        let request = self.request(&self.0.case()?)?;
        let back =
            DiffRequest { before: request.after.clone(), after: request.before.clone(), ..request.clone() };
        let unreadable = DiffRequest { after: UNREADABLE.to_owned(), ..request.clone() };
        for request in [request, back, unreadable] {
            Native.diff(&request)?.ensure_same(&engine.diff(&request)?)?;
        }
        Ok(())
    }

    fn request(&self, file: &File) -> Result<DiffRequest> {
        Ok(DiffRequest {
            before: self.side(SIDES[0])?,
            after: self.side(SIDES[1])?,
            live: self.live()?,
            apply: Some(if file.server_side { Apply::Server } else { Apply::Client }),
            show_secrets: file.show_secrets,
            brief: file.brief,
            values: self.values()?.into_iter().collect(),
            ..DiffRequest::default()
        })
    }

    fn live(&self) -> Result<Option<Vec<Value>>> {
        let file = self.0.at(LIVE);
        if !file.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(file)?;
        let documents = serde_yaml::Deserializer::from_str(&text);
        let objects: Result<Vec<_>, _> = documents.map(Value::deserialize).collect();
        Ok(Some(objects.context(LIVE)?))
    }

    /// The manifests of a side: written down, or made of values.
    fn side(&self, side: &str) -> Result<String> {
        let values = self.0.at(&format!("{side}.values.yaml"));
        if !values.exists() {
            return fs::read_to_string(self.0.at(&format!("{side}.yaml"))).context(side.to_owned());
        }
        let request = RenderRequest {
            values: vec![ValuesText { name: side.to_owned(), text: fs::read_to_string(values)? }],
            entropy: Some(ENTROPY.to_owned()),
            ..RenderRequest::default()
        };
        let response = dagu_chart::render(&request);
        ensure!(response.ok, "{side}: {}", dagu_chart_api::human(&response.diagnostics));
        Ok(response.manifests)
    }

    /// The values of both sides, if both are made of values.
    fn values(&self) -> Result<Option<ChangedValues>> {
        let files = SIDES.map(|side| self.0.at(&format!("{side}.values.yaml")));
        if !files.iter().all(|file| file.exists()) {
            return Ok(None);
        }
        let [before, after] =
            files.map(|file| -> Result<Value> { Ok(serde_yaml::from_str(&fs::read_to_string(file)?)?) });
        Ok(Some(ChangedValues {
            release: "dagu".to_owned(),
            before: before?,
            after: after?,
            ..ChangedValues::default()
        }))
    }

    fn refuse_unread(&self) -> Result<()> {
        self.0.refuse_unread(|file| {
            let is_of = |side| file == format!("{side}.yaml") || file == format!("{side}.values.yaml");
            SIDES.into_iter().any(is_of) || [EXPECTED, WORKLOADS, LIVE].contains(&file)
        })
    }
}

/// One line for each workload whose pods or their number change.
fn workloads(diff: &Diff) -> String {
    let replicas = |state: &Option<WorkloadState>| match state {
        Some(state) => state.replicas.map_or("one for each node".to_owned(), |replicas| replicas.to_string()),
        None => "none".to_owned(),
    };
    let changing = diff.workloads.iter().filter(|workload| {
        workload.pods != Pods::Keep || replicas(&workload.before) != replicas(&workload.after)
    });
    let line = |workload: &Workload| {
        let [before, after] = [&workload.before, &workload.after].map(replicas);
        let Workload { component, pods, fields, values, .. } = workload;
        let [fields, values] = [fields, values].map(|list| list.join(" "));
        format!("{component}: {before} -> {after}, {pods:?}, fields [{fields}], values [{values}]\n")
    };
    changing.map(line).collect()
}

fn compare(before: &str, after: &str) -> Result<Diff> {
    dagu_chart::diff::diff(before, after).map_err(anyhow::Error::msg)
}

fn set(names: &[ObjectName]) -> BTreeSet<ObjectName> {
    names.iter().cloned().collect()
}
