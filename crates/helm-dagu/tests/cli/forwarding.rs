//! `template`, `install` and `upgrade`: Helm's own output and exit code, and our findings in full.

use std::fs;
use std::thread;
use std::time::Duration;

use crate::sandbox::{BOTH, Helm, Sandbox, chart, entries, run, run_with_input, text};

/// Makes the chart's output worth comparing: nothing is generated at random.
const VALUES: [&str; 2] = ["--set", "auth.mode=none"];

#[test]
fn template_prints_what_the_pipe_prints() {
    for helm in BOTH {
        let sandbox = Sandbox::installed(helm);
        let piped = {
            let template = run(sandbox.helm(helm).args(["template", "dagu"]).arg(chart()).args(VALUES));
            assert!(template.status.success(), "{}", text(&template.stderr));
            run_with_input(&mut sandbox.command(sandbox.path("plugin/bin/dagu-post")), &template.stdout)
        };
        let output = run(sandbox.helm(helm).args(["dagu", "template", "dagu"]).arg(chart()).args(VALUES));
        let stdout = text(&output.stdout);
        assert!(output.status.success(), "{helm:?}: {}", text(&output.stderr));
        for kind in ["Deployment", "Service", "PersistentVolumeClaim"] {
            let kind = format!("\nkind: {kind}\n");
            let count = text(&piped.stdout).matches(&kind).count();
            assert!(count > 0, "{helm:?}: {kind}");
            assert_eq!(stdout.matches(&kind).count(), count, "{helm:?}: {kind}");
        }
        assert!(!stdout.contains("carrier.dagu.invalid"), "{helm:?}");
        // The findings are printed as the core words them, though they travel as JSON.
        assert!(text(&piped.stderr).starts_with("warning[D"), "{}", text(&piped.stderr));
        assert_eq!(text(&output.stderr), text(&piped.stderr), "{helm:?}");
    }
}

#[test]
fn flags_that_helm_keeps_for_itself_arrive() {
    for helm in BOTH {
        let sandbox = Sandbox::installed(helm);
        let chart = sandbox.plain_chart();
        let output = run(sandbox.helm(helm).args(["dagu", "template", "map", "-n", "lab"]).arg(chart));
        assert!(output.status.success(), "{helm:?}: {}", text(&output.stderr));
        assert!(text(&output.stdout).contains("  namespace: lab\n"), "{helm:?}");
    }
}

#[test]
fn errors_are_shown_in_full() {
    for helm in BOTH {
        let sandbox = Sandbox::installed(helm);
        let output = run(sandbox
            .helm(helm)
            .args(["dagu", "template", "dagu", "--skip-schema-validation", "--no-lint"])
            .arg(chart())
            .args(["--set", "workerPools.gpu.replcas=2"]));
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{helm:?}: {stderr}");
        assert_eq!(text(&output.stdout), "", "{helm:?}");
        for part in ["error[D", "`replcas`", "at workerPools.gpu.replcas", "help: ", "`replicas`"] {
            assert!(stderr.contains(part), "{helm:?}: {part} is not in\n{stderr}");
        }
        assert_eq!(stderr.matches("`replcas`").count(), 1, "{helm:?}: {stderr}");
    }
}

#[test]
fn the_post_renderer_takes_arguments_of_the_user() {
    for helm in BOTH {
        let sandbox = Sandbox::installed(helm);
        let output = run(sandbox
            .helm(helm)
            .args(["dagu", "template", "dagu", "--post-renderer-args=--strict"])
            .arg(chart())
            .args(VALUES));
        assert_eq!(output.status.code(), Some(1), "{helm:?}");
        assert!(text(&output.stderr).contains("error[D"), "{helm:?}: {}", text(&output.stderr));
    }
}

/// With findings, with an error of the core, and where Helm stops before the core is asked.
#[test]
fn the_report_is_a_file_of_the_user() {
    for helm in BOTH {
        let sandbox = Sandbox::installed(helm);
        let file = sandbox.path("findings");
        let path = file.to_str().unwrap();
        let report = |format: &str, more: &[&str]| {
            let _ = fs::remove_file(&file);
            let mut command = sandbox.helm(helm);
            command.args(["dagu", "template", "--no-lint", "--report", path, "dagu"]).arg(chart()).args(more);
            let output = run(command.arg(format!("--report-format={format}")));
            (output, fs::read_to_string(&file).unwrap_or_default())
        };
        let (output, sarif) = report("sarif", &VALUES);
        assert!(output.status.success(), "{helm:?}: {}", text(&output.stderr));
        assert!(text(&output.stdout).contains("kind: Deployment"), "{helm:?}");
        assert!(
            sarif.contains("\"version\": \"2.1.0\"") && sarif.contains("\"ruleId\""),
            "{helm:?}: {sarif}"
        );
        let unknown = ["--skip-schema-validation", "--set", "workerPools.gpu.replcas=2"];
        let (output, json) = report("json", &unknown);
        assert_eq!(output.status.code(), Some(1), "{helm:?}");
        assert!(json.contains("D0102") && json.contains("\"ok\": false"), "{helm:?}: {json}");
        let (output, sarif) = report("sarif", &["--set", "ui.replicas=many"]);
        assert_eq!(output.status.code(), Some(1), "{helm:?}");
        assert!(sarif.contains("failed before it ran dagu-post"), "{helm:?}: {sarif}");
    }
}

#[test]
fn what_helm_refuses_is_refused_in_its_words() {
    for helm in BOTH {
        let sandbox = Sandbox::installed(helm);
        for verb in ["template", "install", "upgrade"] {
            let output = run(sandbox.helm(helm).args(["dagu", verb, "--nope"]));
            assert_eq!(output.status.code(), Some(1), "{helm:?} {verb}");
            assert!(text(&output.stderr).contains("unknown flag: --nope"), "{helm:?} {verb}");
        }
        let help = run(sandbox.helm(helm).args(["dagu", "template", "--help"]));
        assert!(text(&help.stdout).contains("helm template [NAME] [CHART] [flags]"), "{helm:?}");
    }
}

#[test]
fn another_post_renderer_is_refused() {
    let sandbox = Sandbox::installed(Helm::Three);
    let output = run(sandbox.helm(Helm::Three).args([
        "dagu",
        "template",
        "dagu",
        "./chart",
        "--post-renderer",
        "cat",
    ]));
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("run `helm template`"), "{}", text(&output.stderr));
}

#[test]
fn nothing_is_left_behind() {
    for helm in BOTH {
        let sandbox = Sandbox::installed(helm);
        let chart = sandbox.plain_chart();
        run(sandbox.helm(helm).args(["dagu", "template", "map"]).arg(chart));
        assert_eq!(entries(&sandbox.path("tmp")), [] as [&str; 0], "{helm:?}");
    }
}

/// Helm 4 fails on two plugins of one name in one folder, and takes the first of two folders.
#[test]
fn an_installed_post_renderer_is_not_in_the_way() {
    let sandbox = Sandbox::installed(Helm::Four);
    let install = run(sandbox.helm(Helm::Four).env("DAGU_HELM4_ONLY", "1").args([
        "plugin",
        "install",
        "./post-renderer/dagu-post",
    ]));
    assert!(install.status.success(), "{}", text(&install.stderr));
    sandbox.script("plugin/post-renderer/dagu-post/bin/dagu-post", "echo installed: one");
    let chart = sandbox.plain_chart();
    let output = run(sandbox.helm(Helm::Four).args(["dagu", "template", "map"]).arg(chart));
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("kind: ConfigMap"));
}

/// Started by hand it takes the Helm on PATH, whose folder of plugins it has to ask for.
#[test]
fn it_works_without_being_a_plugin() {
    for helm in BOTH {
        let sandbox = Sandbox::built();
        let chart = sandbox.plain_chart();
        let program = sandbox.helm(helm).get_program().to_owned();
        let output = run(sandbox
            .command(sandbox.path("plugin/bin/helm-dagu"))
            .env("HELM_BIN", program)
            .args(["template", "map"])
            .arg(chart));
        assert!(output.status.success(), "{helm:?}: {}", text(&output.stderr));
        assert!(text(&output.stdout).contains("kind: ConfigMap"), "{helm:?}");
    }
}

#[test]
fn a_missing_helm_is_said() {
    let sandbox = Sandbox::built();
    let output = run(sandbox
        .command(sandbox.path("plugin/bin/helm-dagu"))
        .env("HELM_BIN", "no-such-helm")
        .args(["template", "map"]));
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("cannot run Helm as `no-such-helm`"));
}

/// Helm may be rolling back: whoever waits for this process must not take it for done.
#[test]
fn an_interrupt_is_left_to_helm() {
    let sandbox = Sandbox::built();
    let helm = sandbox.script(
        "helm",
        "[ \"$1\" = version ] && echo v3.22.0 && exit\n\
         trap : TERM\n\
         touch ../started\n\
         while [ ! -e ../over ]; do sleep 0.01; done\n\
         exit 7",
    );
    let mut plugin = sandbox
        .command(sandbox.path("plugin/bin/helm-dagu"))
        .env("HELM_BIN", helm)
        .args(["upgrade", "dagu"])
        .spawn()
        .unwrap();
    while !sandbox.path("started").exists() {
        assert!(plugin.try_wait().unwrap().is_none(), "Helm was not started");
        thread::sleep(Duration::from_millis(10));
    }
    let interrupt = run(sandbox.command("kill").args(["-INT", &plugin.id().to_string()]));
    assert!(interrupt.status.success(), "{}", text(&interrupt.stderr));
    thread::sleep(Duration::from_millis(100));
    assert!(plugin.try_wait().unwrap().is_none());
    fs::write(sandbox.path("over"), "").unwrap();
    assert_eq!(plugin.wait().unwrap().code(), Some(7));
    assert_eq!(entries(&sandbox.path("tmp")), [] as [&str; 0]);
}
