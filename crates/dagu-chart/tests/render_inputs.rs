//! Findings about the inputs of a rendering that are not values name the flag or the argument.

use dagu_chart::render;
use dagu_chart_api::{Diagnostic, RenderRequest, ValuesText};

/// Findings about the release, its Kubernetes and its Dagu.
fn told(values: &str) -> Vec<(String, Option<String>)> {
    let given = |text: &str| Some(text.to_owned());
    let response = render(&RenderRequest {
        values: vec![ValuesText { name: "values.yaml".to_owned(), text: values.to_owned() }],
        release_name: given("Team_A"),
        namespace: given("a.b"),
        kube_version: given("newest"),
        dagu_version: given("newest"),
        ..RenderRequest::default()
    });
    let flagged = |found: Diagnostic| (found.code.into_owned(), found.flag.map(|flag| flag.into_owned()));
    response.diagnostics.into_iter().map(flagged).collect()
}

fn found(code: &str, flag: &str) -> (String, Option<String>) {
    (code.to_owned(), Some(flag.to_owned()))
}

#[test]
fn each_input_is_named() {
    // The version of the request overrides the one of the file, and so does its finding.
    let told = told("persistence: {storageClass: nfs-client}\ndaguVersion: 2.4.3\n");
    for wanted in [
        found("D0010", "NAME"),
        found("D0011", "--namespace"),
        found("D0008", "--kube-version"),
        found("D0501", "--dagu-version"),
    ] {
        assert!(told.contains(&wanted), "{wanted:?} is missing in {told:?}");
    }
}

#[test]
fn the_release_is_checked_while_the_values_are_broken() {
    for broken in ["workerPools: [", "workerPools: 7\n"] {
        let told = told(broken);
        for wanted in
            [found("D0010", "NAME"), found("D0011", "--namespace"), found("D0008", "--kube-version")]
        {
            assert!(told.contains(&wanted), "{broken}: {wanted:?} is missing in {told:?}");
        }
    }
}
