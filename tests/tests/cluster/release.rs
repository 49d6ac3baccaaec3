//! One release of the chart in a namespace of its own.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use dagu_chart_api::Diff;
use dagu_chart_tests::cluster::{Cluster, State};
use dagu_chart_tests::helm::{self, Helm, Outcome, POST_RENDERER};
use serde_json::Value;

/// The name that every release has.
const NAME: &str = "dagu";

/// A values file of a release.
pub(crate) const FIRST: &str = "tests/tests/cluster/first.yaml";
/// The same with one pool added, one removed, replicas and image changed.
pub(crate) const SECOND: &str = "tests/tests/cluster/second.yaml";

/// What the control plane and Helm keep in a namespace for themselves, or make of the chart's objects.
const NOT_RENDERED: [&str; 5] =
    ["ServiceAccount/default", "ConfigMap/kube-root-ca.crt", "Secret/sh.helm.", "Pod/", "ReplicaSet/"];

pub(crate) struct Release<'a> {
    cluster: &'a Cluster,
    helm: &'a Helm,
    pub(crate) namespace: String,
}

impl<'a> Release<'a> {
    /// A release in a new namespace that is named after the proof and the Helm.
    pub(crate) fn new(cluster: &'a Cluster, helm: &'a Helm, proof: &str) -> Result<Self> {
        let release = Self::without_namespace(cluster, helm, proof);
        cluster.namespace(&release.namespace)?;
        Ok(release)
    }

    /// The same where the namespace does not exist yet.
    pub(crate) fn without_namespace(cluster: &'a Cluster, helm: &'a Helm, proof: &str) -> Self {
        Self { cluster, helm, namespace: format!("{proof}-{}", helm.name) }
    }

    /// The same release in the hands of another Helm.
    pub(crate) fn by<'b>(&self, helm: &'b Helm) -> Release<'b>
    where
        'a: 'b,
    {
        Release { cluster: self.cluster, helm, namespace: self.namespace.clone() }
    }

    /// `helm <verb> dagu …` in the namespace, by the user who may do everything.
    pub(crate) fn helm(&self, verb: &[&str], arguments: &[&str]) -> Command {
        let mut command = self.helm.on(&self.cluster.admin());
        command.args(verb).arg(NAME).args(["--namespace", &self.namespace]).args(arguments);
        command
    }

    /// `helm dagu <verb> dagu …` in the namespace, by the user who may do everything.
    pub(crate) fn dagu(&self, verb: &str, arguments: &[&str]) -> Command {
        let mut command = self.helm.dagu(&self.cluster.admin());
        command.args([verb, NAME]).args(arguments).env("HELM_NAMESPACE", &self.namespace);
        command
    }

    /// The same by the user `limited`.
    pub(crate) fn dagu_limited(&self, verb: &str, arguments: &[&str]) -> Command {
        let mut command = self.helm.dagu(&self.cluster.limited());
        command.args([verb, NAME]).args(arguments).env("HELM_NAMESPACE", &self.namespace);
        command
    }

    /// The changes of `helm dagu plan dagu ./chart …`.
    pub(crate) fn plan(&self, arguments: &[&str]) -> Result<Diff> {
        Ok(self.planned(arguments)?.0)
    }

    /// The same, with what the command prints on stderr.
    pub(crate) fn planned(&self, arguments: &[&str]) -> Result<(Diff, String)> {
        let outcome = helm::run(self.dagu("plan", &["./chart", "--output=json"]).args(arguments))?;
        ensure!(outcome.ok, "the command failed: {}", outcome.stderr);
        let mut document: Value = serde_json::from_str(&outcome.stdout)?;
        Ok((serde_json::from_value(document["plan"]["changes"].take())?, outcome.stderr))
    }

    /// `helm <verb> dagu ./chart …` without the post-renderer.
    pub(crate) fn forgetful(&self, verb: &str, arguments: &[&str]) -> Result<Outcome> {
        helm::run(self.helm(&[verb], arguments).arg("./chart"))
    }

    /// `helm <verb> dagu ./chart --post-renderer dagu-post …`, which succeeds.
    pub(crate) fn apply(&self, verb: &str, arguments: &[&str]) -> Result<String> {
        helm::print(self.helm(&[verb], arguments).arg("./chart").args(POST_RENDERER))
    }

    /// Everything in the namespace, once nothing changes any more.
    pub(crate) fn settled(&self) -> Result<State> {
        State::settled(self.cluster, &self.namespace)
    }

    /// The same, whatever the result is.
    pub(crate) fn try_apply(&self, verb: &str, arguments: &[&str]) -> Result<Outcome> {
        helm::run(self.helm(&[verb], arguments).arg("./chart").args(POST_RENDERER))
    }

    /// The manifest of the last revision, as Helm keeps it.
    pub(crate) fn manifest(&self) -> Result<String> {
        helm::print(&mut self.helm(&["get", "manifest"], &[]))
    }

    /// Exactly the objects of the stored manifest exist, and each is as it was rendered.
    pub(crate) fn stands(&self) -> Result<()> {
        self.stands_beside(&[])
    }

    /// The same where objects of these kinds and names exist too.
    pub(crate) fn stands_beside(&self, others: &[String]) -> Result<()> {
        let manifest = self.manifest()?;
        let mut rendered = self.rendered(&manifest)?;
        let existing = self.existing()?;
        rendered.extend(others.iter().cloned());
        ensure!(rendered == existing, "rendered: {rendered:#?}\nthere: {existing:#?}");
        let owned = self.owned(&manifest)?;
        let difference = self.feed(
            &["diff", "--server-side", "--force-conflicts", "--field-manager=helm", "--filename=-"],
            &owned,
        )?;
        ensure!(
            difference.ok,
            "what stands is not what was rendered:\n{}{}",
            difference.stdout,
            difference.stderr
        );
        Ok(())
    }

    /// Kind and name of every object that Helm may have applied.
    pub(crate) fn existing(&self) -> Result<BTreeSet<String>> {
        let mut names: BTreeSet<String> = self.settled()?.names().into_iter().collect();
        names.retain(|name| !NOT_RENDERED.iter().any(|prefix| name.starts_with(prefix)));
        Ok(names)
    }

    /// The manifest with the annotations that Helm puts on everything it applies.
    fn owned(&self, manifest: &str) -> Result<String> {
        let name = format!("meta.helm.sh/release-name={NAME}");
        let namespace = format!("meta.helm.sh/release-namespace={}", self.namespace);
        let annotate = ["annotate", "--local", "--output=yaml", "--filename=-", &name, &namespace];
        let owned = self.feed(&annotate, manifest)?;
        ensure!(owned.ok, "kubectl does not read the manifest: {}", owned.stderr);
        Ok(owned.stdout)
    }

    /// Kind and name of every object of a manifest, as Kubernetes reads it.
    pub(crate) fn rendered(&self, manifest: &str) -> Result<BTreeSet<String>> {
        let template = "{.kind}/{.metadata.name}{\"\\n\"}";
        let output = format!("--output=jsonpath={template}");
        let names = self.feed(&["create", "--dry-run=client", &output, "--filename=-"], manifest)?;
        ensure!(names.ok, "kubectl does not read the manifest: {}", names.stderr);
        Ok(names.stdout.lines().map(str::to_owned).collect())
    }

    /// A kubectl in the namespace that reads `input`.
    pub(crate) fn feed(&self, arguments: &[&str], input: &str) -> Result<Outcome> {
        let mut kubectl = self.cluster.kubectl();
        kubectl.args(arguments).args(["--namespace", &self.namespace]);
        let mut child =
            kubectl.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        child.stdin.take().context("kubectl has no input")?.write_all(input.as_bytes())?;
        let output = child.wait_with_output()?;
        Ok(Outcome {
            ok: output.status.success(),
            stdout: String::from_utf8(output.stdout)?,
            stderr: String::from_utf8(output.stderr)?,
        })
    }

    /// An object of the namespace, as `secret/dagu-admin`.
    pub(crate) fn object(&self, name: &str) -> Result<Value> {
        let text = self.cluster.ask(&["get", name, "--namespace", &self.namespace, "--output=json"])?;
        Ok(serde_json::from_str(&text)?)
    }

    /// The objects of the namespace that are of a kind, as `deployments`, or of several with commas between them.
    pub(crate) fn list(&self, kinds: &str) -> Result<Vec<Value>> {
        match self.object(kinds)?["items"].take() {
            Value::Array(objects) => Ok(objects),
            other => bail!("kubectl gave no list of {kinds}: {other}"),
        }
    }

    /// Deletes an object and waits until it is gone.
    pub(crate) fn delete(&self, name: &str) -> Result<()> {
        self.cluster.ask(&["delete", name, "--namespace", &self.namespace]).map(drop)
    }

    /// UID and data of the Secret with the generated password.
    pub(crate) fn password(&self) -> Result<(Value, Value)> {
        let secret = self.object("secret/dagu-admin")?;
        let data = secret["data"].clone();
        ensure!(data["password"].as_str().is_some_and(|password| !password.is_empty()), "no password");
        Ok((secret["metadata"]["uid"].clone(), data))
    }
}
