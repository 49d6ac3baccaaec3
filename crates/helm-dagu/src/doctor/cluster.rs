//! What Helm may read in the cluster: a dry run of a chart of its own that looks objects up.

use std::fs;
use std::io;

use serde_json::Value;
use tempfile::TempDir;

use super::{Check, Status};
use crate::helm::Helm;

/// Provisioners whose volumes many nodes can mount, by the end of their name, and those whose volumes only one can.
const SHARED: [&str; 9] = [
    "nfs.csi.k8s.io",
    "efs.csi.aws.com",
    "file.csi.azure.com",
    "filestore.csi.storage.gke.io",
    "cephfs.csi.ceph.com",
    "nfs-subdir-external-provisioner",
    "csi.juicefs.com",
    "driver.longhorn.io",
    "csi.lustre.com",
];
const SINGLE: [&str; 7] = [
    "rancher.io/local-path",
    "ebs.csi.aws.com",
    "pd.csi.storage.gke.io",
    "disk.csi.azure.com",
    "rbd.csi.ceph.com",
    "cinder.csi.openstack.org",
    "k8s.io/minikube-hostpath",
];

const ENFORCE: &str = "pod-security.kubernetes.io/enforce";

/// Marks the answer in the output of Helm.
const ANSWER: &str = "  answer: ";

/// Whether Helm reaches the cluster, and which storage classes and which Pod Security level it finds.
pub(crate) fn cluster(helm: &Helm) -> Result<Vec<Check>, io::Error> {
    let chart = chart()?;
    let ask = |question: &str| -> Result<_, io::Error> {
        let template = format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: doctor\ndata:\n{ANSWER}{{{{ {question} | toJson | toJson }}}}\n"
        );
        fs::write(chart.path().join("templates/answer.yaml"), template)?;
        let folder = chart.path().to_string_lossy().into_owned();
        Ok(helm.explained(&["template", "doctor", &folder, "--dry-run=server"]))
    };
    // Helm 3 renders without a cluster, too, and then with a version of Kubernetes of its own.
    if let Err(message) = helm.explained(&["list", "--max=1", "--output=json"]) {
        return Ok(vec![Check::bad("cluster", Status::Error, last_line(&message), "kubectl cluster-info")]);
    }
    let reached = Check::ok("cluster", "Helm reaches it and may read releases");
    let classes = answer(ask("lookup \"storage.k8s.io/v1\" \"StorageClass\" \"\" \"\"")?);
    let namespace = answer(ask("lookup \"v1\" \"Namespace\" \"\" .Release.Namespace")?);
    let mut checks = vec![reached];
    checks.extend(match classes {
        Ok(classes) => storage(&classes),
        Err(message) => {
            vec![Check::bad("storage", Status::Unknown, message, "kubectl auth can-i list storageclasses")]
        }
    });
    checks.push(match namespace {
        Ok(namespace) => security(&namespace),
        Err(message) => {
            Check::bad("namespace", Status::Unknown, message, "kubectl auth can-i get namespaces")
        }
    });
    checks.push(Check::bad(
        "rights",
        Status::Unknown,
        "Helm cannot be asked what you may create",
        "kubectl auth can-i create deployments",
    ));
    Ok(checks)
}

/// An empty chart.
fn chart() -> Result<TempDir, io::Error> {
    let chart = tempfile::Builder::new().prefix("helm-dagu-").tempdir()?;
    fs::create_dir(chart.path().join("templates"))?;
    fs::write(chart.path().join("Chart.yaml"), "apiVersion: v2\nname: doctor\nversion: 0.1.0\n")?;
    Ok(chart)
}

/// The answer in the output of Helm, or the last line of its message.
fn answer(output: Result<String, String>) -> Result<Value, String> {
    let output = output.map_err(|message| last_line(&message))?;
    let line = output.lines().find_map(|line| line.strip_prefix(ANSWER));
    let json: Option<String> = line.and_then(|line| serde_json::from_str(line).ok());
    let value = json.and_then(|json| serde_json::from_str(&json).ok());
    value.ok_or_else(|| "Helm printed no answer".to_owned())
}

/// The last line of a message of Helm, without its marks.
fn last_line(message: &str) -> String {
    let line = message.lines().rfind(|line| !line.trim().is_empty() && !line.starts_with("Use --debug"));
    line.unwrap_or("Helm failed without a message").trim_start_matches("Error: ").to_owned()
}

/// One check per storage class.
fn storage(classes: &Value) -> Vec<Check> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let class = |class: &Value| {
        let (name, provisioner) = (text(&class["metadata"]["name"]), text(&class["provisioner"]));
        let is_one = |known: &&&str| provisioner.ends_with(**known);
        let message = format!("class `{name}` of {provisioner}");
        if SHARED.iter().any(|known| is_one(&known)) {
            Check::ok("storage", format!("{message} supports ReadWriteMany"))
        } else if SINGLE.iter().any(|known| is_one(&known)) {
            Check::ok(
                "storage",
                format!("{message} does not support ReadWriteMany: for single-node clusters only"),
            )
        } else {
            Check::ok(
                "storage",
                format!("{message}: see its documentation whether it supports ReadWriteMany"),
            )
        }
    };
    let classes: Vec<_> = classes["items"].as_array().into_iter().flatten().map(class).collect();
    if !classes.is_empty() {
        return classes;
    }
    vec![Check::bad(
        "storage",
        Status::Warning,
        "the cluster has no storage class: install one that supports ReadWriteMany, or set persistence.existingClaim",
        "kubectl get storageclass",
    )]
}

/// The Pod Security level of the namespace of the command.
fn security(namespace: &Value) -> Check {
    let name = namespace["metadata"]["name"].as_str();
    match (name, namespace["metadata"]["labels"].get(ENFORCE).and_then(Value::as_str)) {
        (None, _) => Check::ok("namespace", "it does not exist yet: install with --create-namespace"),
        (Some(name), Some("restricted")) => Check::bad(
            "namespace",
            Status::Warning,
            format!("{name} enforces the Pod Security level restricted"),
            "helm dagu upgrade --install dagu ./chart -f values.yaml --set security=restricted",
        ),
        (Some(name), level) => {
            let level = level.unwrap_or("none");
            Check::ok("namespace", format!("{name} enforces the Pod Security level {level}"))
        }
    }
}
