//! What Helm completes.

use crate::sandbox::{BOTH, Sandbox, run, text};

#[test]
fn helm_completes_commands_and_their_flags() {
    for helm in BOTH {
        let sandbox = Sandbox::installed(helm);
        let complete = |words: &[&str]| {
            let output = run(sandbox.helm(helm).arg("__complete").arg("dagu").args(words));
            text(&output.stdout).lines().map(str::to_owned).collect::<Vec<_>>()
        };
        let commands = complete(&[""]);
        for command in ["lint", "plan", "route"] {
            assert!(commands.iter().any(|word| word == command), "{helm:?}: {commands:?}");
        }
        let flags = complete(&["lint", "--unsafe"]);
        assert!(flags.iter().any(|word| word == "--unsafe-fixes"), "{helm:?}: {flags:?}");
        let below = complete(&["values", "mig"]);
        assert!(below.iter().any(|word| word == "migrate"), "{helm:?}: {below:?}");
        let flags = complete(&["values", "set", "--no"]);
        assert!(flags.iter().any(|word| word == "--no-lint"), "{helm:?}: {flags:?}");
    }
}

#[test]
fn helm_completes_what_depends_on_the_moment() {
    for helm in BOTH {
        let sandbox = Sandbox::installed(helm);
        let values = sandbox.path("values.yaml");
        std::fs::write(&values, "workerPools: {gpu: {labels: {gpu: \"true\"}}}\n").unwrap();
        let values = values.to_str().unwrap();
        let complete = |words: &[&str]| {
            let output = run(sandbox.helm(helm).arg("__complete").arg("dagu").args(words));
            text(&output.stdout).to_owned()
        };
        for (words, expected) in [
            (&["explain", "D010"][..], "D0102\tunknown-key\n"),
            (&["render", "--set", "auth.mo"], "auth.mode="),
            (&["render", "--set", "ui.replicas=2,auth.mode=bas"], "ui.replicas=2,auth.mode=basic\n:4\n"),
            (&["render", "--set=persistence.ena"], "--set=persistence.enabled="),
            (&["pools", "-f", values, "--set", "workerPools.g"], "workerPools.gpu.\n"),
            (
                &["upgrade", "x", "./chart", "-f", values, "--set", "workerPools.gpu.repl"],
                "workerPools.gpu.replicas=",
            ),
            (&["docs", "workerP"], "workerPools."),
            (&["plan", "--fail-on", "refused,lo"], "refused,loss\n:4\n"),
            (&["render", "-f", ""], ":0\n"),
        ] {
            let found = complete(words);
            assert!(found.contains(expected), "{helm:?} {words:?}: {expected:?} is not in {found}");
        }
    }
}
