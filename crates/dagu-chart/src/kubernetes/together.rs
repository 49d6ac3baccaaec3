//! Fields of one type that depend on each other (k8s.io/kubernetes, `pkg/apis/core/validation`).

mod access;
mod container;
mod service;
mod storage;
mod workload;

use serde_json::{Map, Value};

use super::format;
use super::refusal::{MISSING_KEY, ONE_OF, TOGETHER, not_of};
use super::set::is_set;
use crate::diagnostic::Findings;
use crate::path::{Trail, ValuePath};
use crate::resources::Quantity;
use crate::shown::shortened;

/// A map of one type, while it is checked.
struct Fields<'v, 'f> {
    map: &'v Map<String, Value>,
    trail: &'v Trail<'v>,
    found: &'f mut Findings,
}

/// Checks the fields of a type. `whole` where no other layer of the values can add to it.
pub(super) fn check(
    name: &str,
    map: &Map<String, Value>,
    trail: &Trail<'_>,
    whole: bool,
    found: &mut Findings,
) {
    let mut fields = Fields { map, trail, found };
    match name {
        // A layer of a probe may contradict itself too.
        "Probe" => fields.probe(),
        _ if !whole => {}
        "AzureDiskVolumeSource" => fields.azure_disk(),
        "FCVolumeSource" => fields.fibre(),
        "FlexVolumeSource" => fields.flex_volume(),
        "AppArmorProfile" | "SeccompProfile" => fields.profile(),
        "ConfigMap" => fields.config_map(),
        "Container" => fields.container(),
        "DaemonSetSpec" | "StatefulSetSpec" => fields.selector(),
        "DeploymentSpec" => {
            fields.selector();
            fields.deadline();
        }
        "DeploymentStrategy" => fields.strategy(),
        "DownwardAPIVolumeFile" => fields.file(),
        "EnvVar" => fields.variable(),
        "EnvVarSource" => fields.field_path("field-path"),
        "HorizontalPodAutoscalerSpec" => fields.scaled(),
        "JobSpec" => fields.job(),
        "MetricSpec" => fields.metric(),
        "MetricTarget" => fields.measure(),
        "NetworkPolicyPeer" => fields.peer(),
        "ISCSIVolumeSource" => fields.iscsi(),
        "LabelSelectorRequirement" | "NodeSelectorRequirement" => fields.requirement(),
        "Lifecycle" => fields.lifecycle(),
        "NetworkPolicyPort" => fields.range_of_ports(),
        "PersistentVolumeClaimSpec" => fields.claim(),
        "PersistentVolumeSpec" => fields.volume(),
        "PodAffinityTerm" | "TopologySpreadConstraint" => fields.spread(),
        "PodSpec" => fields.processes(),
        "PolicyRule" => fields.rule(),
        "ResourceFieldSelector" => fields.divisor(),
        "Role" => fields.role(),
        "Secret" => fields.secret(),
        "SecurityContext" => fields.security(),
        "ServiceSpec" => fields.service(),
        "Subject" => fields.subject(),
        "WindowsSecurityContextOptions" => fields.windows(),
        "StorageClass" => fields.class(),
        "VolumeMount" => fields.mount(),
        _ => {}
    }
}

impl<'v> Fields<'v, '_> {
    fn text(&self, key: &str) -> &'v str {
        self.map.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    fn has(&self, key: &str) -> bool {
        self.map.get(key).is_some_and(|value| !value.is_null())
    }

    fn is_true(&self, key: &str) -> bool {
        self.map.get(key) == Some(&Value::Bool(true))
    }

    fn items(&self, key: &str) -> &'v [Value] {
        self.map.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    /// The path of a field of an item of a list of this map.
    fn path_in(&self, list: &str, index: usize, field: &str) -> ValuePath {
        let list = Trail::Key(self.trail, list);
        Trail::Key(&Trail::Index(&list, index), field).path()
    }

    /// The key of this map, or of the list of which it is an item.
    fn place(&self) -> &'v str {
        match self.trail {
            Trail::Key(_, key) | Trail::Index(Trail::Key(_, key), _) => key,
            Trail::Index(..) | Trail::Start(_) => "",
        }
    }

    /// Reports a field that is not allowed, or not with this value.
    fn wrong(&mut self, key: &str, message: impl Into<String>, help: &str) {
        self.found.push(TOGETHER.at(Trail::Key(self.trail, key).path(), message, help));
    }

    fn missing(&mut self, message: &str, help: &str) {
        self.found.push(MISSING_KEY.at(self.trail.path(), message, help));
    }

    fn probe(&mut self) {
        let place = self.place();
        if place == "readinessProbe" {
            if self.has("terminationGracePeriodSeconds") {
                self.wrong(
                    "terminationGracePeriodSeconds",
                    "a readiness probe does not stop the container, so it has no grace period",
                    "remove it",
                );
            }
        } else if self.map.get("successThreshold").and_then(Value::as_f64).is_some_and(|number| number > 1.0)
        {
            self.wrong(
                "successThreshold",
                "only a readiness probe can have a `successThreshold` above 1",
                "set it to 1, or remove it",
            );
        }
    }

    fn profile(&mut self) {
        let is_local = self.text("type") == "Localhost";
        if is_local && !is_set(self.map.get("localhostProfile").unwrap_or(&Value::Null)) {
            self.missing(
                "missing `localhostProfile`, which type `Localhost` requires",
                "add `localhostProfile`",
            );
        } else if !is_local && !self.text("type").is_empty() && self.has("localhostProfile") {
            self.wrong(
                "localhostProfile",
                "`localhostProfile` needs type `Localhost`",
                "remove it, or set `type` to `Localhost`",
            );
        }
    }

    fn variable(&mut self) {
        if self.has("valueFrom") && !self.text("value").is_empty() {
            self.found.push(ONE_OF.at(
                self.trail.path(),
                "`value` and `valueFrom` are both set, but Kubernetes allows only one of them",
                "remove one of them",
            ));
        }
    }

    /// Files and variables can use different pod fields.
    fn field_path(&mut self, name: &str) {
        let reference = self.map.get("fieldRef").and_then(Value::as_object);
        let path = reference.and_then(|reference| reference.get("fieldPath")).and_then(Value::as_str);
        let format = format::named(name).filter(|format| path.is_some_and(|path| !(format.fits)(path)));
        if let (Some(format), Some(path)) = (format, path) {
            let reference = Trail::Key(self.trail, "fieldRef");
            self.found.push(not_of(format, path, &Trail::Key(&reference, "fieldPath")));
        }
    }

    fn requirement(&mut self) {
        let count = self.items("values").len();
        let operator = self.text("operator");
        let of_fields = self.place() == "matchFields";
        let problem = match operator {
            "In" | "NotIn" if of_fields && count != 1 => {
                Some(("needs exactly one value for a field", "keep one value"))
            }
            "In" | "NotIn" if count == 0 => Some(("needs at least one value", "add a value")),
            "Exists" | "DoesNotExist" if count > 0 => Some(("takes no values", "remove them, or use `In`")),
            "Gt" | "Lt" if count != 1 => Some(("needs exactly one number", "set one number")),
            _ => None,
        };
        if let Some((problem, help)) = problem {
            self.wrong("values", format!("`{operator}` {problem}"), help);
        }
        if of_fields {
            if !matches!(operator, "In" | "NotIn") {
                self.wrong(
                    "operator",
                    "node fields support only the operators `In` and `NotIn`",
                    "use `In` or `NotIn`",
                );
            }
            if self.text("key") != "metadata.name" {
                self.wrong(
                    "key",
                    "`metadata.name` is the only node field that can be matched",
                    "use `metadata.name`, or `matchExpressions` for labels",
                );
            }
        }
    }

    /// The divisor of a resource is 1, or a power of 1000 or 1024.
    fn divisor(&mut self) {
        let Some(divisor) = self.map.get("divisor").and_then(Quantity::of) else { return };
        let (known, help): (&[&str], _) = match self.text("resource").ends_with(".cpu") {
            true => (&["0", "1", "1m"], "use `1` or `1m`"),
            false => (
                &["0", "1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"],
                "use `1`, `1k`, `1M`, `1G`, `1Ki`, `1Mi` or `1Gi`",
            ),
        };
        if known.iter().all(|unit| Quantity((*unit).to_owned()).amount() != divisor.amount()) {
            self.wrong(
                "divisor",
                format!("`{}` is not a valid divisor for this resource", shortened(&divisor.0)),
                help,
            );
        }
    }

    fn lifecycle(&mut self) {
        if self.has("stopSignal") {
            self.wrong(
                "stopSignal",
                "`stopSignal` needs a pod that sets its operating system (`os`)",
                "remove it, or set it together with `os` in `patches` for the Deployment",
            );
        }
    }

    fn spread(&mut self) {
        for key in ["matchLabelKeys", "mismatchLabelKeys"] {
            if self.items(key).is_empty() {
                continue;
            }
            if !self.has("labelSelector") {
                self.wrong(key, "these keys extend `labelSelector`, which is not set", "add `labelSelector`");
            }
        }
        let both =
            self.items("matchLabelKeys").iter().any(|key| self.items("mismatchLabelKeys").contains(key));
        if both {
            self.wrong(
                "matchLabelKeys",
                "a key is also in `mismatchLabelKeys`",
                "remove it from one of the two",
            );
        }
        let selector = self.map.get("labelSelector").unwrap_or(&Value::Null);
        let is_selected = |key: &Value| {
            let key = key.as_str().unwrap_or_default();
            let expressions = selector["matchExpressions"].as_array();
            selector["matchLabels"].get(key).is_some()
                || expressions.into_iter().flatten().any(|one| one["key"] == key)
        };
        if self.items("matchLabelKeys").iter().any(is_selected) {
            self.wrong("matchLabelKeys", "a key is also in `labelSelector`", "remove it from one of the two");
        }
        if self.has("minDomains") && self.text("whenUnsatisfiable") == "ScheduleAnyway" {
            self.wrong(
                "minDomains",
                "`minDomains` needs `whenUnsatisfiable: DoNotSchedule`",
                "remove it, or set `whenUnsatisfiable` to `DoNotSchedule`",
            );
        }
    }

    fn security(&mut self) {
        let is_privileged = self.is_true("privileged");
        if is_privileged && self.map.get("allowPrivilegeEscalation") == Some(&Value::Bool(false)) {
            self.wrong(
                "allowPrivilegeEscalation",
                "a privileged container always allows privilege escalation",
                "remove it, or remove `privileged`",
            );
        }
        if self.text("procMount") == "Unmasked" {
            self.wrong(
                "procMount",
                "`Unmasked` needs a pod with its own user namespace",
                "remove it, or set `hostUsers` to false in `patches` for the Deployment",
            );
        }
    }

    fn windows(&mut self) {
        if self.is_true("hostProcess") {
            self.wrong(
                "hostProcess",
                "a host process needs the host network",
                "remove it: host processes are for Windows, and Dagu's image is for Linux",
            );
        }
    }
}
