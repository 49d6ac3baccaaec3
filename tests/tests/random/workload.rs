//! Workloads of another chart in the same stream, and entries of `inject` for them.

use serde_json::{Value, json};

use crate::choice::Choice;
use crate::pods::{variable, volume};
use crate::property::ascii;

/// Kinds with pods, in Helm's order: API version, kind, and the path of the pod template.
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
pub(crate) enum Style {
    /// Indented, with comments.
    Block,
    /// JSON on one line.
    Line,
    /// JSON on many lines.
    Json,
}

/// A workload of another chart.
pub(crate) struct Workload {
    /// Its document, with a line end.
    pub(crate) text: String,
    /// What it says.
    pub(crate) value: Value,
    /// Where its pod template is, as a JSON pointer.
    pub(crate) template: &'static str,
    /// How it is written.
    pub(crate) style: Style,
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
            // Their printers write for other readers than Go's, so unusual strings may be changed before they reach us.
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
    /// Its pod template.
    pub(crate) fn template(&self) -> &Value {
        self.value.pointer(self.template).expect("it was made so")
    }
}

/// The items of a list that need not be there.
pub(crate) fn items(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}
