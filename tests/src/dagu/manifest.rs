//! Manifests with strict types: a field that a process cannot implement for a pod is an error.
//!
//! Fields that begin with `_` are known but have no effect on one machine; each has the reason.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::container::{Container, Port};

/// The objects of a stream.
#[derive(Default)]
pub(super) struct Manifests {
    pub(super) deployments: Vec<Deployment>,
    pub(super) services: Vec<Service>,
    /// By name, then by key.
    pub(super) secrets: BTreeMap<String, BTreeMap<String, String>>,
    /// By name, then by key.
    pub(super) config_maps: BTreeMap<String, BTreeMap<String, String>>,
    pub(super) claims: BTreeSet<String>,
}

impl Manifests {
    /// Reads a rendered stream.
    pub(super) fn read(stream: &str) -> Result<Self> {
        let mut manifests = Self::default();
        for document in serde_yaml::Deserializer::from_str(stream) {
            let document = Value::deserialize(document).context("the stream is not YAML")?;
            if document.is_null() {
                continue;
            }
            let name = document["metadata"]["name"].as_str().unwrap_or_default().to_owned();
            let kind = document["kind"].as_str().unwrap_or_default().to_owned();
            manifests.add(&kind, &name, document).with_context(|| format!("{kind} {name}"))?;
        }
        Ok(manifests)
    }

    /// A Deployment by its name.
    pub(super) fn deployment(&self, name: &str) -> Result<&Deployment> {
        let found = self.deployments.iter().find(|deployment| deployment.metadata.name == name);
        found.with_context(|| format!("no Deployment {name}"))
    }

    /// The port of a Service.
    pub(super) fn port(&self, name: &str) -> Result<u16> {
        let found = self.services.iter().find(|service| service.metadata.name == name);
        let port = found.and_then(|service| service.spec.ports.first());
        Ok(port.with_context(|| format!("no Service {name}"))?.port)
    }

    fn add(&mut self, kind: &str, name: &str, object: Value) -> Result<()> {
        match kind {
            "Deployment" => self.deployments.push(typed(object)?),
            "Service" => self.services.push(typed(object)?),
            "Secret" => {
                let values = typed::<Secret>(object)?.values()?;
                self.secrets.insert(name.to_owned(), values);
            }
            "ConfigMap" => {
                self.config_maps.insert(name.to_owned(), typed::<ConfigMap>(object)?.data);
            }
            "PersistentVolumeClaim" => {
                self.claims.insert(name.to_owned());
            }
            // No pod gets its token, or it would not start here.
            "ServiceAccount" => {}
            _ => bail!("nothing here runs such an object"),
        }
        Ok(())
    }
}

fn typed<T: DeserializeOwned>(object: Value) -> Result<T> {
    Ok(serde_json::from_value(object)?)
}

#[derive(Deserialize)]
pub(super) struct Metadata {
    pub(super) name: String,
}

#[derive(Deserialize)]
pub(super) struct Deployment {
    pub(super) metadata: Metadata,
    pub(super) spec: DeploymentSpec,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeploymentSpec {
    #[serde(default = "one")]
    pub(super) replicas: usize,
    /// The pods are those of the template.
    #[serde(rename = "selector")]
    _selector: IgnoredAny,
    pub(super) template: PodTemplate,
}

fn one() -> usize {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PodTemplate {
    pub(super) metadata: PodMetadata,
    pub(super) spec: PodSpec,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PodMetadata {
    pub(super) labels: BTreeMap<String, String>,
    /// Nothing in a pod reads them.
    #[serde(default, rename = "annotations")]
    _annotations: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct PodSpec {
    pub(super) containers: Vec<Container>,
    #[serde(default)]
    pub(super) volumes: Vec<Volume>,
    pub(super) hostname: Option<String>,
    pub(super) security_context: PodSecurity,
    /// True would put a token into the container.
    pub(super) automount_service_account_token: bool,
    /// True would put the addresses of all Services into the environment.
    pub(super) enable_service_links: bool,
    /// Without its token it is but a name.
    #[serde(rename = "serviceAccountName")]
    _service_account_name: IgnoredAny,
    /// The grace period before a pod is killed.
    #[serde(default = "thirty_seconds")]
    pub(super) termination_grace_period_seconds: u64,
    /// There is one node.
    #[serde(default, rename = "nodeSelector")]
    _node_selector: IgnoredAny,
    #[serde(default, rename = "tolerations")]
    _tolerations: IgnoredAny,
    #[serde(default, rename = "affinity")]
    _affinity: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct PodSecurity {
    /// Without it a volume belongs to root.
    pub(super) fs_group: u32,
    pub(super) run_as_user: Option<u32>,
    pub(super) run_as_group: Option<u32>,
    /// Nobody runs as root here.
    #[serde(default, rename = "runAsNonRoot")]
    _run_as_non_root: IgnoredAny,
    /// Which system calls there are is the runtime's business.
    #[serde(default, rename = "seccompProfile")]
    _seccomp_profile: IgnoredAny,
}

fn thirty_seconds() -> u64 {
    30
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Volume {
    pub(super) name: String,
    pub(super) persistent_volume_claim: Option<ClaimName>,
    pub(super) empty_dir: Option<EmptyDir>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct ClaimName {
    pub(super) claim_name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmptyDir {}

#[derive(Deserialize)]
pub(super) struct Service {
    pub(super) metadata: Metadata,
    pub(super) spec: ServiceSpec,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceSpec {
    pub(super) ports: Vec<ServicePort>,
    pub(super) selector: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct ServicePort {
    pub(super) port: u16,
    pub(super) target_port: Port,
    /// For people, and for Ingresses.
    #[serde(rename = "name")]
    _name: IgnoredAny,
}

#[derive(Deserialize)]
struct ConfigMap {
    #[serde(default)]
    data: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Secret {
    #[serde(default)]
    data: BTreeMap<String, String>,
    #[serde(default)]
    string_data: BTreeMap<String, String>,
}

impl Secret {
    fn values(self) -> Result<BTreeMap<String, String>> {
        let mut values = BTreeMap::new();
        for (key, value) in self.data {
            values.insert(key, String::from_utf8(STANDARD.decode(value)?)?);
        }
        values.extend(self.string_data);
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::Manifests;

    const STREAM: &str = r#"
# A comment alone is no document.
---
kind: Secret
metadata: { name: s }
data: { password: c2VzYW1l }
---
kind: Deployment
metadata: { name: d }
spec:
  selector: {}
  template:
    metadata: { labels: { a: b } }
    spec:
      automountServiceAccountToken: false
      enableServiceLinks: false
      serviceAccountName: d
      securityContext: { fsGroup: 1000 }
      containers:
        - { name: c, image: i, ports: [{ name: p, containerPort: 1 }] }
"#;

    #[test]
    fn objects_are_found() {
        let manifests = Manifests::read(STREAM).expect("all is known");
        assert_eq!(manifests.secrets["s"]["password"], "sesame");
        assert_eq!(manifests.deployments[0].spec.replicas, 1);
    }

    #[test]
    fn what_is_not_known_is_an_error() {
        for (known, unknown) in [
            ("kind: Secret", "kind: StatefulSet"),
            ("serviceAccountName: d", "serviceAccountName: d\n      initContainers: []"),
            ("fsGroup: 1000", "fsGroup: 1000, supplementalGroups: [0]"),
            ("image: i", "image: i, lifecycle: {}"),
            ("image: i", "image: i, securityContext: { capabilities: { add: [KILL] } }"),
            ("image: i", "image: i, envFrom: [{ prefix: p, optional: true }]"),
            ("containerPort: 1", "containerPort: 1, hostPort: 1"),
            ("{ labels: { a: b } }", "{ labels: { a: b }, finalizers: [] }"),
        ] {
            assert!(STREAM.contains(known), "{known}");
            let stream = STREAM.replacen(known, unknown, 1);
            assert!(Manifests::read(&stream).is_err(), "{unknown}");
        }
    }
}
