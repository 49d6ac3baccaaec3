//! `helm dagu version`: one core in both programs, or a warning.

use std::fs;

use dagu_chart_host::core_sha256;

use crate::sandbox::{BOTH, HELM_DAGU, Sandbox, dagu_post, run, text};

#[test]
fn both_programs_hold_one_core() {
    for helm in BOTH {
        let sandbox = Sandbox::installed(helm);
        let output = run(sandbox.helm(helm).args(["dagu", "version"]));
        assert!(output.status.success(), "{helm:?}");
        assert_eq!(text(&output.stderr), "", "{helm:?}");
        let version = env!("CARGO_PKG_VERSION");
        let path = dagu_post();
        assert_eq!(
            text(&output.stdout),
            format!("helm-dagu {version}\ncore sha256:{}\ndagu-post {}\n", core_sha256(), path.display()),
            "{helm:?}"
        );
    }
}

#[test]
fn another_core_is_a_warning() {
    let sandbox = Sandbox::unbuilt();
    let program = sandbox.path("other/helm-dagu");
    sandbox.script("other/dagu-post", "echo dagu-post 9.9.9; echo core sha256:beef");
    fs::copy(HELM_DAGU, &program).unwrap();
    let output = run(sandbox.command(program).arg("version"));
    assert!(output.status.success());
    assert!(text(&output.stderr).contains("a different core, beef"), "{}", text(&output.stderr));
}

#[test]
fn a_missing_post_renderer_is_a_warning() {
    let sandbox = Sandbox::unbuilt();
    let program = sandbox.path("alone");
    fs::copy(HELM_DAGU, &program).unwrap();
    let output = run(sandbox.command(program).arg("version"));
    assert!(output.status.success());
    assert!(text(&output.stdout).contains("dagu-post none"));
    assert!(text(&output.stderr).contains("cargo xtask build"), "{}", text(&output.stderr));
}
