//! The formats for programs, compared byte by byte where their readers are strict.

use dagu_chart_api::Report;
use serde_json::{Value, json};

use super::sarif::sarif;
use super::{Format, failed, shown};

fn report() -> String {
    json!({
        "format": 1,
        "ok": false,
        "objects": [],
        "diagnostics": [
            {
                "code": "D0102",
                "rule": "unknown-key",
                "severity": "error",
                "message": "unknown key `replcas`",
                "path": "ui.replcas",
                "span": {"file": 1, "name": "my values, 50%.yaml", "start": 6, "end": 13, "line": 2, "column": 3},
                "flag": null,
                "help": "did you mean `replicas`?",
                "fix": {
                    "title": "rename it to `replicas`",
                    "applicability": "safe",
                    "edits": [{"file": 1, "start": 6, "end": 13, "text": "replicas"}],
                },
            },
            {
                "code": "D0420",
                "rule": "labelled-pool-takes-all",
                "severity": "note",
                "message": "DAGs without a selector run on these workers too",
                "path": "",
                "span": null,
                "flag": null,
                "help": "",
                "fix": null,
            },
        ],
    })
    .to_string()
}

#[test]
fn github_reads_one_command_a_line() {
    let text = shown(Format::Github, "", &report()).expect("a report");
    assert_eq!(
        text,
        "::error file=my values%2C 50%25.yaml,line=2,col=3,title=D0102 unknown-key::ui.replcas: unknown key \
         `replcas`%0Ahelp: did you mean `replicas`?\n\
         ::notice title=D0420 labelled-pool-takes-all::DAGs without a selector run on these workers too\n"
    );
}

#[test]
fn sarif_holds_place_and_fix() {
    let text = shown(Format::Sarif, "", &report()).expect("a report");
    let log: Value = serde_json::from_str(&text).expect("JSON");
    let run = &log["runs"][0];
    let ids: Vec<&Value> =
        run["tool"]["driver"]["rules"].as_array().expect("rules").iter().map(|rule| &rule["id"]).collect();
    assert_eq!(ids, ["D0102", "D0420"]);
    let [error, note] = [&run["results"][0], &run["results"][1]];
    assert_eq!(error["level"], "error");
    let place = &error["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20values%2C%2050%25.yaml");
    assert_eq!(place["region"], json!({"startLine": 2, "startColumn": 3, "byteOffset": 6, "byteLength": 7}));
    let replacement = &error["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "replicas");
    assert_eq!(note["level"], "note");
    let place = &note["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20values%2C%2050%25.yaml");
    assert_eq!(place["region"], json!({"startLine": 1}));
    assert!(note.get("fixes").is_none());
    let rule = &run["tool"]["driver"]["rules"][0];
    assert_eq!(rule["shortDescription"]["text"], "Neither the chart nor Kubernetes has this key.");
}

#[test]
fn sarif_links_to_the_pages_of_a_repository_if_there_is_one() {
    let report: Report = serde_json::from_str(&report()).expect("a report");
    let rules = |repository| -> Value {
        let log: Value = serde_json::from_str(&sarif(&report.diagnostics, repository)).expect("JSON");
        log["runs"][0]["tool"]["driver"]["rules"].clone()
    };
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        rules(Some("https://github.com/owner/name"))[0]["helpUri"],
        format!("https://github.com/owner/name/blob/v{version}/docs/diagnostics.md#d0102-unknown-key")
    );
    let without = rules(None);
    assert!(without[0].get("helpUri").is_none(), "{without}");
    for field in ["text", "markdown"] {
        let help = without[0]["help"][field].as_str().expect("help");
        assert!(help.starts_with("D0102 unknown-key\n"), "{help}");
    }
}

#[test]
fn the_core_renders_for_people_itself() {
    assert_eq!(shown(Format::Human, "as it is\n", "").expect("no report is read"), "as it is\n");
    assert_eq!(shown(Format::Json, "", "{}").expect("the report as it is"), "{}");
    assert!(shown(Format::Sarif, "", "{}").is_err());
}

#[test]
fn a_run_without_an_answer_is_told_in_every_format() {
    let text = "error: too slow\n  help: raise --timeout\n";
    assert_eq!(failed(Format::Human, text), text);
    let json: Value = serde_json::from_str(&failed(Format::Json, text)).unwrap();
    assert_eq!((&json["ok"], &json["error"]), (&json!(false), &json!(text)));
    let sarif: Value = serde_json::from_str(&failed(Format::Sarif, text)).unwrap();
    let invocation = &sarif["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["toolExecutionNotifications"][0]["message"]["text"], text.trim_end());
    let github = failed(Format::Github, text);
    assert_eq!(github, "::error title=dagu-chart::error: too slow%0A  help: raise --timeout\n");
}
