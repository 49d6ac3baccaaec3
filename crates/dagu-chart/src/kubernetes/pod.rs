//! Checks a container against its pod: the volumes it mounts, the claims it uses, how long its hooks sleep.

use serde_json::{Map, Value};

use super::host_ports::HostPorts;
use super::refusal::{CLAIM_MISSING, LONG_SLEEP, TOGETHER, VOLUME_MISSING};
use super::resources;
use crate::diagnostic::Findings;
use crate::float;
use crate::path::Trail;
use crate::resources::Resources;

/// The default grace period of a pod.
const GRACE_PERIOD: f64 = 30.0;

/// What the containers of a pod can refer to.
#[derive(Debug)]
pub(crate) struct Pod {
    /// Its volumes.
    pub(crate) volumes: Vec<Value>,
    /// Its resource claims.
    pub(crate) claims: Vec<Value>,
    /// Its grace period.
    pub(crate) grace_period: Option<f64>,
}

impl Pod {
    /// Reads a pod specification.
    pub(crate) fn of(spec: &Map<String, Value>) -> Self {
        Self {
            volumes: items(spec, "volumes").to_vec(),
            claims: items(spec, "resourceClaims").to_vec(),
            grace_period: spec.get("terminationGracePeriodSeconds").and_then(Value::as_f64),
        }
    }

    /// Checks all containers of a pod specification.
    pub(crate) fn check_all(&self, spec: &Map<String, Value>, trail: &Trail<'_>, found: &mut Findings) {
        for key in ["containers", "initContainers"] {
            let list = Trail::Key(trail, key);
            let mut ports = HostPorts::of(spec);
            for (index, container) in items(spec, key).iter().enumerate() {
                let Value::Object(container) = container else { continue };
                if key == "initContainers" {
                    ports.next();
                }
                let trail = Trail::Index(&list, index);
                self.check(container, &trail, found);
                ports.check(container, &trail, found);
            }
        }
    }

    /// Checks a container of Kubernetes' type.
    pub(crate) fn check(&self, container: &Map<String, Value>, trail: &Trail<'_>, found: &mut Findings) {
        for key in ["volumeMounts", "volumeDevices"] {
            let list = Trail::Key(trail, key);
            for (index, mount) in items(container, key).iter().enumerate() {
                let item = Trail::Index(&list, index);
                self.check_volume(&mount["name"], key == "volumeDevices", &Trail::Key(&item, "name"), found);
            }
        }
        if let Some(Value::Array(variables)) = container.get("env") {
            self.check_variables(variables, &Trail::Key(trail, "env"), found);
        }
        if let Some(given) = container.get("resources").filter(|given| given.is_object()) {
            let trail = Trail::Key(trail, "resources");
            resources::check(&Resources::of(container), &trail.path(), found);
            self.check_claims(given, &trail, found);
        }
        if let Some(lifecycle) = container.get("lifecycle") {
            self.check_lifecycle(lifecycle, &Trail::Key(trail, "lifecycle"), found);
        }
    }

    /// Checks a volume that is mounted or used as a block device.
    fn check_volume(&self, name: &Value, as_device: bool, trail: &Trail<'_>, found: &mut Findings) {
        let Some(name) = name.as_str().filter(|name| !name.is_empty()) else { return };
        let Some(volume) = self.volumes.iter().find(|volume| volume["name"] == name) else {
            found.push(VOLUME_MISSING.at(
                trail.path(),
                format!("the pod has no volume `{}`", name.escape_debug()),
                "add it to `extraVolumes`",
            ));
            return;
        };
        if as_device && volume["persistentVolumeClaim"].is_null() && volume["ephemeral"].is_null() {
            found.push(TOGETHER.at(
                trail.path(),
                format!("volume `{}` cannot be used as a block device", name.escape_debug()),
                "use a volume with `persistentVolumeClaim` or `ephemeral`, or mount it with `volumeMounts`",
            ));
        }
    }

    /// Checks variables whose values come from a file in a volume.
    pub(crate) fn check_variables(&self, variables: &[Value], trail: &Trail<'_>, found: &mut Findings) {
        for (index, variable) in variables.iter().enumerate() {
            let Some(name) = variable["valueFrom"]["fileKeyRef"]["volumeName"].as_str() else { continue };
            let item = Trail::Index(trail, index);
            let source = Trail::Key(&item, "valueFrom");
            let reference = Trail::Key(&source, "fileKeyRef");
            let trail = Trail::Key(&reference, "volumeName");
            let volume = self.volumes.iter().find(|volume| volume["name"] == name);
            if volume.is_none() {
                self.check_volume(&name.into(), false, &trail, found);
            } else if volume.is_some_and(|volume| !volume["emptyDir"].is_object() && has_source(volume)) {
                found.push(TOGETHER.at(
                    trail.path(),
                    format!("volume `{}` is not an `emptyDir`", name.escape_debug()),
                    "use an `emptyDir` volume to which an init container writes the file",
                ));
            }
        }
    }

    /// Checks the claims in a container's resources.
    pub(crate) fn check_claims(&self, resources: &Value, trail: &Trail<'_>, found: &mut Findings) {
        let list = Trail::Key(trail, "claims");
        for (index, claim) in resources["claims"].as_array().into_iter().flatten().enumerate() {
            let Some(name) = claim["name"].as_str().filter(|name| !name.is_empty()) else { continue };
            if self.claims.iter().all(|known| known["name"] != name) {
                let item = Trail::Index(&list, index);
                found.push(CLAIM_MISSING.at(
                    Trail::Key(&item, "name").path(),
                    format!("the pod has no resource claim `{}`", name.escape_debug()),
                    "add it to `resourceClaims`",
                ));
            }
        }
    }

    /// Checks hooks that sleep.
    pub(crate) fn check_lifecycle(&self, lifecycle: &Value, trail: &Trail<'_>, found: &mut Findings) {
        let longest = self.grace_period.unwrap_or(GRACE_PERIOD);
        for hook in ["postStart", "preStop"] {
            let Some(seconds) = lifecycle[hook]["sleep"]["seconds"].as_f64() else { continue };
            if seconds > longest {
                let hook = Trail::Key(trail, hook);
                let sleep = Trail::Key(&hook, "sleep");
                found.push(LONG_SLEEP.at(
                    Trail::Key(&sleep, "seconds").path(),
                    format!(
                        "the hook sleeps for {} seconds, but the pod has only {} seconds to stop",
                        float::decimal(seconds),
                        float::decimal(longest)
                    ),
                    "lower it, or raise `terminationGracePeriodSeconds`",
                ));
            }
        }
    }
}

/// A volume without a source is an `emptyDir`.
fn has_source(volume: &Value) -> bool {
    volume
        .as_object()
        .is_some_and(|volume| volume.iter().any(|(key, value)| key != "name" && !value.is_null()))
}

fn items<'v>(map: &'v Map<String, Value>, key: &str) -> &'v [Value] {
    map.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}
