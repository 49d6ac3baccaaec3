//! `dagu-post` as a KRM function: a ResourceList on stdin is answered with one on stdout.

use std::io::Write;
use std::process::Output;

use serde_json::{Value, json};

use crate::process::{started, text};

/// A carrier as Helm 3 prints it.
const CARRIER: &str = include_str!("carrier.yaml");
/// What kustomize adds to the metadata of each item.
const BOOKKEEPING: &str = "    annotations:
      config.kubernetes.io/index: '1'
      internal.config.kubernetes.io/path: 'charts/dagu.yaml'
      kustomize.config.k8s.io/id: |
        kind: ConfigMap
";

fn answered(input: &str) -> Output {
    let mut process = started(&[]);
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    process.wait_with_output().unwrap()
}

/// A list with a foreign object whose scalars Go and YAML 1.2 read differently, and the carrier with more metadata.
fn list(metadata: &str) -> String {
    let carrier: String = CARRIER.lines().skip(2).map(|line| format!("  {line}\n")).collect();
    let carrier =
        carrier.replacen("  ", "- ", 1).replace("  metadata:\n", &format!("  metadata:\n{metadata}"));
    format!(
        "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n{OTHER}{carrier}functionConfig:\n  a: yes # kept\n"
    )
}

const OTHER: &str =
    "- apiVersion: v1\n  kind: ConfigMap\n  data: {a: yes, b: 0777}\n  text: |\n    x\n\n      y\n";

#[test]
fn the_carrier_is_replaced_and_everything_else_is_kept() {
    let output = answered(&list(BOOKKEEPING));
    let stdout = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(
        stdout.starts_with("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n"),
        "{stdout}"
    );
    assert!(stdout.contains("functionConfig:\n  a: yes # kept\n"), "{stdout}");
    assert!(stdout.contains(OTHER), "the text of other items: {stdout}");

    let answer: Value = serde_yaml::from_str(stdout).unwrap();
    let mut items = answer["items"].as_array().unwrap().clone();
    items.retain(|item| item["kind"] != "ConfigMap" || item["metadata"]["name"].is_string());
    let piped = answered(CARRIER);
    let piped: Vec<Value> = serde_yaml::Deserializer::from_slice(&piped.stdout)
        .map(|document| serde::Deserialize::deserialize(document).unwrap())
        .collect();
    assert!(!piped.is_empty() && items == piped, "{items:#?}");
}

#[test]
fn findings_are_results() {
    let output = answered(&list(BOOKKEEPING));
    let answer: Value = serde_yaml::from_slice(&output.stdout).unwrap();
    let results = answer["results"].as_array().unwrap();
    let warning = &results[0];
    assert_eq!(warning["severity"], "warning", "{warning:#}");
    assert_eq!(warning["tags"]["code"], "D0302");
    assert_eq!(warning["field"]["path"], "persistence.storageClass");
    assert_eq!(warning["file"]["path"], "charts/dagu.yaml");
    assert_eq!(warning["resourceRef"]["name"], "dagu");
    let last = results.last().unwrap();
    assert!(last["severity"] == "info" && last["message"].as_str().unwrap().contains("sha256:"), "{last:#}");
    assert!(text(&output.stderr).contains("D0302"));
}

#[test]
fn labels_of_a_transformer_are_put_on_every_object() {
    let output = answered(&list("    labels: {team: data}\n    annotations: {owner: \"d\\u0085\"}\n"));
    assert!(output.status.success(), "{}", text(&output.stderr));
    let answer: Value = serde_yaml::from_slice(&output.stdout).unwrap();
    let (others, items): (Vec<&Value>, Vec<&Value>) =
        answer["items"].as_array().unwrap().iter().partition(|item| item["text"].is_string());
    assert!(items.len() > 5);
    for item in items {
        assert_eq!(item["metadata"]["labels"]["team"], "data", "{item:#}");
        assert_eq!(item["metadata"]["annotations"]["owner"], "d\u{85}", "{item:#}");
        assert!(item["spec"]["selector"]["matchLabels"]["team"].is_null(), "{item:#}");
        assert!(item["spec"]["template"]["metadata"]["labels"]["team"].is_null(), "{item:#}");
    }
    assert!(others.len() == 1 && others[0]["metadata"].is_null(), "objects of others have their own labels");
}

#[test]
fn what_cannot_be_passed_on_is_an_error_in_the_list() {
    let renamed = list("").replace("    name: \"dagu\"\n", "    name: prod-dagu\n");
    for input in [renamed, list("    namespace: other\n")] {
        let output = answered(&input);
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stderr).contains("D0014"), "{}", text(&output.stderr));
        let (before, answer): (Value, Value) =
            (serde_yaml::from_str(&input).unwrap(), serde_yaml::from_slice(&output.stdout).unwrap());
        assert_eq!(before["items"], answer["items"]);
        assert_eq!(answer["results"][0]["severity"], "error");
        assert_eq!(answer["results"].as_array().unwrap().len(), 1);
    }
}

#[test]
fn results_of_functions_before_are_kept() {
    let output = answered(&format!("{}results:\n- message: earlier\n", list("")));
    let answer: Value = serde_yaml::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["results"][0], json!({"message": "earlier"}));
    assert_eq!(text(&output.stdout).matches("\nresults:").count(), 1);
}

#[test]
fn a_list_without_a_carrier_goes_through_untouched() {
    for list in [
        format!("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n{OTHER}"),
        "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n".to_owned(),
        "{\"kind\": \"ResourceList\"".to_owned(),
    ] {
        let output = answered(&list);
        assert!(output.status.success());
        assert_eq!(text(&output.stdout), list);
    }
}

#[test]
fn json_is_answered_with_json() {
    let yaml = list(BOOKKEEPING);
    let value: Value = serde_yaml::from_str(&yaml).unwrap();
    let mut expected: Value = serde_yaml::from_slice(&answered(&yaml).stdout).unwrap();
    for input in [value.to_string(), format!("{value:#}")] {
        let output = answered(&input);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap(), expected);
    }
    let refused: Value = serde_yaml::from_str(&list("    namespace: other\n")).unwrap();
    let output = answered(&refused.to_string());
    assert_eq!(output.status.code(), Some(1));
    expected = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&expected["items"], &expected["results"][0]["severity"]),
        (&refused["items"], &json!("error"))
    );
}

#[test]
fn keys_may_be_sorted() {
    let list = list("").replacen("kind: ResourceList\n", "", 1) + "kind: ResourceList\n";
    let other = "apiVersion: config.kubernetes.io/v1\nfunctionConfig:\n  text: ";
    let list =
        list.replacen("apiVersion: config.kubernetes.io/v1\n", &format!("{other}{}\n", "x".repeat(300)), 1);
    let list = list.replacen("functionConfig:\n  a: yes # kept\n", "", 1);
    let output = answered(&list);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(
        text(&output.stdout).starts_with(other) && text(&output.stdout).contains("- apiVersion: apps/v1\n")
    );
}

#[test]
fn a_carrier_in_another_layout_is_refused() {
    let items = list("").replacen("items:\n", "items: &items\n", 1);
    let output = answered(&items);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("D0013"), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), "");
}
