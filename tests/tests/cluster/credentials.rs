//! Generated credentials when a rendering cannot see the previous one.

use anyhow::{Result, ensure};
use dagu_chart_tests::cluster::{Cluster, State};
use dagu_chart_tests::helm::{self, Helm, POST_RENDERER};
use serde_json::Value;

use crate::release::Release;
use crate::since::QUIET_APPLY;

/// What an offline render makes, and what comes of it.
const KINDS: &str =
    "deployments,replicasets,pods,services,secrets,configmaps,persistentvolumeclaims,serviceaccounts";

/// Two offline renders generate two passwords. Applied one after the other, the second changes
/// nothing at all: the Secret is immutable, and no pod template depends on what is in it.
pub(crate) fn prove_offline_twice(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "offline-twice")?;
    let render = || {
        let mut template = helm.command();
        template.args(["template", "dagu", "./chart", "--namespace", &release.namespace, "--no-hooks"]);
        helm::print(template.args(["--set", "persistence.storageClass=shared"]).args(POST_RENDERER))
    };
    let (first, second) = (render()?, render()?);
    ensure!(first != second, "both renders generated the same password");

    // Client-side first; the second round takes the same objects over for server-side apply.
    for apply in
        [&["apply", "--filename=-"][..], &["apply", "--server-side", "--force-conflicts", "--filename=-"]]
    {
        let applied = release.feed(apply, &first)?;
        ensure!(applied.ok, "the first render: {}", applied.stderr);
        let (before, stored) = (release.settled()?, objects(&release)?);
        let again = release.feed(apply, &second)?;
        ensure!(!again.ok && again.stderr.contains("immutable"), "the second render: {}", again.stderr);
        let same = match cluster.minor() >= QUIET_APPLY {
            true => State::now(cluster, &release.namespace)? == before,
            false => objects(&release)? == stored,
        };
        ensure!(same, "the second render changed something");
    }
    Ok(())
}

/// Every object but the number of its last write.
fn objects(release: &Release) -> Result<Vec<Value>> {
    let mut objects = release.list(KINDS)?;
    for object in &mut objects {
        object["metadata"]["resourceVersion"].take();
    }
    Ok(objects)
}
