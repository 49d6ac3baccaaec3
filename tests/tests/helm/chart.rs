//! The chart in Helm's own commands.

use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::helm::{self, Helm, POST_RENDERER};
use dagu_chart_tests::place;

use crate::world::World;

const VALUES: [&str; 2] = ["--set", "persistence.storageClass=nfs-client"];

/// The file whose document becomes all objects.
const CARRIER: &str = "templates/carrier.yaml";

/// Kinds of the default chart in the order that they are printed.
fn kinds(stream: &str) -> Vec<&str> {
    stream.lines().filter_map(|line| line.strip_prefix("kind: ")).map(|kind| kind.trim_matches('"')).collect()
}

fn template(world: &World, helm: &Helm, more: &[&str]) -> Command {
    let mut command = world.template(helm);
    command.args(["dagu", "./chart"]).args(VALUES).args(more);
    command
}

/// `helm lint --strict` reports nothing, with the defaults and with every example.
pub(crate) fn prove_lint(_: &World, helm: &Helm) -> Result<()> {
    let mut files = vec![place::at("chart/values.yaml")];
    for entry in std::fs::read_dir(place::at("chart/examples"))? {
        files.push(entry?.path());
    }
    for file in files {
        let mut lint = helm.command();
        let said = helm::print(lint.args(["lint", "--strict", "./chart", "--values"]).arg(&file))?;
        ensure!(said.contains("1 chart(s) linted, 0 chart(s) failed"), "{said}");
        ensure!(!said.contains("[WARNING]"), "{said}");
    }
    Ok(())
}

/// `helm template | dagu-post` makes what `--post-renderer dagu-post` makes.
pub(crate) fn prove_pipe(world: &World, helm: &Helm) -> Result<()> {
    let carried = helm::print(&mut template(world, helm, &["--no-hooks"]))?;
    let mut post = Command::new(place::at("bin/dagu-post"));
    let mut post = post.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    post.stdin.take().context("dagu-post has no input")?.write_all(carried.as_bytes())?;
    let output = post.wait_with_output()?;
    ensure!(output.status.success(), "dagu-post failed");
    let piped = String::from_utf8(output.stdout)?;
    let rendered = helm::print(template(world, helm, &["--no-hooks"]).args(POST_RENDERER))?;
    ensure!(kinds(&piped) == kinds(&rendered), "piped:\n{piped}\nrendered:\n{rendered}");
    Ok(())
}

/// The digest of the core is in the output once, and `--then` changes it on its way to Helm.
pub(crate) fn prove_then(world: &World, helm: &Helm) -> Result<()> {
    let comments = |printed: &str| -> Vec<String> {
        printed.lines().filter(|line| line.starts_with("# Rendered by ")).map(str::to_owned).collect()
    };
    let core = dagu_chart_host::core_sha256();
    let rendered = comments(&helm::print(template(world, helm, &["--no-hooks"]).args(POST_RENDERER))?);
    ensure!(rendered.len() == 1 && rendered[0].ends_with(&format!("sha256:{core}")), "{rendered:?}");
    let mut then = template(world, helm, &["--no-hooks"]);
    then.args(POST_RENDERER).arg("--post-renderer-args=--then");
    let passed = comments(&helm::print(then.arg(format!("--post-renderer-args=sed s/{core}/c0de/")))?);
    ensure!(passed == [rendered[0].replace(core, "c0de")], "{passed:?}");

    let mut failed = template(world, helm, &["--no-hooks"]);
    failed.args(POST_RENDERER).arg("--post-renderer-args=--then");
    let failed = helm::run(failed.arg("--post-renderer-args=sh -c 'echo no disk >&2; exit 3'"))?;
    ensure!(!failed.ok && failed.stderr.contains("no disk"), "{}", failed.stderr);
    ensure!(failed.stderr.contains("exit code 3"), "{}", failed.stderr);
    Ok(())
}

/// `--show-only` selects the objects that replace the carrier, by the carrier's file.
pub(crate) fn prove_show_only(world: &World, helm: &Helm) -> Result<()> {
    let all = helm::print(template(world, helm, &["--no-hooks"]).args(POST_RENDERER))?;
    let selected = helm::print(template(world, helm, &["--show-only", CARRIER]).args(POST_RENDERER))?;
    ensure!(kinds(&selected) == kinds(&all), "selected:\n{selected}");
    Ok(())
}

/// Without a cluster Helm does not detect a missing post-renderer, but the printed carrier says so.
pub(crate) fn prove_forgotten_offline(world: &World, helm: &Helm) -> Result<()> {
    let printed = helm::print(&mut template(world, helm, &["--no-hooks"]))?;
    let kinds = kinds(&printed);
    ensure!(kinds.len() == 1 && kinds[0].contains("--post-renderer dagu-post"), "{printed}");
    Ok(())
}
