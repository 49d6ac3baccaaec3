//! `helm dagu render`: manifests without Helm.

use std::fs;
use std::process::{Command, Output, Stdio};

use crate::sandbox::{HELM_DAGU, Helm, Sandbox, chart, run, run_with_input, text};

fn render(arguments: &[&str]) -> Output {
    run(Command::new(HELM_DAGU).env_remove("HELM_NAMESPACE").arg("render").args(arguments))
}

#[track_caller]
fn assert_rendered(output: &Output) -> &str {
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn it_prints_what_helm_and_the_post_renderer_make() {
    let values = chart().join("examples/gpu.yaml");
    let values = values.to_str().unwrap();
    let arguments = ["-f", values, "--set", "auth.mode=none,image.tag=2.4.3"];
    let sandbox = Sandbox::installed(Helm::Three);
    let helm = run(sandbox
        .helm(Helm::Three)
        .args(["dagu", "template", "lab"])
        .arg(chart())
        .args(["-n", "team", "--kube-version", "v1.35.0"])
        .args(arguments));
    assert!(helm.status.success(), "{}", text(&helm.stderr));
    let render = render(
        &[&arguments[..], &["lab", "--release-namespace", "team", "--kube-version", "v1.35.0"]].concat(),
    );
    // Behind the manifests Helm prints the hooks, which are the chart's own.
    let rendered = assert_rendered(&render).trim();
    assert!(text(&helm.stdout).starts_with(rendered), "{rendered}");
    assert!(rendered.contains("kind: Deployment"));
}

#[test]
fn the_kind_of_a_set_flag_decides_not_its_place() {
    let output = render(&[
        "--set-string",
        "ui.nodeSelector.a=text",
        "--set",
        "ui.nodeSelector.a=set,ui.nodeSelector.b=set",
        "--set-json",
        r#"ui.nodeSelector={"a":"json","b":"json","c":"json"}"#,
    ]);
    let stdout = assert_rendered(&output);
    for label in ["a: \"text\"", "b: \"set\"", "c: \"json\""] {
        let unquoted = label.replace('"', "");
        assert!(stdout.contains(label) || stdout.contains(&unquoted), "{label}\n{stdout}");
    }
}

#[test]
fn the_text_of_a_file_is_a_value() {
    let sandbox = Sandbox::unbuilt();
    let [motd, note] = ["motd.txt", "a,b.txt"].map(|name| sandbox.path(name));
    fs::write(&motd, "a first line\nand a {second}\n").unwrap();
    fs::write(&note, "noted").unwrap();
    let files = format!(
        "podAnnotations.motd={},podAnnotations.note={}",
        motd.display(),
        note.display().to_string().replace(',', "\\,")
    );
    let output = render(&["--set-file", &files, "--set-literal", "podAnnotations.literal=a,b{c}"]);
    let stdout = assert_rendered(&output);
    for line in ["motd: \"a first line\\nand a {second}\\n\"", "note: noted", "literal: \"a,b{c}\""] {
        assert!(stdout.contains(line), "{line}\n{stdout}");
    }
    let output = render(&["--set-file", "podAnnotations.a=no-such.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no-such.txt"), "{}", text(&output.stderr));
}

#[test]
fn findings_go_to_a_file_beside_the_manifests() {
    let sandbox = Sandbox::unbuilt();
    let file = sandbox.path("findings");
    let path = file.to_str().unwrap();
    let output = render(&["--set", "auth.mode=none", "--output-format", "sarif", "--output-file", path]);
    assert!(assert_rendered(&output).contains("kind: Deployment"));
    assert_eq!(text(&output.stderr), "");
    assert!(fs::read_to_string(&file).unwrap().contains("\"version\": \"2.1.0\""));
    let output = render(&["--timeout", "0s", "--output-format", "json", "--output-file", path]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
    assert!(fs::read_to_string(&file).unwrap().contains("\"ok\": false"));
}

#[test]
fn values_come_from_stdin() {
    let mut command = Command::new(HELM_DAGU);
    command.args(["render", "-f", "-"]);
    let output = run_with_input(&mut command, b"workerPools:\n  stdin:\n    replicas: 1\n");
    assert!(assert_rendered(&output).contains("worker-stdin"));
}

#[test]
fn credentials_differ_from_run_to_run() {
    let [first, second] = [(), ()].map(|()| render(&["--set", "auth.mode=builtin"]));
    assert!(assert_rendered(&first).contains("kind: Secret"));
    assert_ne!(assert_rendered(&first), assert_rendered(&second));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let mut process = Command::new(HELM_DAGU)
        .args(["render", "--set", "auth.mode=none"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(process.stdout.take());
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(!text(&output.stderr).contains("error"), "{}", text(&output.stderr));
}
