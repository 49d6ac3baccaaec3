//! What all trials share, and how each Helm renders the chart.

use std::process::Command;

use anyhow::Result;
use dagu_chart_tests::case::Case;
use dagu_chart_tests::chart::Chart;
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::Helm;
use dagu_chart_tests::judge::Judge;
use dagu_chart_tests::versions::declared;

pub(crate) struct World {
    pub(crate) judge: Judge,
    pub(crate) chart: Chart,
    pub(crate) helms: Vec<Helm>,
    /// For a Helm without `--kube-version`, which asks a cluster for the version.
    cluster: Option<Cluster>,
}

impl World {
    pub(crate) fn new() -> Result<Self> {
        let judge = Judge::start()?;
        let chart = Chart::load(&judge)?;
        let helms = Helm::wanted()?;
        let asks = helms.iter().any(|helm| !helm.version.takes("--kube-version"));
        let cluster = if asks { Some(Cluster::start()?) } else { None };
        Ok(Self { judge, chart, helms, cluster })
    }

    /// `helm template` for the newest Kubernetes.
    pub(crate) fn template(&self, helm: &Helm) -> Command {
        self.template_for(helm, declared().kubernetes())
    }

    /// `helm template` for a Kubernetes of this version.
    pub(crate) fn template_for(&self, helm: &Helm, kube_version: &str) -> Command {
        match self.asked(helm) {
            Some(cluster) => {
                let mut command = helm.on(&cluster.admin());
                // The client of an old Helm knows too little of the API that a new cluster describes.
                command.args(["template", "--validate", "--disable-openapi-validation"]);
                command
            }
            None => {
                let mut command = helm.command();
                command.args(["template", "--kube-version", kube_version]);
                command
            }
        }
    }

    /// Why this Helm cannot run a case.
    pub(crate) fn unable(&self, helm: &Helm, case: &Case) -> Option<String> {
        let version = self.asked(helm)?.version();
        (case.kube_version != version).then(|| format!("only for Kubernetes {}", case.kube_version))
    }

    fn asked(&self, helm: &Helm) -> Option<&Cluster> {
        self.cluster.as_ref().filter(|_| !helm.version.takes("--kube-version"))
    }
}
