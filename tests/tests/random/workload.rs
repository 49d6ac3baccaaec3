//! Workloads of another chart in the same stream, and what the values have brought into them.

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::document::Generated;
use serde_json::{Map, Value, json};

use crate::choice::Choice;
use crate::pods::{variable, volume};
use crate::property::ascii;

/// Kinds that hold pods, in the order in which Helm writes them: API version, kind, and where the pod template is.
const KINDS: [(&str, &str, &str); 6] = [
    ("apps/v1", "DaemonSet", "/spec/template"),
    ("v1", "Pod", ""),
    ("apps/v1", "Deployment", "/spec/template"),
    ("apps/v1", "StatefulSet", "/spec/template"),
    ("batch/v1", "Job", "/spec/template"),
    ("batch/v1", "CronJob", "/spec/jobTemplate/spec/template"),
];

/// How a document is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Indented, with comments.
    Block,
    /// JSON on one line.
    Line,
    /// JSON on many lines.
    Json,
}

/// A workload that somebody else wrote.
pub(crate) struct Workload {
    /// Its document, with a line end.
    pub(crate) text: String,
    value: Value,
    template: &'static str,
    style: Style,
}

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

/// Workloads, to some of which the values bring something.
pub(crate) fn beside(choice: &mut Choice<'_>, values: &mut Value) -> Vec<Workload> {
    if !choice.once_in(4) {
        return Vec::new();
    }
    let mut places: Vec<usize> = (0..choice.number(1, 3)).map(|_| choice.number(0, 5) as usize).collect();
    places.sort_unstable();
    let workloads: Vec<Workload> = places.into_iter().map(|place| workload(choice, KINDS[place])).collect();
    let with_auth = values["auth"]["mode"] != "none";
    let mut entries = Vec::new();
    for workload in &workloads {
        if !choice.once_in(4) {
            entries.push(entry(choice, workload, with_auth));
        }
    }
    values["inject"] = entries.into();
    workloads
}

fn workload(choice: &mut Choice<'_>, (api_version, kind, template): (&str, &str, &'static str)) -> Workload {
    let style = choice.of(&[Style::Block, Style::Block, Style::Line, Style::Json]);
    let mut spec = json!({"containers": [container(choice, style)]});
    if choice.once_in(3) {
        spec["containers"].as_array_mut().expect("a list").push(container(choice, style));
    }
    choice.maybe(&mut spec, "initContainers", 3, |choice| json!([container(choice, style)]));
    choice.maybe(&mut spec, "volumes", 3, |choice| {
        let name = choice.name();
        json!([volume(choice, &name)])
    });
    let mut pod = json!({"spec": spec});
    choice.maybe(&mut pod, "metadata", 2, |choice| json!({"labels": {"app": choice.name()}}));
    if !pod["metadata"].is_null() {
        choice.maybe(&mut pod["metadata"], "annotations", 2, |choice| json!({choice.name(): choice.name()}));
    }
    let mut value = json!({"apiVersion": api_version, "kind": kind, "metadata": {"name": choice.name()}});
    match template {
        "" => {
            let labels = pod["metadata"].take();
            for (key, entry) in labels.as_object().into_iter().flatten() {
                value["metadata"][key] = entry.clone();
            }
            value["spec"] = pod["spec"].take();
        }
        "/spec/template" => value["spec"] = json!({"template": pod}),
        _ => {
            value["spec"] = json!({"schedule": "0 0 * * *", "jobTemplate": {"spec": {"template": pod}}});
        }
    }
    Workload { text: written(choice, &value, style), value, template, style }
}

fn container(choice: &mut Choice<'_>, style: Style) -> Value {
    let mut container = json!({"name": choice.name(), "image": "busybox:1.37.0"});
    if choice.once_in(2) {
        let plain = |choice: &mut Choice<'_>| json!({"name": choice.variable(), "value": choice.name()});
        container["env"] = match style {
            Style::Line => choice.some(3, variable),
            // Their printers know other readers of YAML than Go's: what is odd would be odd before it comes to us.
            Style::Block | Style::Json => json!([plain(choice), plain(choice)]),
        };
    }
    choice.maybe(&mut container, "command", 3, |choice| json!(["sh", "-c", choice.name()]));
    container
}

fn written(choice: &mut Choice<'_>, value: &Value, style: Style) -> String {
    match style {
        Style::Line => ascii(value) + "\n",
        Style::Json => format!("{value:#}\n"),
        Style::Block => {
            let mut text = String::from("# Written by somebody else.\n");
            for line in serde_yaml::to_string(value).expect("data has a text").lines() {
                if !line.starts_with([' ', '-']) && choice.once_in(3) {
                    text.push_str("# What follows is ours.\n");
                }
                text.push_str(line);
                text.push_str(if choice.once_in(8) { " # so\n" } else { "\n" });
            }
            text
        }
    }
}

/// What the values bring: the volume, credentials, or both.
fn entry(choice: &mut Choice<'_>, workload: &Workload, with_auth: bool) -> Value {
    let mut entry =
        json!({"target": {"kind": workload.value["kind"], "name": workload.value["metadata"]["name"]}});
    let spec = &workload.template()["spec"];
    let main = items(&spec["containers"]);
    if main.len() > 1 || choice.once_in(2) {
        let all: Vec<&Value> = main.iter().chain(items(&spec["initContainers"])).collect();
        entry["container"] = choice.of(&all)["name"].clone();
    }
    let auth = with_auth && choice.once_in(2);
    if auth {
        entry["auth"] = json!(true);
    }
    if !auth || choice.once_in(2) {
        let mut persistence = json!({"mountPath": format!("/{}", choice.name())});
        choice.maybe(&mut persistence, "readOnly", 3, |choice| json!(choice.once_in(2)));
        choice.maybe(&mut persistence, "subPath", 3, |choice| json!(choice.name()));
        entry["persistence"] = persistence;
    }
    entry
}

impl Workload {
    fn template(&self) -> &Value {
        self.value.pointer(self.template).expect("it was made so")
    }

    /// Fails where it leaves with more or less than the values say, beside the objects of the release.
    pub(crate) fn has_what_it_is_to_have(&self, left: &Left<'_>) -> Result<()> {
        let name = self.value["metadata"]["name"].as_str().unwrap_or_default();
        let entry = items(&left.values["inject"]).iter().find(|entry| entry["target"]["name"] == name);
        let after = left.edited.iter().find(|text| text.contains(name));
        let (Some(entry), Some(after)) = (entry, after) else {
            ensure!(entry.is_none() && after.is_none(), "{name} changed without an entry, or the reverse");
            return Ok(());
        };
        self.lines_stay(after)?;
        let mut is: Value =
            serde_yaml::from_str(after).with_context(|| format!("no longer YAML:\n{after}"))?;
        let template = is.pointer_mut(self.template).context("the template is gone")?;
        let restarts =
            matches!(self.value["kind"].as_str(), Some("Deployment" | "StatefulSet" | "DaemonSet"));
        let server = left.server()?;
        let checksum = &server["metadata"]["annotations"]["checksum/auth"];
        let wanted: Vec<&Value> = match restarts && entry["auth"] == true && !checksum.is_null() {
            true => vec![checksum],
            false => Vec::new(),
        };
        let checksums = take_checksums(template, self.template());
        ensure!(checksums.iter().collect::<Vec<_>>() == wanted, "{checksums:?} in\n{after}");
        let mut wanted = self.value.clone();
        let template = wanted.pointer_mut(self.template).context("a template")?;
        bring(template, entry, &server["spec"], left.volume)
            .with_context(|| format!("into\n{}", self.text))?;
        ensure!(is == wanted, "{name} is\n{is:#}\nand is to be\n{wanted:#}");
        Ok(())
    }

    /// A block document loses no line, comments included: only lines come in between.
    fn lines_stay(&self, after: &str) -> Result<()> {
        if self.style != Style::Block {
            return Ok(());
        }
        let mut lines = after.lines();
        for line in self.text.lines() {
            ensure!(lines.any(|other| other == line), "the line {line:?} is gone:\n{after}");
        }
        Ok(())
    }
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

/// Takes away the annotations that restart pods, and what holds nothing then and was not there before.
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

fn items(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}
