//! `helm dagu plan`, here by its other name `diff`: the questions to Helm, and what comes of its answers. The cluster's tests ask a real one.

use std::fs;
use std::process::{Command, Output};

use crate::sandbox::{Sandbox, run, text};

const BEFORE: &str = "kind: Deployment\nmetadata: {name: a}\nspec: {template: {x: 1}, replicas: 1}\n---\nkind: Secret\nmetadata: {name: b}\nimmutable: true\n";
const AFTER: &str = "kind: Deployment\nmetadata: {name: a}\nspec: {template: {x: 2}, replicas: 1}\n";

/// Deployed, and nothing came after it.
const DEPLOYED: &str = r#"[{"revision": 1, "status": "superseded"}, {"revision": 2, "status": "deployed"}]"#;

/// A sandbox with a Helm that writes down what it is asked, and gives the exit codes.
fn sandbox(history: u8, upgrade: u8, before: &str, answer: &str) -> (Sandbox, Command) {
    let sandbox = Sandbox::built();
    fs::write(sandbox.path("history"), DEPLOYED).unwrap();
    fs::write(sandbox.path("before"), release(before)).unwrap();
    fs::write(sandbox.path("answer"), answer).unwrap();
    let helm = sandbox.script(
        "helm",
        &format!(
            "case $1 in\n\
             version) echo v3.22.0 ;;\n\
             history) echo \"$@\" >>../asked; cat ../history; exit {history} ;;\n\
             status) echo \"$@\" >>../asked; cat ../before ;;\n\
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
        "Plan: upgrade dagu, compared with revision 2\n\n\
         WORKLOAD  REPLICAS  PODS     CAUSE\n\
         a         1         restart  spec.template.x\n\n\
         ~ Deployment a: its pods restart\n  restart spec.template.x: 1 -> 2\n\
         - Secret b: LOST: deletes the generated credential in it\n\
         Not checked: admission webhooks, quotas, and objects of others with the name of a new object.\n\
         0 to create, 1 to change, 1 to delete; 1 restart or stop; 1 LOST\n"
    );
    let asked = asked(&sandbox);
    assert_eq!(asked[0], "history dagu --output=json --namespace=lab");
    assert_eq!(asked[1], "status dagu --revision=2 --output=json --show-resources --namespace=lab");
    assert!(asked[2].contains(" --post-renderer="), "{}", asked[2]);
    // Of two flags Helm takes the last.
    let end = " dagu ./chart --set a=b -n lab --dry-run=none --dry-run=server --output=json";
    assert!(asked[2].ends_with(end), "{}", asked[2]);
}

#[test]
fn it_starts_from_the_revision_that_helm_starts_from_and_says_so() {
    for (history, revision, note) in [
        (
            r#"[{"revision": 3, "status": "deployed"}, {"revision": 4, "status": "failed"}]"#,
            3,
            "revision 4 is failed: comparing with revision 3, which the next upgrade starts from",
        ),
        (
            r#"[{"revision": 3, "status": "deployed"}, {"revision": 4, "status": "pending-upgrade"}]"#,
            3,
            "revision 4 is pending-upgrade: Helm refuses to upgrade until you run `helm rollback dagu 3`",
        ),
        (
            r#"[{"revision": 1, "status": "failed"}]"#,
            1,
            "revision 1 is failed: comparing with revision 1, which the next upgrade starts from",
        ),
    ] {
        let (sandbox, mut command) = sandbox(0, 0, BEFORE, &release(BEFORE));
        fs::write(sandbox.path("history"), history).unwrap();
        let output = run(&mut command);
        assert!(text(&output.stderr).contains(&format!("note: {note}\n")), "{}", text(&output.stderr));
        let first = format!("status dagu --revision={revision} ");
        assert!(asked(&sandbox)[1].starts_with(&first), "{:?}", asked(&sandbox));
    }
}

#[test]
fn what_the_cluster_has_counts() {
    let live = serde_json::json!([{"kind": "Deployment", "metadata": {"name": "a"},
        "spec": {"template": {"x": 1}, "replicas": 7}}]);
    let printed = serde_json::json!({"manifest": BEFORE, "namespace": "lab",
        "info": {"resources": {"v1/Deployment": live, "v1/Pod(related)": [{"kind": "PodList", "items": []}]}}});
    let (sandbox, mut command) = sandbox(0, 0, "", &release(BEFORE));
    fs::write(sandbox.path("before"), printed.to_string()).unwrap();
    let output = run(&mut command);
    let told = "+ Secret b: not found in the cluster (deleted, or not readable by you); the upgrade creates it\n\
                ~ Deployment a\n  spec.replicas: 7 -> 1 (last deployed: 1)\n";
    assert!(text(&output.stdout).contains(told), "{}{}", text(&output.stdout), text(&output.stderr));
}

#[test]
fn credentials_are_shown_on_demand_and_never_left_out() {
    let after = BEFORE.replace("immutable: true", "data: {key: bmV3}");
    for (flag, told) in [("--debug", "(hidden)"), ("--show-secrets", "\"bmV3\"")] {
        let (sandbox, mut command) = sandbox(0, 0, BEFORE, &release(&after));
        let output = run(command.arg(flag));
        let told = format!("  data.key: <none> -> {told}\n");
        assert!(text(&output.stdout).contains(&told), "{told}\n{}", text(&output.stdout));
        assert!(!asked(&sandbox)[2].contains("--show-secrets"), "{:?}", asked(&sandbox));
    }
    let (_hides, mut command) = sandbox(0, 0, BEFORE, &release(&after));
    assert_refused(&run(command.arg("--hide-secret=t")), 2, "--hide-secret removes Secrets");
}

#[test]
fn nothing_is_said_where_nothing_would_change() {
    let (_sandbox, mut command) = sandbox(0, 0, BEFORE, &release(BEFORE));
    let output = run(&mut command);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).ends_with("\nNo changes.\n"), "{}", text(&output.stdout));
}

#[test]
fn helms_failures_are_the_answer() {
    let (unknown, mut command) = sandbox(5, 0, "", &release(AFTER));
    assert_refused(&run(&mut command), 3, "`helm history dagu` failed with exit code 5");
    assert_eq!(asked(&unknown).len(), 1, "an upgrade of a release that is not there");
    let (_refused, mut command) = sandbox(0, 4, BEFORE, "");
    assert_refused(&run(&mut command), 3, "`helm upgrade dagu` failed with exit code 4");
}

#[test]
fn what_cannot_be_read_is_said() {
    let (_table, mut command) = sandbox(0, 0, BEFORE, "NAME: dagu\n");
    assert_refused(&run(&mut command), 2, "cannot parse the release printed by Helm");
    let (_broken, mut command) = sandbox(0, 0, "a: [\n", &release(AFTER));
    assert_refused(&run(&mut command), 2, "cannot parse document 1 of the old manifests");
    let (_renderer, mut command) = sandbox(0, 0, BEFORE, &release(AFTER));
    assert_refused(&run(command.arg("--post-renderer=cat")), 2, "run `helm upgrade`");
}
