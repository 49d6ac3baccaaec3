//! Both sides read what the other writes.

use dagu_chart_api::{
    Applicability, Apply, Diagnostic, DiffRequest, Edit, Fix, ObjectSummary, RenderRequest, Report,
    SetArgument, SetKind, Severity, Span, ValuesText, human,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn diagnostic() -> Diagnostic {
    Diagnostic {
        code: "D0102".into(),
        rule: "unknown-key".into(),
        severity: Severity::Error,
        message: "unknown key `replcas`".to_owned(),
        path: "ui.replcas".to_owned(),
        span: Some(Span { file: 0, name: "values.yaml".to_owned(), start: 6, end: 13, line: 2, column: 3 }),
        flag: None,
        help: "did you mean `replicas`?".to_owned(),
        fix: Some(Box::new(Fix {
            title: "rename it to `replicas`".to_owned(),
            applicability: Applicability::Safe,
            edits: vec![Edit { file: 0, start: 6, end: 13, text: "replicas".to_owned() }],
        })),
    }
}

fn again<T: Serialize + DeserializeOwned>(written: &T) -> (Value, Value) {
    let json = serde_json::to_value(written).expect("JSON");
    let read: T = serde_json::from_value(json.clone()).expect("what was written");
    (json, serde_json::to_value(read).expect("JSON"))
}

#[test]
fn what_is_written_is_read() {
    let summary = ObjectSummary {
        api_version: "apps/v1".to_owned(),
        kind: "Deployment".to_owned(),
        name: "dagu-ui".to_owned(),
        bytes: 7,
    };
    let (written, read) = again(&Report::new(false, vec![summary], vec![diagnostic()]));
    assert_eq!(written, read);
    assert_eq!(written["objects"][0]["apiVersion"], "apps/v1");
    assert_eq!(written.get("error"), None, "an answer has none");
    let (written, read) = again(&Report::failed("too slow"));
    assert_eq!((&written, &written["error"]), (&read, &json!("too slow")));
    let set = SetArgument { kind: SetKind::File, text: "a=b".to_owned(), files: Default::default() };
    let values = ValuesText { name: "values.yaml".to_owned(), text: "ui: {}".to_owned() };
    let request = RenderRequest { values: vec![values], set: vec![set], ..RenderRequest::default() };
    let (written, read) = again(&request);
    assert_eq!((&written, &written["set"][0]["kind"]), (&read, &json!("file")));
    let request = DiffRequest { apply: Some(Apply::Force), show_secrets: true, ..DiffRequest::default() };
    let (written, read) = again(&request);
    assert_eq!((&written, &written["showSecrets"]), (&read, &json!(true)));
}

#[test]
fn a_request_refuses_a_key_that_is_none() {
    fn refused<T: DeserializeOwned>(request: Value) -> bool {
        serde_json::from_value::<T>(request).is_err_and(|error| error.to_string().contains("`valeus`"))
    }
    assert!(refused::<RenderRequest>(json!({"valeus": []})));
    assert!(refused::<DiffRequest>(json!({"valeus": []})));
    assert!(refused::<ValuesText>(json!({"name": "", "text": "", "valeus": 1})));
    assert!(refused::<SetArgument>(json!({"kind": "set", "text": "", "valeus": 1})));
}

#[test]
fn an_answer_of_a_newer_core_is_read() {
    let report = json!({
        "format": 1, "ok": true, "objects": [], "newer": 1,
        "diagnostics": [{
            "code": "D0420", "rule": "labelled-pool-takes-all", "severity": "note", "message": "m", "path": "",
            "help": "", "newer": [],
        }],
    });
    let report: Report = serde_json::from_value(report).expect("a report");
    assert_eq!(report.diagnostics[0].severity, Severity::Note);
    assert_eq!(human(&report.diagnostics), "note[D0420]: m\n");
}

#[test]
fn people_read_the_place_that_is_known() {
    let in_text = diagnostic();
    let by_flag = Diagnostic { span: None, flag: Some("--set".into()), ..diagnostic() };
    let somewhere = Diagnostic { span: None, help: String::new(), ..diagnostic() };
    assert_eq!(
        human(&[in_text, by_flag, somewhere]),
        "error[D0102]: unknown key `replcas`\n  at ui.replcas (values.yaml:2:3)\n  help: did you mean `replicas`?\n\
         error[D0102]: unknown key `replcas`\n  at ui.replcas (--set)\n  help: did you mean `replicas`?\n\
         error[D0102]: unknown key `replcas`\n  at ui.replcas\n"
    );
}
