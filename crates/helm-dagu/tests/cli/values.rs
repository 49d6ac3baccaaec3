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
    let output = values(&["--set", "workerPools.gpu.replcas=2", "--output", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["diagnostics"][0]["path"], "workerPools.gpu.replcas");
}

#[test]
fn a_releases_values_lie_under_those_of_the_command() {
    let sandbox = Sandbox::built();
    let helm = sandbox.script(
        "helm",
        "[ \"$1\" = version ] && echo v4.0.0 && exit\n\
         [ \"$*\" = 'get manifest lab' ] && echo '# Source: dagu/templates/carrier.yaml' && exit\n\
         [ \"$*\" = 'get values lab --output json' ] || exit 7\n\
         echo '{\"ui\": {\"replicas\": 2}, \"scheduler\": {\"replicas\": 2}}'",
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
    assert_eq!(values("other").status.code(), Some(3));
}

/// What a Helm prints of a release, in place of one that is installed.
const UMBRELLA: &str = r##"
[ "$1" = version ] && echo v4.0.0 && exit
case "$*" in
'get manifest one') echo '# Source: all/charts/flow/templates/carrier.yaml' ;;
'get manifest two') for alias in blue green; do echo "# Source: all/charts/$alias/templates/carrier.yaml"; done ;;
'get manifest wrong') echo '# Source: all/charts/tools/charts/flow/templates/carrier.yaml' ;;
'get manifest other') echo '# Source: nginx/templates/deployment.yaml' ;;
'get values one --output json --all') echo '{"flow": {"ui": {"replicas": 2}}, "ui": {"replicas": 9}}' ;;
'get values wrong --output json --all') echo '{"tools": {"flow": {"ui": {"port": 2}}}}' ;;
'get values two --output json --all') echo '{"green": {"ui": {"replicas": 3}}}' ;;
*) exit 7 ;;
esac
"##;

#[test]
fn the_chart_of_an_umbrella_is_found_by_its_alias() {
    let sandbox = Sandbox::built();
    let helm = sandbox.script("helm", UMBRELLA);
    let values = |arguments: &[&str]| {
        run(sandbox.command(HELM_DAGU).env("HELM_BIN", &helm).arg("values").args(arguments))
    };
    for (arguments, replicas) in
        [(&["one"][..], "  replicas: 2\n"), (&["two", "--alias", "green"], "  replicas: 3\n")]
    {
        let output = values(arguments);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let ui = section(text(&output.stdout), "ui");
        assert!(ui.contains(replicas), "{ui}");
    }
    for (arguments, told) in [
        (&["two"][..], "`--alias blue` or `--alias green`"),
        (&["two", "--alias", "red"], "`blue`, `green`"),
        (&["other"], "does not contain the Dagu chart"),
    ] {
        let output = values(arguments);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""), "{arguments:?}");
        assert!(text(&output.stderr).contains(told), "{}", text(&output.stderr));
    }
    assert_eq!(values(&["missing"]).status.code(), Some(3));
    let wrong = values(&["wrong"]);
    let told = text(&wrong.stderr);
    assert!(told.contains("at ui.port (release wrong, tools.flow:"), "{told}");
}
