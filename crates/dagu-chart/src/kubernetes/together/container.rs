//! The fields of a container (k8s.io/kubernetes, `validateContainers`).

use std::collections::BTreeSet;

use serde_json::Value;

use super::Fields;
use crate::kubernetes::refusal::{ITEM_TWICE, TOGETHER};
use crate::path::Trail;
use crate::shown::shortened;

impl Fields<'_, '_> {
    pub(super) fn container(&mut self) {
        let restarts = self.text("restartPolicy") == "Always";
        if self.place() == "initContainers" && !restarts {
            for key in ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] {
                if self.has(key) {
                    self.wrong(
                        key,
                        if key == "lifecycle" {
                            "an init container runs to completion and cannot have lifecycle hooks"
                        } else {
                            "an init container runs to completion and cannot have probes"
                        },
                        "remove it, or set `restartPolicy` to `Always` to run it as a sidecar",
                    );
                }
            }
            for (index, policy) in self.items("resizePolicy").iter().enumerate() {
                if policy["restartPolicy"] == "RestartContainer" {
                    self.found.push(TOGETHER.at(
                        self.path_in("resizePolicy", index, "restartPolicy"),
                        "an init container cannot restart when it is resized",
                        "use `NotRequired`, or set `restartPolicy` of the container to `Always`",
                    ));
                }
            }
        }
        if !self.items("restartPolicyRules").is_empty() && !self.has("restartPolicy") {
            self.missing(
                "missing `restartPolicy`, which `restartPolicyRules` requires",
                "add `restartPolicy`",
            );
        }
        self.ports();
        self.devices();
        self.propagation();
    }

    /// The names of ports must be unique.
    fn ports(&mut self) {
        let mut seen = BTreeSet::new();
        for (index, port) in self.items("ports").iter().enumerate() {
            let Some(name) = port["name"].as_str().filter(|name| !name.is_empty()) else { continue };
            if !seen.insert(name) {
                self.found.push(ITEM_TWICE.at(
                    self.path_in("ports", index, "name"),
                    format!("two ports of this container have the name `{}`", shortened(name)),
                    "rename one of the two",
                ));
            }
        }
    }

    /// A volume is either mounted as a directory or used as a block device.
    fn devices(&mut self) {
        let mut names = BTreeSet::new();
        let mut paths = BTreeSet::new();
        for mount in self.items("volumeMounts") {
            names.extend(mount["name"].as_str());
            paths.extend(mount["mountPath"].as_str());
        }
        let is_in =
            |set: &BTreeSet<&str>, value: &Value| value.as_str().is_some_and(|text| set.contains(text));
        let mut seen = BTreeSet::new();
        for (index, device) in self.items("volumeDevices").iter().enumerate() {
            let is_mounted = is_in(&names, &device["name"]) || is_in(&paths, &device["devicePath"]);
            if is_mounted {
                let list = Trail::Key(self.trail, "volumeDevices");
                self.found.push(TOGETHER.at(
                    Trail::Index(&list, index).path(),
                    "this volume or path is also in `volumeMounts`",
                    "remove it from one of the two",
                ));
            }
            let name = device["name"].as_str().filter(|name| !name.is_empty());
            if name.is_some_and(|name| !seen.insert(name)) {
                self.found.push(ITEM_TWICE.at(
                    self.path_in("volumeDevices", index, "name"),
                    "a container can use a volume as one block device only",
                    "remove one of the two",
                ));
            }
        }
    }

    fn propagation(&mut self) {
        let context = self.map.get("securityContext");
        if context.is_some_and(|context| context["privileged"] == true) {
            return;
        }
        for (index, mount) in self.items("volumeMounts").iter().enumerate() {
            if mount["mountPropagation"] == "Bidirectional" {
                self.found.push(TOGETHER.at(
                    self.path_in("volumeMounts", index, "mountPropagation"),
                    "only a privileged container can use `Bidirectional`",
                    "use `HostToContainer`, or set `securityContext.privileged` to true",
                ));
            }
        }
    }
}
