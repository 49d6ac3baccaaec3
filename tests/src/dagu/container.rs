//! A container of a pod template, typed as strictly as the other manifests.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::IgnoredAny;

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct ContainerSecurity {
    #[serde(default)]
    pub(super) read_only_root_filesystem: bool,
    /// All capabilities are dropped here, because the image's entrypoint leaves none to Dagu.
    #[serde(default, rename = "capabilities")]
    _capabilities: Option<Dropped>,
    /// Never allowed here.
    #[serde(default, rename = "allowPrivilegeEscalation")]
    _allow_privilege_escalation: bool,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Dropped {
    #[serde(rename = "drop")]
    _drop: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Container {
    pub(super) name: String,
    pub(super) image: String,
    /// Replaces the image's entrypoint.
    #[serde(default)]
    pub(super) command: Vec<String>,
    #[serde(default)]
    pub(super) args: Vec<String>,
    pub(super) working_dir: Option<String>,
    #[serde(default)]
    pub(super) security_context: ContainerSecurity,
    #[serde(default)]
    pub(super) env_from: Vec<EnvFrom>,
    #[serde(default)]
    pub(super) env: Vec<Variable>,
    #[serde(default)]
    pub(super) ports: Vec<ContainerPort>,
    #[serde(default)]
    pub(super) volume_mounts: Vec<Mount>,
    pub(super) startup_probe: Option<Probe>,
    pub(super) readiness_probe: Option<Probe>,
    pub(super) liveness_probe: Option<Probe>,
    /// The binary replaces the image.
    #[serde(default, rename = "imagePullPolicy")]
    _image_pull_policy: IgnoredAny,
    /// Nothing is limited here.
    #[serde(default, rename = "resources")]
    _resources: IgnoredAny,
}

impl Container {
    /// The number behind a port's name.
    pub(super) fn port(&self, port: &Port) -> Result<u16> {
        match port {
            Port::Number(number) => Ok(*number),
            Port::Name(name) => {
                let found = self.ports.iter().find(|port| port.name == *name);
                let port = found.with_context(|| format!("no port of {} is called {name}", self.name))?;
                Ok(port.container_port)
            }
        }
    }
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) value: Option<String>,
    pub(super) value_from: Option<Source>,
}

#[derive(Clone, Deserialize)]
pub(super) enum Source {
    #[serde(rename = "secretKeyRef")]
    Secret(KeyOf),
    #[serde(rename = "configMapKeyRef")]
    ConfigMap(KeyOf),
    #[serde(rename = "fieldRef")]
    Field(Field),
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct EnvFrom {
    #[serde(default)]
    pub(super) prefix: String,
    pub(super) secret_ref: Option<NameOf>,
    pub(super) config_map_ref: Option<NameOf>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameOf {
    pub(super) name: String,
}

/// A key of a Secret or of a ConfigMap.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeyOf {
    pub(super) name: String,
    pub(super) key: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Field {
    pub(super) field_path: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct ContainerPort {
    name: String,
    container_port: u16,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Mount {
    pub(super) name: String,
    pub(super) mount_path: String,
    #[serde(default)]
    pub(super) read_only: bool,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Probe {
    pub(super) http_get: Option<HttpGet>,
    pub(super) tcp_socket: Option<PortOnly>,
    pub(super) grpc: Option<PortOnly>,
    #[serde(default = "one_second")]
    pub(super) timeout_seconds: u64,
    /// Asked more often here, so that tests do not wait.
    #[serde(default, rename = "periodSeconds")]
    _period: IgnoredAny,
}

fn one_second() -> u64 {
    1
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HttpGet {
    pub(super) path: String,
    pub(super) port: Port,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PortOnly {
    pub(super) port: Port,
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Port {
    Number(u16),
    Name(String),
}
