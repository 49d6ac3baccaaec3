//! Growing sets of objects to compare.

use serde_json::{Map, Value, json};

use crate::inputs::{BIG, CONFIG_MAP, Growing, Input, WEB, many};

pub(crate) fn all() -> Vec<Growing> {
    let between = |name: &str, make: fn(usize) -> (String, String)| Growing {
        name: format!("difference: {name}"),
        make: Box::new(move |count| {
            let (before, after) = make(count);
            Input::Manifests(before, after)
        }),
    };
    vec![
        between("objects that are alike", |count| (many(CONFIG_MAP, count, ""), many(CONFIG_MAP, count, ""))),
        between("objects that come", |count| (String::new(), many(CONFIG_MAP, count, ""))),
        between("objects that go", |count| (many(CONFIG_MAP, count, ""), String::new())),
        between("objects that others replace", |count| {
            (many(CONFIG_MAP, count, ""), many(&CONFIG_MAP.replace("m#", "n#"), count, ""))
        }),
        between("objects that get a namespace", |count| {
            let placed = CONFIG_MAP.replace("name: m#", "name: m#\n  namespace: a");
            (many(CONFIG_MAP, count, ""), many(&placed, count, ""))
        }),
        between("variables that change", |count| {
            (with("env", "{name: E#, value: x}", count), with("env", "{name: E#, value: y}", count))
        }),
        between("variables that others replace", |count| {
            (with("env", "{name: E#, value: x}", count), with("env", "{name: F#, value: x}", count))
        }),
        between("variables in another order", |count| {
            let item = |value: &str| with("env", &format!("{{name: E#, value: {value}}}"), count);
            (
                item("x"),
                item("x").replace("[{name: E0, value: x}, ", "[").replace("}]}", "}, {name: E0, value: x}]}"),
            )
        }),
        between("mounts that change", |count| {
            let item = |path: &str| with("volumeMounts", &format!("{{name: a, mountPath: /{path}#}}"), count);
            (item("a"), item("b"))
        }),
        between("arguments that change", |count| (with("args", "a#", count), with("args", "b#", count))),
        Growing {
            name: "difference: variables that others set".to_owned(),
            make: Box::new(|count| {
                let wanted = with("env", "{name: E#, value: x}", count);
                Input::Live(wanted.clone(), wanted, vec![drifted(count)])
            }),
        },
        between("keys that change", |count| {
            let big = |value: &str| format!("{BIG}data:\n{}\n", many(&format!("  k#: {value}"), count, "\n"));
            (big("a"), big("b"))
        }),
        between("keys that others replace", |count| {
            let big = |key: &str| format!("{BIG}data:\n{}\n", many(&format!("  {key}#: a"), count, "\n"));
            (big("k"), big("l"))
        }),
    ]
}

/// The live workload after a user set every variable.
fn drifted(count: usize) -> Value {
    let names: Vec<String> = (0..count).map(|index| format!("E{index}")).collect();
    let variables: Vec<Value> = names.iter().map(|name| json!({"name": name, "value": "y"})).collect();
    let fields: Map<String, Value> = names
        .iter()
        .map(|name| (format!("k:{}", json!({"name": name})), json!({".": {}, "f:name": {}, "f:value": {}})))
        .collect();
    let containers = json!({"f:containers": {"k:{\"name\":\"web\"}": {"f:env": fields}}});
    json!({
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {
            "name": "web",
            "managedFields": [{
                "manager": "kubectl-set",
                "operation": "Update",
                "fieldsV1": {"f:spec": {"f:template": {"f:spec": containers}}},
            }],
        },
        "spec": {
            "selector": {"matchLabels": {"app": "web"}},
            "template": {
                "metadata": {"labels": {"app": "web"}},
                "spec": {"containers": [{"name": "web", "image": "x", "env": variables}]},
            },
        },
    })
}

/// A workload whose container has such a list.
fn with(key: &str, item: &str, count: usize) -> String {
    WEB.replace(", image: x}", &format!(", image: x, {key}: [{}]}}", many(item, count, ", ")))
}
