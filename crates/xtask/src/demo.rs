//! `cargo xtask demo`: the main job on a fresh machine, with no step before it.
//!
//! Renders the chart with its defaults and with an example by real Helm, and by `helm-dagu render`
//! where there is neither a Helm nor a Go to build one.

mod helm;
mod summary;

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{build, root};

/// What is rendered: a name and the values files that go with it.
const RENDERINGS: [(&str, &[&str]); 2] = [("defaults", &[]), ("gpu", &["chart/examples/gpu.yaml"])];

/// Builds, renders and says what came out and where it lies.
pub(crate) fn run() -> Result<()> {
    build::programs()?;
    let folder = root::at("target/demo");
    fs::create_dir_all(&folder)?;
    let helm = helm::find()?;
    match &helm {
        Some(helm) => println!("\nHelm: {} ({})", helm.program.display(), helm.version),
        None => println!(
            "\nHelm: none, and no Go to build one. What follows is rendered without Helm; \
             set HELM_BIN, or install Go from https://go.dev/dl/, to see Helm do it."
        ),
    }
    for (name, values) in RENDERINGS {
        let manifests = folder.join(format!("{name}.yaml"));
        let report = folder.join(format!("{name}.json"));
        let (text, noticed) = match &helm {
            Some(helm) => {
                let (text, _) = output(helm.template(values, &report))?;
                (text, summary::noticed(&report)?)
            }
            None => output(without_helm(values))?,
        };
        fs::write(&manifests, &text)?;
        summary::print(name, &text, &noticed, &manifests);
    }
    Ok(())
}

/// What a program printed, and what it said beside.
fn output(mut command: Command) -> Result<(String, String)> {
    let output = command.current_dir(root::root()).output().context("cannot start the rendering")?;
    let beside = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        bail!("{beside}");
    }
    Ok((String::from_utf8(output.stdout)?, beside))
}

fn without_helm(values: &[&str]) -> Command {
    let mut command = Command::new(root::at("bin/helm-dagu"));
    command.args(["render", "dagu"]);
    for file in values {
        command.args(["--values", file]);
    }
    command
}
