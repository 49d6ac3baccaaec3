//! The Pod of `helm test`, which a template makes without the core.

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::helm::{self, Helm};
use serde_json::{Value, json};

use crate::world::World;

/// This pod too has what a private registry and tainted nodes require.
pub(crate) fn prove(world: &World, helm: &Helm) -> Result<()> {
    let pod = pod(world, helm, &["--values", "tests/cases/test-pod/values.yaml"])?;
    let spec = &pod["spec"];
    ensure!(spec["imagePullSecrets"] == json!([{"name": "regcred"}]), "{spec:#}");
    ensure!(spec["nodeSelector"] == json!({"pool": "batch"}), "{spec:#}");
    ensure!(spec["tolerations"] == json!([{"key": "dedicated", "operator": "Exists"}]), "{spec:#}");
    let container = &spec["containers"][0];
    let image = container["image"].as_str().context("the container has no image")?;
    ensure!(
        image.starts_with("registry.example.com:5000/mirror/busybox:1.37.0@sha256:e3b0c44298"),
        "{image}"
    );
    let resources = json!({"requests": {"cpu": "10m"}, "limits": {"memory": "32Mi"}});
    ensure!(container["resources"] == resources, "{container:#}");

    let plain = self::pod(world, helm, &[])?;
    let spec = plain["spec"].as_object().context("the Pod has no spec")?;
    ensure!(
        ["imagePullSecrets", "nodeSelector", "tolerations"].iter().all(|key| !spec.contains_key(*key)),
        "{plain:#}"
    );
    ensure!(plain["spec"]["containers"][0]["image"] == "busybox:1.37.0", "{plain:#}");
    Ok(())
}

fn pod(world: &World, helm: &Helm, more: &[&str]) -> Result<Value> {
    let mut command = world.template(helm);
    command.args(["dagu", "./chart"]).args(more);
    command.args(["--show-only", "templates/tests/test-connection.yaml"]);
    let objects = world.judge.decode(&helm::print(&mut command)?)?;
    objects.into_iter().find(|object| object["kind"] == "Pod").context("there is no Pod")
}
