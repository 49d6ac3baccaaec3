//! A release on a real API server, from the files of `dist` and nothing else: the plugin over HTTP, the chart from a
//! registry.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm;
use dagu_chart_tests::registry::Registry;

use crate::home::{BOTH, Helm, Home};
use crate::{release, server};

/// The namespace, and the release in it.
const NAMESPACE: &str = "team";
const NAME: &str = "dagu";

/// Installed, planned, upgraded, planned again and uninstalled by each Helm.
///
/// This is one trial, because the control plane ends with the thread that starts it.
pub(crate) fn prove() -> Result<()> {
    let cluster = Cluster::start()?;
    cluster.storage("shared", BOTH.len())?;
    for helm in BOTH {
        Person::new(&cluster, helm)?.live().context(helm.name())?;
    }
    Ok(())
}

/// Someone with Helm, the plugin, a chart in a registry and a cluster.
struct Person<'a> {
    cluster: &'a Cluster,
    home: Home,
    chart: String,
    _registry: Registry,
}

impl<'a> Person<'a> {
    fn new(cluster: &'a Cluster, helm: Helm) -> Result<Self> {
        let (home, registry) = (Home::new(helm)?, Registry::start()?);
        home.install(&format!("{}/{}", server::start()?, release::plugin()))?;
        let charts = format!("oci://{}/charts", registry.address());
        let archive = release::folder().join(release::chart());
        helm::print(home.helm()?.arg("push").arg(archive).args([&charts, "--plain-http"]))?;
        Ok(Self { cluster, home, chart: format!("{charts}/dagu"), _registry: registry })
    }

    fn live(&self) -> Result<()> {
        self.apply("install", &["--create-namespace"])?;
        ensure!(self.replicas()? == "2", "the install made {:?} workers", self.replicas()?);

        let wanted = ["--set", "workerPools.general.replicas=3"];
        let plan = self.apply("plan", &wanted)?;
        ensure!(plan.contains("spec.replicas: 2 -> 3"), "{plan}");

        self.apply("upgrade", &wanted)?;
        ensure!(self.replicas()? == "3", "the upgrade made {:?} workers", self.replicas()?);
        // This fails if anything would change.
        self.apply("plan", &[&wanted[..], &["--detailed-exitcode"]].concat())?;

        helm::print(&mut self.dagu("uninstall", &["--yes"])?)?;
        let left =
            self.cluster.ask(&["get", "deployments,services", "--namespace", NAMESPACE, "--output=name"])?;
        ensure!(left.is_empty(), "the uninstall left {left}");
        self.cluster.ask(&["delete", "namespace", NAMESPACE]).map(drop)
    }

    /// `helm dagu <verb>` on the chart in the registry.
    fn apply(&self, verb: &str, arguments: &[&str]) -> Result<String> {
        let mut command = self.dagu(verb, &[&self.chart, "--version", release::VERSION, "--plain-http"])?;
        command.args(["--set", "persistence.storageClass=shared"]).args(arguments);
        helm::print(&mut command)
    }

    fn dagu(&self, verb: &str, arguments: &[&str]) -> Result<Command> {
        let mut command = self.home.helm()?;
        command.args(["dagu", verb, NAME]).args(arguments).args(["--namespace", NAMESPACE]);
        command.env("KUBECONFIG", self.cluster.admin());
        Ok(command)
    }

    /// How many workers the pool shall have.
    fn replicas(&self) -> Result<String> {
        let workers = "deployment/dagu-worker-general";
        self.cluster.ask(&["get", workers, "--namespace", NAMESPACE, "--output=jsonpath={.spec.replicas}"])
    }
}
