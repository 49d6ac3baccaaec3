//! The archive of the plugin, installed over HTTP, and the commands that README begins with.

use anyhow::{Context, Result, ensure};
use dagu_chart_host::core_sha256;
use dagu_chart_tests::{helm, markdown};

use crate::home::{Helm, Home};
use crate::{release, server};

const VALUES: [&str; 2] = ["--set", "persistence.storageClass=nfs-client"];

/// A home with the plugin, and the address of the chart.
fn installed(helm: Helm) -> Result<(Home, String)> {
    let address = server::start()?;
    let home = Home::new(helm)?;
    home.install(&format!("{address}/{}", release::plugin()))?;
    Ok((home, format!("{address}/{}", release::chart())))
}

fn ensure_works(home: &Home) -> Result<()> {
    let version = home.print(&["dagu", "version"])?;
    ensure!(version.contains(core_sha256()), "another core: run `cargo xtask dist --host`\n{version}");
    Ok(())
}

fn ensure_rendered(manifests: &str) -> Result<()> {
    for kind in ["Deployment", "Service", "PersistentVolumeClaim"] {
        ensure!(manifests.contains(&format!("\nkind: {kind}\n")), "no {kind} in\n{manifests}");
    }
    ensure!(!manifests.contains("carrier.dagu.invalid"), "{manifests}");
    Ok(())
}

/// Helm installs it as it is, and its commands render the chart of the release.
pub(crate) fn prove_installed(helm: Helm) -> Result<()> {
    let (home, chart) = installed(helm)?;
    ensure_works(&home)?;
    ensure_rendered(&home.print(&[&["dagu", "template", "dagu", &chart], &VALUES[..]].concat())?)?;
    // Helm 3 asks a cluster even for a dry run.
    if helm == Helm::Four {
        let install = ["dagu", "install", "dagu", &chart, "--dry-run=client"];
        ensure_rendered(&home.print(&[&install, &VALUES[..]].concat())?)?;
    }
    // The shell completes the commands by a file of the plugin, and codes by its program.
    for (words, completed) in [(&["ro"][..], "rollback"), (&["explain", "D01"], "D0102")] {
        let said = home.print(&[&["__complete", "dagu"], words].concat())?;
        ensure!(said.contains(completed), "{completed} is not in\n{said}");
    }
    home.print(&["plugin", "uninstall", "dagu"])?;
    ensure!(home.plugin().is_err(), "the plugin is still there");
    Ok(())
}

/// Helm cannot update what it got over HTTP: it says so, and the plugin still works.
pub(crate) fn prove_updated(helm: Helm) -> Result<()> {
    let (home, _) = installed(helm)?;
    let update = helm::run(home.helm()?.args(["plugin", "update", "dagu"]))?;
    ensure!(!update.ok, "Helm updates it: docs/install.md says that it cannot");
    ensure!(update.stderr.contains("dagu"), "{}", update.stderr);
    ensure_works(&home)?;
    // What docs/install.md says instead.
    home.print(&["plugin", "uninstall", "dagu"])?;
    home.install(&format!("{}/{}", server::start()?, release::plugin()))?;
    ensure_works(&home)
}

/// GitHub declares no file as an archive, and Helm 3 then takes the address for a repository. What docs/install.md says
/// instead is done with both.
pub(crate) fn prove_from_github(helm: Helm) -> Result<()> {
    let (address, home) = (server::start_like_github()?, Home::new(helm)?);
    let refused = home.install(&format!("{address}/{}", release::plugin()));
    if helm == Helm::Four {
        ensure_works(&home)?;
        home.print(&["plugin", "uninstall", "dagu"])?;
    } else {
        let error = refused.err().context("Helm 3 installs it: docs/install.md says that it does not")?;
        ensure!(format!("{error:#}").contains("Cannot detect VCS"), "{error:#}");
    }

    let page =
        markdown::pages()?.into_iter().find(|page| page.path == "docs/install.md").context("no page")?;
    let blocks = page.blocks()?;
    let block = blocks.iter().find(|block| block.text.contains("tar -xz -C ")).context("no such commands")?;
    let (unpack, install) = block.text.trim_end().rsplit_once('\n').context("two commands")?;
    let unpack = unpack.replace("linux-amd64", &release::platform());
    helm::print(home.command("sh").env("RELEASE", &address).args(["-euc", &unpack]))?;
    home.install(install.strip_prefix("helm plugin install ").context("the plugin is not installed")?)?;
    ensure_works(&home)?;
    let chart = format!("{address}/{}", release::chart());
    ensure_rendered(&home.print(&[&["dagu", "template", "dagu", &chart], &VALUES[..]].concat())?)
}

/// The program of the plugin is the post-renderer of a Helm that is started without it.
pub(crate) fn prove_alone(helm: Helm) -> Result<()> {
    let (home, chart) = installed(helm)?;
    let plugin = home.plugin()?;
    let mut template = home.helm()?;
    template.args(["template", "dagu", &chart]).args(VALUES).arg("--post-renderer");
    match helm {
        Helm::Three => template.arg(plugin.join("dagu-post")),
        Helm::Four => {
            let folders = std::env::join_paths([
                plugin.parent().context("a folder of plugins")?,
                &plugin.join("post-renderer"),
            ])?;
            template.arg("dagu-post").env("HELM_PLUGINS", folders)
        }
    };
    ensure_rendered(&helm::print(&mut template)?)
}
