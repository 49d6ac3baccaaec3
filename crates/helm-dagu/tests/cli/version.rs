//! `helm dagu version`, and the post-renderer in the same program.

use dagu_chart_host::core_sha256;

use crate::sandbox::{BOTH, HELM_DAGU, Sandbox, install, run, run_with_input, text};

#[test]
fn the_version_names_the_core() {
    for helm in BOTH {
        let sandbox = Sandbox::installed(helm);
        let output = run(sandbox.helm(helm).args(["dagu", "version"]));
        assert!(output.status.success(), "{helm:?}");
        assert_eq!(text(&output.stderr), "", "{helm:?}");
        let version = env!("CARGO_PKG_VERSION");
        let expected = format!("helm-dagu {version}\ncore sha256:{}\n", core_sha256());
        assert_eq!(text(&output.stdout), expected, "{helm:?}");
    }
}

#[test]
fn the_name_or_a_subcommand_makes_it_the_post_renderer() {
    let sandbox = Sandbox::built();
    let version = format!("dagu-post {}\ncore sha256:{}\n", env!("CARGO_PKG_VERSION"), core_sha256());
    let stream = b"kind: ConfigMap\nx: \xff\n";
    for (program, first) in [("dagu-post", None), ("helm-dagu", Some("post-render"))] {
        let command = || {
            let mut command = sandbox.command(sandbox.path("plugin/bin").join(program));
            command.args(first);
            command
        };
        assert_eq!(text(&run(command().arg("--version")).stdout), version, "{program}");
        assert_eq!(run_with_input(&mut command(), stream).stdout, stream, "{program}");
        let wrong = run(command().args(["--stirct", "--helm4"]));
        assert!(text(&wrong.stdout).contains("Usage: dagu-post "), "{program}: {}", text(&wrong.stdout));
    }
}

/// A program that was copied alone renders with Helm as well as one with `dagu-post` beside it.
#[test]
fn one_file_is_enough() {
    for helm in BOTH {
        let sandbox = Sandbox::unbuilt();
        let program = sandbox.path("alone");
        install(HELM_DAGU, &program);
        let chart = sandbox.plain_chart();
        let helm_program = sandbox.helm(helm).get_program().to_owned();
        let mut command = sandbox.command(program);
        let output = run(command.env("HELM_BIN", helm_program).args(["template", "map"]).arg(chart));
        assert!(output.status.success(), "{helm:?}: {}", text(&output.stderr));
        assert!(text(&output.stdout).contains("kind: ConfigMap"), "{helm:?}");
    }
}
