//! Long names, and names from the values.

use anyhow::{Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::{self, Helm, POST_RENDERER};

use crate::neighbours::ensure_apart;
use crate::release::{FIRST, Release};

/// The longest name that Helm gives a release.
const LONGEST: usize = 53;

/// Releases that differ in the last letter of the longest name, and releases with overrides, share a namespace;
/// an upgrade finds the objects of each again.
pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "names")?;
    let stem = "r".repeat(LONGEST - 1);
    let [first, second] = ["a", "b"].map(|end| format!("{stem}{end}"));
    let full = "f".repeat(63);
    let named = format!("fullnameOverride={full}");
    let releases = [
        (first.as_str(), "lookup=true", format!("{first}-dagu")),
        (&second, "lookup=true", format!("{second}-dagu")),
        ("short", "nameOverride=flow", "short-flow".to_owned()),
        ("full", &named, full),
    ];
    for verb in ["install", "upgrade"] {
        for (name, set, _) in &releases {
            let mut command = helm.on(&cluster.admin());
            command.args([verb, name, "./chart", "--values", FIRST, "--set", set]);
            helm::print(command.args(["--namespace", &release.namespace]).args(POST_RENDERER))?;
        }
    }
    ensure_apart(&release)?;
    for (_, _, account) in &releases {
        release.object(&format!("serviceaccount/{account}"))?;
    }
    let count = release.list("deployments")?.len();
    // Coordinator, scheduler, UI and two pools.
    ensure!(count == releases.len() * 5, "{count} Deployments");
    Ok(())
}
