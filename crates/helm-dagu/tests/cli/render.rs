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
fn a_url_is_for_helm() {
    for arguments in
        [["-f", "https://example.com/values.yaml"], ["--set-file", "a=https://example.com/values.yaml"]]
    {
        let output = render(&arguments);
        assert_eq!(output.status.code(), Some(2));
        for part in
            ["this command reads files, not URLs", "https://example.com/values.yaml | helm dagu render -f -"]
        {
            assert!(text(&output.stderr).contains(part), "{}", text(&output.stderr));
        }
    }
}

/// Whatever happens, what a program reads is what it asked for.
#[test]
fn findings_for_programs_are_the_output() {
    let json = |output: &Output| serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap();
    for (arguments, code) in [
        (&["--set", "auth.mode=none"][..], 0),
        (&["--set", "workerPools.gpu.replcas=2"], 1),
        (&["--timeout", "0s"], 2),
        (&["-f", "no-such.yaml"], 2),
        (&["--no-such-flag"], 2),
    ] {
        let report = render(&[&["--output-format", "json"], arguments].concat());
        assert_eq!(report.status.code(), Some(code), "{arguments:?}");
        assert_eq!(json(&report)["ok"], code == 0, "{arguments:?}");
        let sarif = render(&[&["--output-format=sarif"], arguments].concat());
        assert_eq!(json(&sarif)["version"], "2.1.0", "{arguments:?}");
    }
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

    let twice = render(&["-f", "-", "-f", "-"]);
    assert_eq!(twice.status.code(), Some(2));
    assert!(text(&twice.stderr).contains("stdin"));
}

#[test]
fn credentials_differ_from_run_to_run() {
    let [first, second] = [(), ()].map(|()| render(&["--set", "auth.mode=builtin"]));
    assert!(assert_rendered(&first).contains("kind: Secret"));
    assert_ne!(assert_rendered(&first), assert_rendered(&second));
}

#[test]
fn wrong_values_are_diagnostics_and_nothing_is_printed() {
    let output = render(&["--set", "workerPools.gpu.replcas=2"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "");
    for part in ["error[D", "`replcas`", "help: "] {
        assert!(text(&output.stderr).contains(part), "{}", text(&output.stderr));
    }
}

#[test]
fn warnings_are_errors_when_asked() {
    let output = render(&["--strict"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("error[D"), "{}", text(&output.stderr));
}

#[test]
fn an_unreadable_values_file_is_named() {
    let sandbox = Sandbox::unbuilt();
    let latin = sandbox.path("latin.yaml");
    fs::write(&latin, b"a: \xe9\n").unwrap();
    for (file, why) in [("no-such.yaml", "cannot read"), (latin.to_str().unwrap(), "not UTF-8")] {
        let output = render(&["-f", file]);
        assert_eq!(output.status.code(), Some(2), "{file}");
        let stderr = text(&output.stderr);
        assert!(stderr.contains(file) && stderr.contains(why), "{stderr}");
    }
}

#[test]
fn wrong_usage_exits_with_2() {
    let output = render(&["--replicas"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--replicas"));
}

#[test]
fn caps_can_be_set() {
    for (flag, value, cap) in [
        ("--max-memory", "64Ki", "memory limit of 64Ki"),
        ("--max-output", "1Ki", "output limit of 1Ki"),
        ("--timeout", "0s", "time limit of 0s"),
    ] {
        let output = render(&[flag, value]);
        assert_eq!(output.status.code(), Some(2), "{flag}");
        let told = text(&output.stderr);
        assert!(told.contains(flag) && told.contains(cap), "{told}");
        assert!(output.stdout.is_empty(), "{flag}");
    }
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
