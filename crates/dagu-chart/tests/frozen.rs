//! Names and selectors that running releases depend on.
//!
//! The lists are written by hand, and no command rewrites them: a renamed claim loses its data, and
//! Kubernetes refuses to change the selector of a Deployment.

use std::collections::BTreeMap;

use dagu_chart_api::{RenderRequest, ValuesText};
use serde::Deserialize;
use serde_yaml::Value;

const VALUES: &str = "
persistence: {storageClass: nfs}
auth: {builtin: {admin: {password: correct-horse}}}
workerPools:
  gpu: {replicas: 1, labels: {gpu: 'true'}}
";

fn objects(release: &str, values: &str) -> Vec<Value> {
    let response = dagu_chart::render(&RenderRequest {
        values: vec![ValuesText { name: "values.yaml".into(), text: values.into() }],
        release_name: Some(release.into()),
        ..RenderRequest::default()
    });
    assert!(response.ok, "{}", dagu_chart_api::human(&response.diagnostics));
    serde_yaml::Deserializer::from_str(&response.manifests)
        .map(|document| Value::deserialize(document).expect("what is emitted is YAML"))
        .collect()
}

fn text<'v>(value: &'v Value, path: &[&str]) -> &'v str {
    path.iter().fold(value, |value, key| &value[*key]).as_str().unwrap_or_default()
}

fn names(release: &str, values: &str) -> Vec<String> {
    let objects = objects(release, values);
    objects
        .iter()
        .map(|object| format!("{} {}", text(object, &["kind"]), text(object, &["metadata", "name"])))
        .collect()
}

#[test]
fn names_of_a_release_named_dagu() {
    assert_eq!(
        names("dagu", VALUES),
        [
            "ServiceAccount dagu",
            "Secret dagu-auth",
            "PersistentVolumeClaim dagu-data",
            "Service dagu-coordinator",
            "Service dagu-scheduler",
            "Service dagu-ui",
            "Deployment dagu-coordinator",
            "Deployment dagu-scheduler",
            "Deployment dagu-ui",
            "Deployment dagu-worker-general",
            "Deployment dagu-worker-gpu",
        ]
    );
}

#[test]
fn names_of_another_release() {
    assert_eq!(
        names("foo", VALUES),
        [
            "ServiceAccount foo-dagu",
            "Secret foo-dagu-auth",
            "PersistentVolumeClaim foo-dagu-data",
            "Service foo-dagu-coordinator",
            "Service foo-dagu-scheduler",
            "Service foo-dagu-ui",
            "Deployment foo-dagu-coordinator",
            "Deployment foo-dagu-scheduler",
            "Deployment foo-dagu-ui",
            "Deployment foo-dagu-worker-general",
            "Deployment foo-dagu-worker-gpu",
        ]
    );
}

#[test]
fn selectors_select_the_pods_and_nothing_else() {
    let worker = |pool: &str| {
        format!(
            "app.kubernetes.io/component=worker,app.kubernetes.io/instance=foo,app.kubernetes.io/name=dagu,dagu.sh/worker-pool={pool}"
        )
    };
    let component = |name: &str| {
        format!(
            "app.kubernetes.io/component={name},app.kubernetes.io/instance=foo,app.kubernetes.io/name=dagu"
        )
    };
    let expected = BTreeMap::from([
        ("foo-dagu-coordinator", component("coordinator")),
        ("foo-dagu-scheduler", component("scheduler")),
        ("foo-dagu-ui", component("ui")),
        ("foo-dagu-worker-general", worker("general")),
        ("foo-dagu-worker-gpu", worker("gpu")),
    ]);
    for object in objects("foo", VALUES) {
        let name = text(&object, &["metadata", "name"]);
        let selector = match text(&object, &["kind"]) {
            "Deployment" => {
                let spec = &object["spec"];
                assert_eq!(spec["template"]["metadata"]["labels"], spec["selector"]["matchLabels"], "{name}");
                &spec["selector"]["matchLabels"]
            }
            "Service" => &object["spec"]["selector"],
            _ => continue,
        };
        let labels: Vec<String> = selector
            .as_mapping()
            .expect("a selector is a mapping")
            .iter()
            .map(|(key, value)| {
                format!("{}={}", key.as_str().unwrap_or_default(), value.as_str().unwrap_or_default())
            })
            .collect();
        assert_eq!(labels.join(","), expected[name], "{name}");
    }
}

#[test]
fn a_composed_name_over_63_keeps_54_characters_and_8_hex_digits() {
    let release = "a".repeat(53);
    let names = names(&release, VALUES);
    // printf '%s' <53 a>-dagu-coordinator | sha256sum
    let long = names.iter().find(|name| name.starts_with("Service ")).expect("a Service");
    assert_eq!(long, &format!("Service {}-bf2de884", "a".repeat(53)));
}
