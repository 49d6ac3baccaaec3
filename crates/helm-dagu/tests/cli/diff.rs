//! `helm dagu diff`: both questions to Helm, and what comes of its answers. The cluster's tests ask a real one.

use std::fs;
use std::process::{Command, Output};

use crate::sandbox::{Sandbox, run, text};

const BEFORE: &str = "kind: Deployment\nmetadata: {name: a}\nspec: {template: {x: 1}, replicas: 1}\n---\nkind: Secret\nmetadata: {name: b}\nimmutable: true\n";
const AFTER: &str = "kind: Deployment\nmetadata: {name: a}\nspec: {template: {x: 2}, replicas: 1}\n";

/// A sandbox with a Helm that writes down what it is asked, and gives the exit codes.
fn sandbox(get: u8, upgrade: u8, before: &str, answer: &str) -> (Sandbox, Command) {
    let sandbox = Sandbox::built();
    fs::write(sandbox.path("before"), before).unwrap();
    fs::write(sandbox.path("answer"), answer).unwrap();
    let helm = sandbox.script(
        "helm",
        &format!(
            "case $1 in\n\
             version) echo v3.22.0 ;;\n\
             get) echo \"$@\" >>../asked; cat ../before; exit {get} ;;\n\
             upgrade) echo \"$@\" >>../asked; cat ../answer; exit {upgrade} ;;\n\
             esac"
        ),
    );
    let mut command = sandbox.command(sandbox.path("plugin/bin/helm-dagu"));
    command.env("HELM_BIN", helm).args(["diff", "dagu", "./chart", "--set", "a=b", "-n", "lab"]);
    (sandbox, command)
}

fn release(manifest: &str) -> String {
    serde_json::json!({"name": "dagu", "manifest": manifest}).to_string()
}

fn asked(sandbox: &Sandbox) -> Vec<String> {
    fs::read_to_string(sandbox.path("asked")).unwrap().lines().map(str::to_owned).collect()
}

#[track_caller]
fn assert_refused(output: &Output, code: i32, told: &str) {
    assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), "");
    assert!(text(&output.stderr).contains(told), "{}", text(&output.stderr));
}

#[test]
fn it_tells_what_would_change_and_upgrades_nothing() {
    let (sandbox, mut command) = sandbox(0, 0, BEFORE, &release(AFTER));
    let output = run(command.arg("--dry-run=none"));
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(
        text(&output.stdout),
        "~ Deployment a: its pods restart\n  restart spec.template.x: 1 -> 2\n\
         - Secret b: the generated credential in it is lost\n"
    );
    let asked = asked(&sandbox);
    assert_eq!(asked[0], "get manifest dagu -n lab");
    assert!(asked[1].contains(" --post-renderer="), "{}", asked[1]);
    // Of two flags Helm takes the last.
    let end = " dagu ./chart --set a=b -n lab --dry-run=none --dry-run=server --output=json";
    assert!(asked[1].ends_with(end), "{}", asked[1]);
}

#[test]
fn nothing_is_said_where_nothing_would_change() {
    let (_sandbox, mut command) = sandbox(0, 0, BEFORE, &release(BEFORE));
    let output = run(&mut command);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), "");
}

#[test]
fn helms_failures_are_the_answer() {
    let (unknown, mut command) = sandbox(3, 0, "", &release(AFTER));
    assert_refused(&run(&mut command), 3, "");
    assert_eq!(asked(&unknown).len(), 1, "an upgrade of a release that is not there");
    let (_refused, mut command) = sandbox(0, 4, BEFORE, "");
    assert_refused(&run(&mut command), 4, "");
}

#[test]
fn what_cannot_be_read_is_said() {
    let (_table, mut command) = sandbox(0, 0, BEFORE, "NAME: dagu\n");
    assert_refused(&run(&mut command), 2, "cannot read the release that Helm printed");
    let (_broken, mut command) = sandbox(0, 0, "a: [\n", &release(AFTER));
    assert_refused(&run(&mut command), 2, "document 1 of the first stream cannot be read");
    let (_renderer, mut command) = sandbox(0, 0, BEFORE, &release(AFTER));
    assert_refused(&run(command.arg("--post-renderer=cat")), 2, "run `helm upgrade`");
}
