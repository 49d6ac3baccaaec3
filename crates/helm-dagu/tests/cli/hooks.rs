//! What `helm plugin install` does, and what the hooks undo.

use std::fs;
use std::process::Output;

use crate::sandbox::{BOTH, Helm, Sandbox, entries, run, text};

const NESTED: [&str; 3] = ["plugin", "install", "./post-renderer/dagu-post"];

/// Runs Helm 4 with the line that the hook printed.
fn template_as_told(sandbox: &Sandbox, hook: &Output) -> Output {
    let stderr = text(&hook.stderr);
    let line = stderr.lines().find(|line| line.contains("export HELM_PLUGINS=")).expect(stderr);
    let helm = sandbox.helm(Helm::Four).get_program().to_owned();
    let helm = helm.to_str().unwrap();
    let script = format!(
        "helm() {{ '{helm}' \"$@\"; }}\n{line}\nhelm template map '{}' --post-renderer dagu-post\n",
        sandbox.plain_chart().display()
    );
    run(sandbox.command("sh").args(["-c", &script]))
}

#[test]
fn helm_3_loads_its_plugins_after_the_post_renderer_was_installed_into_helm_4() {
    let sandbox = Sandbox::installed(Helm::Four);
    let before = entries(&sandbox.plugins());

    let install = run(sandbox.helm(Helm::Four).args(NESTED));
    assert!(!install.status.success());
    assert_eq!(entries(&sandbox.plugins()), before);
    assert!(sandbox.path("plugin/post-renderer/dagu-post/plugin.yaml").is_file());

    let list = run(sandbox.helm(Helm::Three).args(["plugin", "list"]));
    assert!(list.status.success(), "{}", text(&list.stderr));
    assert!(text(&list.stdout).contains("dagu"));

    let template = template_as_told(&sandbox, &install);
    assert!(template.status.success(), "{}", text(&template.stderr));
    assert!(text(&template.stdout).contains("kind: ConfigMap"));
}

#[test]
fn without_helm_3_the_post_renderer_stays() {
    let sandbox = Sandbox::built();
    let install = run(sandbox.helm(Helm::Four).env("DAGU_HELM4_ONLY", "1").args(NESTED));
    assert!(install.status.success(), "{}", text(&install.stderr));
    let template = run(sandbox
        .helm(Helm::Four)
        .args(["template", "map", "--post-renderer", "dagu-post"])
        .arg(sandbox.plain_chart()));
    assert!(template.status.success(), "{}", text(&template.stderr));
    assert!(text(&template.stdout).contains("kind: ConfigMap"));
}

#[test]
fn a_packaged_post_renderer_is_moved_to_where_helm_3_does_not_look() {
    let sandbox = Sandbox::built();
    let package = run(sandbox.helm(Helm::Four).args([
        "plugin",
        "package",
        "--sign=false",
        "./post-renderer/dagu-post",
    ]));
    assert!(package.status.success(), "{}", text(&package.stderr));
    let archive = format!("./dagu-post-{}.tgz", env!("CARGO_PKG_VERSION"));
    let install = run(sandbox.helm(Helm::Four).args(["plugin", "install", "--verify=false", &archive]));
    assert!(!install.status.success());
    assert!(!sandbox.plugins().join("dagu-post").exists());

    // What is packaged without its program takes the one on PATH, or says that there is none.
    let template = template_as_told(&sandbox, &install);
    assert!(!template.status.success());
    assert!(text(&template.stderr).contains("dagu-post is not built"), "{}", text(&template.stderr));
}

#[test]
fn the_hook_started_by_hand_changes_nothing() {
    let sandbox = Sandbox::built();
    let folder = sandbox.path("plugin/post-renderer/dagu-post");
    let before = entries(&folder);
    for target in [folder.clone(), sandbox.path("home")] {
        let hook = run(sandbox.command("sh").arg(folder.join("install.sh")).env("HELM_PLUGIN_DIR", target));
        assert!(!hook.status.success());
        assert!(text(&hook.stderr).contains("nothing was changed"), "{}", text(&hook.stderr));
    }
    assert_eq!(entries(&folder), before);
    assert!(sandbox.path("home").is_dir());
}

#[test]
fn an_unbuilt_plugin_names_the_command_that_builds_it() {
    for helm in BOTH {
        let sandbox = Sandbox::unbuilt();
        let install = run(sandbox.helm(helm).args(["plugin", "install", "."]));
        assert!(!install.status.success(), "{helm:?}");
        assert!(text(&install.stderr).contains("cargo xtask build"), "{helm:?}");
    }
}

#[test]
fn what_cargo_built_is_taken() {
    for helm in BOTH {
        let sandbox = Sandbox::unbuilt();
        sandbox.script("plugin/target/release/helm-dagu", "echo \"$0\"");
        let install = run(sandbox.helm(helm).args(["plugin", "install", "."]));
        assert!(install.status.success(), "{helm:?}: {}", text(&install.stderr));
        let output = run(sandbox.helm(helm).args(["dagu", "version"]));
        assert!(text(&output.stdout).contains("helm-dagu"), "{helm:?}");
        let post_renderer = run(&mut sandbox.command(sandbox.path("plugin/bin/dagu-post")));
        assert!(text(&post_renderer.stdout).contains("dagu-post"), "{helm:?}");
    }
}

#[test]
fn all_plugins_have_the_version_of_the_programs() {
    let sandbox = Sandbox::unbuilt();
    for file in ["plugin/plugin.yaml", "plugin/post-renderer/dagu-post/plugin.yaml"] {
        let line = format!("\nversion: {}\n", env!("CARGO_PKG_VERSION"));
        assert!(fs::read_to_string(sandbox.path(file)).unwrap().contains(&line), "{file}");
    }
}
