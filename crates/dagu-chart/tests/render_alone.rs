//! Rendered from values alone there are no objects of other charts, and what would change them is a note.

use dagu_chart::render;
use dagu_chart_api::{RenderRequest, RenderResponse, Severity, ValuesText};

fn rendered(values: &str) -> RenderResponse {
    let text = format!("persistence: {{storageClass: nfs-client}}\n{values}");
    render(&RenderRequest {
        values: vec![ValuesText { name: "values.yaml".to_owned(), text }],
        entropy: Some("a".repeat(64)),
        ..RenderRequest::default()
    })
}

/// Severity, code and path of what has to do with other charts.
fn told(response: &RenderResponse) -> Vec<(Severity, &str, &str)> {
    let diagnostics = response.diagnostics.iter().filter(|diagnostic| &*diagnostic.code >= "D06");
    diagnostics.map(|diagnostic| (diagnostic.severity, &*diagnostic.code, diagnostic.path.as_str())).collect()
}

#[test]
fn what_is_for_other_charts_is_a_note() {
    let response = rendered(
        "inject:\n- {target: {kind: Job, name: copy}, persistence: {mountPath: /data}}\n\
         patches:\n- {target: {kind: Job}, foreign: true, merge: {spec: {suspend: true}}}\n",
    );
    assert!(response.ok);
    let note = Severity::Note;
    assert_eq!(told(&response), [(note, "D0607", "inject"), (note, "D0607", "patches[0]")]);
}

#[test]
fn what_is_for_this_release_is_not() {
    let response = rendered("patches:\n- {target: {kind: Job}, merge: {spec: {suspend: true}}}\n");
    assert!(!response.ok);
    assert_eq!(told(&response), [(Severity::Error, "D0702", "patches[0].target")]);
    let response =
        rendered("patches:\n- {target: {kind: Service}, foreign: true, merge: {spec: {type: NodePort}}}\n");
    assert_eq!((response.ok, told(&response)), (true, Vec::new()));
}
