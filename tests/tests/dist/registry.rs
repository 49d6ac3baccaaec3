//! The chart in a registry on loopback.

use std::fs;

use anyhow::{Result, ensure};
use dagu_chart_tests::helm;
use dagu_chart_tests::registry::Registry;

use crate::home::{Helm, Home};
use crate::{release, server};

/// The chart is pushed, and rendered from the registry as from the archive; what is pulled is what was pushed.
pub(crate) fn prove(helm: Helm) -> Result<()> {
    let registry = Registry::start()?;
    let home = Home::new(helm)?;
    home.install(&format!("{}/{}", server::start()?, release::plugin()))?;
    let charts = format!("oci://{}/charts", registry.address());
    let archive = release::folder().join(release::chart());
    helm::print(home.helm()?.arg("push").arg(&archive).args([&charts, "--plain-http"]))?;

    let chart = format!("{charts}/dagu");
    let source = ["--version", release::VERSION, "--plain-http"];
    home.print(&[&["pull", &chart], &source[..]].concat())?;
    ensure!(fs::read(home.path(&release::chart()))? == fs::read(&archive)?, "another archive was pulled");

    let values = ["--set", "persistence.storageClass=nfs-client", "--set", "auth.mode=none"];
    let template = |chart: &str, source: &[&str]| {
        home.print(&[&["dagu", "template", "dagu", chart], source, &values[..]].concat())
    };
    let remote = template(&chart, &source)?;
    ensure!(remote.contains("\nkind: Deployment\n"), "{remote}");
    ensure!(
        remote == template(&archive.to_string_lossy(), &[])?,
        "the chart of the registry renders otherwise"
    );
    Ok(())
}
