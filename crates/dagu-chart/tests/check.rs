//! A check finds what a rendering finds, although it does not make every pool.

use dagu_chart::render;
use dagu_chart_api::{RenderRequest, ValuesText};

/// The code and the path of each finding that only a finished Deployment shows.
fn late(values: &str) -> Vec<(String, String)> {
    // This version has no probes of its own to which those of the values could add.
    let text = format!(
        "image: {{tag: 2.0.0}}\nauth: {{mode: none}}\npersistence: {{storageClass: nfs-client}}\n{values}"
    );
    let request = RenderRequest {
        values: vec![ValuesText { name: "values.yaml".to_owned(), text }],
        ..RenderRequest::default()
    };
    let checked = render(&RenderRequest { check: true, ..request.clone() });
    let rendered = render(&request);
    let findings = serde_json::json!(checked.diagnostics);
    assert_eq!(findings, serde_json::json!(rendered.diagnostics), "{values}");
    assert!(checked.ok == rendered.ok && checked.manifests.is_empty() && checked.objects.is_empty());
    let late =
        rendered.diagnostics.into_iter().filter(|found| found.code != "D0522" && &*found.code != "D0306");
    late.map(|found| (found.code.into_owned(), found.path)).collect()
}

#[test]
fn a_pool_that_differs_is_checked_behind_plain_ones() {
    let found = late("workerPools: {a: {}, b: {livenessProbe: {httpGet: {path: /x}}}, c: {replicas: 2}}");
    assert_eq!(found, [("D0120".to_owned(), "workerPools.b.livenessProbe.httpGet".to_owned())]);
}

#[test]
fn what_plain_pools_inherit_is_found() {
    let found = late("worker: {livenessProbe: {httpGet: {path: /x}}}\nworkerPools: {a: {}, b: {}}");
    assert_eq!(found, [("D0120".to_owned(), "worker.livenessProbe.httpGet".to_owned())]);
}

#[test]
fn patches_and_objects_of_the_user_see_every_pool() {
    let found = late(
        "workerPools: {a: {}, b: {}}\npatches: [{target: {kind: Deployment, name: dagu-worker-b}, merge: {metadata: {annotations: {a: b}}}}]",
    );
    assert_eq!(found, []);
    let found = late(
        "workerPools: {a: {}, b: {}}\nextraObjects: [{apiVersion: apps/v1, kind: Deployment, metadata: {name: dagu-worker-b}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}}]",
    );
    assert_eq!(found, [("D0905".to_owned(), "extraObjects[0]".to_owned())]);
}
