//! The commands in the documentation that take a file of a release or its chart in a registry, run as a shell runs them.

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::registry::Registry;
use dagu_chart_tests::{helm, markdown, place};

use crate::home::{Helm, Home};
use crate::{release, server};

/// In the documentation the plugin is that of the most common platform.
const PLATFORM: &str = "linux-amd64";

/// Each block of commands that names `$RELEASE` runs in a home of its own, one block of a page after the other.
pub(crate) fn prove(helm: Helm) -> Result<()> {
    let (address, registry) = (server::start()?, Registry::start()?);
    let charts = format!("oci://{}/charts", registry.address());
    let archive = release::folder().join(release::chart());
    helm::print(Home::new(helm)?.helm()?.arg("push").arg(archive).args([&charts, "--plain-http"]))?;
    let program = place::tool(&format!("{}/helm", helm.name()))?;
    let mut ran = 0;
    for page in markdown::pages()? {
        let home = Home::new(helm)?;
        for block in
            page.blocks()?.iter().filter(|block| block.info == "sh" && block.text.contains("$RELEASE"))
        {
            for command in block.text.lines().filter(|line| !line.starts_with("export RELEASE=")) {
                let script =
                    format!("helm() {{ '{}' \"$@\"; }}\n{}", program.display(), command_of(helm, command));
                let mut shell = home.command("sh");
                shell.env("RELEASE", &address).env("REGISTRY", &charts).args(["-euc", &script]);
                helm::print(&mut shell).with_context(|| format!("{}: `{command}`", page.path))?;
                ran += 1;
            }
        }
    }
    ensure!(ran >= 4, "only {ran} commands were run");
    Ok(())
}

/// The command for this machine, this Helm and no cluster.
fn command_of(helm: Helm, command: &str) -> String {
    let mut command = command.replace(PLATFORM, &release::platform());
    if helm == Helm::Four && command.starts_with("helm plugin install ") {
        command.push_str(" --verify=false");
    }
    if command.contains("$REGISTRY") {
        // The one on loopback has no certificate.
        command.push_str(" --plain-http");
    }
    // Helm 3 asks a cluster even for a dry run of `install`.
    command.replace("helm dagu install ", "helm dagu template ")
}
