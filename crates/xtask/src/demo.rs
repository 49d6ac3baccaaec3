//! `cargo xtask demo`: renders the chart on a fresh machine, with no other step before.
//!
//! Renders the chart with its defaults and with an example: first with the core as a native library, which is the
//! quickest to build, then with real Helm and the same core as WebAssembly.

mod helm;
mod summary;

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{build, root, setup, shell};
use helm::Helm;

/// What is rendered: a name and its values files.
const RENDERINGS: [(&str, &[&str]); 2] = [("defaults", &[]), ("gpu", &["chart/examples/gpu.yaml"])];

/// Builds, renders, and prints the result and its path.
pub(crate) fn run() -> Result<()> {
    fs::create_dir_all(root::at("target/demo/helm"))?;
    let helm = helm::find();
    // Before the builds, so that a missing tool is reported at once.
    if helm.is_some() || helm::can_build() {
        setup::ensure(setup::Part::Rust)?;
    }
    println!("\n1. Building the core as a native library: about half a minute on two cores the first time");
    by_the_core()?;
    let helm = match helm {
        Some(helm) => helm,
        None if helm::can_build() => {
            println!(
                "\n2. No Helm found. Building the pinned version with Go: about three minutes the first time"
            );
            helm::build()?
        }
        None => {
            println!(
                "\n2. No Helm found, and no Go to build it. Set HELM_BIN or install Go from https://go.dev/dl/, \
                 then run `cargo xtask demo` again"
            );
            return Ok(());
        }
    };
    println!(
        "\n2. Building the same core as WebAssembly, and the program that runs it behind Helm: about four minutes \
         the first time"
    );
    build::program()?;
    by_helm(&helm)
}

/// Renders without Helm and without WebAssembly.
fn by_the_core() -> Result<()> {
    shell::run(&mut preview("build"))?;
    println!("\nRendered with the core");
    for (name, values) in RENDERINGS {
        let (text, noticed) = output(preview("run").args(["--quiet", "--"]).args(values))?;
        let manifests = root::at("target/demo").join(format!("{name}.yaml"));
        fs::write(&manifests, &text)?;
        summary::print(name, &text, &noticed, &manifests);
    }
    Ok(())
}

/// Cargo, to build or run the native core.
fn preview(verb: &str) -> Command {
    let mut cargo = shell::cargo();
    cargo.args([verb, "--package", "xtask", "--bin", "preview", "--features", "preview"]);
    cargo
}

/// Renders as users do.
fn by_helm(helm: &Helm) -> Result<()> {
    println!("\nRendered with Helm {} ({}) and dagu-post", helm.version, helm.program.display());
    let folder = root::at("target/demo/helm");
    for (name, values) in RENDERINGS {
        let report = folder.join(format!("{name}.json"));
        let (text, _) = output(&mut helm.template(values, &report))?;
        let manifests = folder.join(format!("{name}.yaml"));
        fs::write(&manifests, &text)?;
        summary::print(name, &text, &summary::noticed(&report)?, &manifests);
    }
    Ok(())
}

/// The stdout and stderr of a program.
fn output(command: &mut Command) -> Result<(String, String)> {
    let output = command.current_dir(root::root()).output().context("cannot start the rendering")?;
    let beside = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        bail!("{beside}");
    }
    Ok((String::from_utf8(output.stdout)?, beside))
}
