//! What the values have added to a workload of another chart, computed independently.

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::document::Generated;
use serde_json::{Map, Value, json};

use crate::workload::{Style, Workload, items};

/// What left the core.
pub(crate) struct Left<'a> {
    /// The values.
    pub(crate) values: &'a Value,
    /// The documents of others that were changed.
    pub(crate) edited: &'a [String],
    /// The objects of the release.
    pub(crate) generated: &'a [Generated],
    /// What the data volume is called in pods of others.
    pub(crate) volume: &'a str,
}

impl Left<'_> {
    /// The pod template of the server.
    fn server(&self) -> Result<&Value> {
        let mut objects = self.generated.iter().map(|document| &document.value);
        let is_server = |object: &&Value| {
            object["kind"] == "Deployment"
                && object["metadata"]["labels"]["app.kubernetes.io/component"] == "ui"
        };
        Ok(&objects.find(is_server).context("there is no server")?["spec"]["template"])
    }
}

/// Fails if a workload gets more or less than the values say.
pub(crate) fn check(workload: &Workload, left: &Left<'_>) -> Result<()> {
    let name = workload.value["metadata"]["name"].as_str().unwrap_or_default();
    let entry = items(&left.values["inject"]).iter().find(|entry| entry["target"]["name"] == name);
    let after = left.edited.iter().find(|text| text.contains(name));
    let (Some(entry), Some(after)) = (entry, after) else {
        ensure!(entry.is_none() && after.is_none(), "{name} changed without an entry, or the reverse");
        return Ok(());
    };
    lines_stay(workload, after)?;
    let mut is: Value = serde_yaml::from_str(after).with_context(|| format!("no longer YAML:\n{after}"))?;
    let template = is.pointer_mut(workload.template).context("the template is gone")?;
    let restarts =
        matches!(workload.value["kind"].as_str(), Some("Deployment" | "StatefulSet" | "DaemonSet"));
    let server = left.server()?;
    let checksum = &server["metadata"]["annotations"]["checksum/auth"];
    let promised = (restarts && entry["auth"] == true && !checksum.is_null()).then_some(checksum);
    let checksums = take_checksums(template, workload.template());
    ensure!(checksums.iter().eq(promised), "{checksums:?} in\n{after}");
    let mut wanted = workload.value.clone();
    let template = wanted.pointer_mut(workload.template).context("a template")?;
    bring(template, entry, &server["spec"], left.volume)
        .with_context(|| format!("into\n{}", workload.text))?;
    ensure!(is == wanted, "{name} is\n{is:#}\nand is to be\n{wanted:#}");
    Ok(())
}

/// A block document loses no line, comments included: only lines come in between.
fn lines_stay(workload: &Workload, after: &str) -> Result<()> {
    if workload.style != Style::Block {
        return Ok(());
    }
    let mut lines = after.lines();
    for line in workload.text.lines() {
        ensure!(lines.any(|other| other == line), "the line {line:?} is gone:\n{after}");
    }
    Ok(())
}

/// What an entry of `inject` promises, done a second time with what the server has.
fn bring(template: &mut Value, entry: &Value, server: &Value, volume: &str) -> Result<()> {
    let claim = items(&server["volumes"]).iter().find_map(|volume| volume.get("persistentVolumeClaim"));
    let claim = claim.context("the server has no claim")?;
    let spec = &mut template["spec"];
    if let Some(persistence) = entry.get("persistence") {
        let mut mount = persistence.clone();
        mount["name"] = json!(volume);
        if mount["readOnly"] == false {
            mount.as_object_mut().and_then(|mount| mount.remove("readOnly"));
        }
        add(container_of(spec, entry)?, "volumeMounts", mount);
        add(spec, "volumes", json!({"name": volume, "persistentVolumeClaim": claim}));
    }
    if entry["auth"] == true {
        let container = container_of(spec, entry)?;
        let is_credential = |variable: &&Value| {
            variable["name"].as_str().is_some_and(|name| name.ends_with("USERNAME"))
                || !variable["valueFrom"]["secretKeyRef"].is_null()
        };
        for variable in items(&server["containers"][0]["env"]).iter().filter(is_credential) {
            add(container, "env", variable.clone());
        }
    }
    Ok(())
}

/// The container that is named, or the only one.
fn container_of<'s>(spec: &'s mut Value, entry: &Value) -> Result<&'s mut Value> {
    let Some(name) = entry.get("container") else { return Ok(&mut spec["containers"][0]) };
    let lists = ["containers", "initContainers"];
    let list = lists.into_iter().find(|list| items(&spec[*list]).iter().any(|one| one["name"] == *name));
    let list = spec[list.context("no such container")?].as_array_mut().context("a list")?;
    list.iter_mut().find(|one| one["name"] == *name).context("no such container")
}

fn add(owner: &mut Value, key: &str, item: Value) {
    match owner.get_mut(key).and_then(Value::as_array_mut) {
        Some(list) => list.push(item),
        None => owner[key] = json!([item]),
    }
}

/// Removes the annotations that restart pods, and maps that become empty by that.
fn take_checksums(template: &mut Value, before: &Value) -> Vec<Value> {
    let Some(annotations) = template.pointer_mut("/metadata/annotations").and_then(Value::as_object_mut)
    else {
        return Vec::new();
    };
    let (taken, kept): (Map<_, _>, Map<_, _>) =
        std::mem::take(annotations).into_iter().partition(|(key, _)| key.starts_with("checksum/"));
    *annotations = kept;
    for (owner, key) in [("/metadata", "annotations"), ("", "metadata")] {
        let was = before.pointer(owner).is_some_and(|owner| owner.get(key).is_some());
        let Some(owner) = template.pointer_mut(owner).and_then(Value::as_object_mut) else { continue };
        if !was && owner.get(key).and_then(Value::as_object).is_some_and(Map::is_empty) {
            owner.remove(key);
        }
    }
    taken.into_iter().map(|(_, checksum)| checksum).collect()
}
