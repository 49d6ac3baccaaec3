//! `helm dagu values`: what files, flags and a release come to.

use std::process::{Command, Output};

use crate::sandbox::{HELM_DAGU, Sandbox, run, run_with_input, text};

fn values(arguments: &[&str]) -> Output {
    run(Command::new(HELM_DAGU).arg("values").args(arguments))
}

/// What stands below a key at the top.
fn section<'t>(values: &'t str, key: &str) -> &'t str {
    let (_, section) = values.split_once(&format!("\n{key}:\n")).unwrap();
    let length = section.lines().take_while(|line| line.starts_with(' ')).map(|line| line.len() + 1).sum();
    &section[..length]
}

#[test]
fn pools_are_printed_with_what_they_inherit() {
    let output = values(&["--set", "worker.nodeSelector.disk=ssd", "--set", "workerPools.gpu.replicas=4"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    for part in ["\n    nodeSelector:\n      disk: ssd\n", "\n    replicas: 4\n", "\n  repository: ghcr.io"] {
        assert!(text(&output.stdout).contains(part), "{part:?} is not in\n{}", text(&output.stdout));
    }
}

#[test]
fn credentials_are_left_out() {
    let mut command = Command::new(HELM_DAGU);
    let given = b"auth: {builtin: {admin: {password: tell-nobody}}}\n";
    let output = run_with_input(command.args(["values", "-f", "-"]), given);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("      password: \"\"\n"), "{}", text(&output.stdout));
    assert!(!text(&output.stdout).contains("tell-nobody"));
}

#[test]
fn wrong_values_are_diagnostics_and_nothing_is_printed() {
    let output = values(&["--set", "workerPools.gpu.replcas=2", "--output-format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "");
    let report: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(report["diagnostics"][0]["path"], "workerPools.gpu.replcas");
}

#[test]
fn a_releases_values_lie_under_those_of_the_command() {
    let sandbox = Sandbox::built();
    let helm = sandbox.script(
        "helm",
        "[ \"$1\" = version ] && echo v4.0.0 && exit\n\
         [ \"$*\" = 'get values lab --output yaml' ] || exit 7\n\
         echo 'ui: {replicas: 2}'; echo 'scheduler: {replicas: 2}'",
    );
    let values = |release: &str| {
        run(sandbox.command(HELM_DAGU).env("HELM_BIN", &helm).args([
            "values",
            release,
            "--set",
            "ui.replicas=3",
        ]))
    };
    let output = values("lab");
    assert!(output.status.success(), "{}", text(&output.stderr));
    for (name, replicas) in [("ui", "  replicas: 3\n"), ("scheduler", "  replicas: 2\n")] {
        let section = section(text(&output.stdout), name);
        assert!(section.contains(replicas), "{name}:\n{section}");
    }
    assert_eq!(values("other").status.code(), Some(7));
}
