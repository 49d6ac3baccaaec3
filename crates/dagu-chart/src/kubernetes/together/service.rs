//! The fields of a Service (k8s.io/kubernetes, `validateService`), and the ports of a network policy.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Fields;
use crate::float;
use crate::kubernetes::refusal::{ITEM_TWICE, MISSING_KEY, TOGETHER};
use crate::path::Trail;

impl Fields<'_, '_> {
    pub(super) fn service(&mut self) {
        let kind = self.text("type");
        let is_headless = self.text("clusterIP") == "None";
        let is_name = kind == "ExternalName";
        if self.items("ports").is_empty() && !is_headless && !is_name {
            self.missing("missing `ports`, which a Service requires", "add a port");
        }
        if is_name && self.text("externalName").is_empty() {
            self.missing("missing `externalName`, which type `ExternalName` requires", "add `externalName`");
        }
        if is_headless && matches!(kind, "LoadBalancer" | "NodePort") {
            self.wrong(
                "clusterIP",
                format!("a Service of type `{kind}` cannot be headless"),
                "remove it, or set `type` to `ClusterIP`",
            );
        }
        for key in ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"] {
            if is_name && self.has(key) {
                self.wrong(key, "a Service of type `ExternalName` has no IP address", "remove it");
            }
        }
        if self.has("clusterIPs") && self.text("clusterIP").is_empty() {
            self.wrong(
                "clusterIPs",
                "`clusterIPs` is set without `clusterIP`, which is its first item",
                "add `clusterIP`",
            );
        }
        if self.has("sessionAffinityConfig") && self.text("sessionAffinity") != "ClientIP" {
            self.wrong(
                "sessionAffinityConfig",
                "`sessionAffinityConfig` needs `sessionAffinity: ClientIP`",
                "set `sessionAffinity` to `ClientIP`, or remove it",
            );
        }
        self.reached_from_outside(kind);
        self.service_ports(kind);
    }

    fn reached_from_outside(&mut self, kind: &str) {
        const BALANCED: &str = "remove it, or set `type` to `LoadBalancer`";
        let is_balanced = kind == "LoadBalancer";
        let is_external = is_balanced || kind == "NodePort" || !self.items("externalIPs").is_empty();
        if !is_external && !self.text("externalTrafficPolicy").is_empty() {
            self.wrong(
                "externalTrafficPolicy",
                "this Service gets no traffic from outside the cluster",
                "remove it, or set `type` to `NodePort` or `LoadBalancer`",
            );
        }
        for key in ["allocateLoadBalancerNodePorts", "loadBalancerClass", "loadBalancerSourceRanges"] {
            if !is_balanced && self.has(key) && self.map.get(key) != Some(&Value::Array(Vec::new())) {
                self.wrong(key, "only a Service of type `LoadBalancer` has this field", BALANCED);
            }
        }
        let is_local = is_balanced && self.text("externalTrafficPolicy") == "Local";
        if !is_local
            && self.map.get("healthCheckNodePort").and_then(Value::as_f64).is_some_and(|port| port > 0.0)
        {
            self.wrong(
                "healthCheckNodePort",
                "`healthCheckNodePort` needs type `LoadBalancer` and `externalTrafficPolicy: Local`",
                "remove it",
            );
        }
    }

    /// Checks that a peer of a network policy is either a network or pods.
    pub(super) fn peer(&mut self) {
        let pods = ["namespaceSelector", "podSelector"];
        if self.has("ipBlock") && pods.iter().any(|key| self.has(key)) {
            self.wrong(
                "ipBlock",
                "`ipBlock` cannot be combined with `podSelector` or `namespaceSelector`",
                "move it to an item of its own",
            );
        } else if !self.has("ipBlock") && pods.iter().all(|key| !self.has(key)) {
            self.missing(
                "Kubernetes requires one of several fields here, but none is set",
                "add `podSelector`, `namespaceSelector` or `ipBlock`",
            );
        }
    }

    /// Checks the port range of a network policy.
    pub(super) fn range_of_ports(&mut self) {
        let Some(end) = self.map.get("endPort").and_then(Value::as_f64) else { return };
        match self.map.get("port") {
            Some(Value::Number(port)) if port.as_f64().is_some_and(|port| port <= end) => {}
            Some(Value::Number(_)) => {
                self.wrong("endPort", "`endPort` is lower than `port`", "set `port` to the lower number");
            }
            _ => self.wrong("endPort", "`endPort` needs a numeric `port`", "set `port` to a number"),
        }
    }

    /// The ports must be unique by name, and by protocol and number.
    fn service_ports(&mut self, kind: &str) {
        let ports = self.items("ports");
        let list = Trail::Key(self.trail, "ports");
        let mut seen = BTreeSet::new();
        for (index, port) in ports.iter().enumerate() {
            let item = Trail::Index(&list, index);
            let protocol = port["protocol"].as_str().filter(|text| !text.is_empty()).unwrap_or("TCP");
            let name = port["name"].as_str().unwrap_or_default();
            if name.is_empty() && ports.len() > 1 {
                self.found.push(MISSING_KEY.at(
                    item.path(),
                    "missing `name`, which each port requires if there are several",
                    "add `name`",
                ));
            }
            if kind.is_empty() || kind == "ClusterIP" {
                let is_open = port["nodePort"].as_f64().is_some_and(|port| port > 0.0);
                if is_open {
                    self.found.push(TOGETHER.at(
                        Trail::Key(&item, "nodePort").path(),
                        "a Service of type `ClusterIP` has no node port",
                        "remove it, or set `type` to `NodePort`",
                    ));
                }
            }
            let numbered = |key: &str| {
                let number = port[key].as_f64().filter(|number| *number > 0.0)?;
                Some(format!("{protocol} {}", float::decimal(number)))
            };
            for (key, value) in [
                ("name", name.to_owned()),
                ("port", numbered("port").unwrap_or_default()),
                ("nodePort", numbered("nodePort").unwrap_or_default()),
            ] {
                if !value.is_empty() && !seen.insert((key, value)) {
                    self.found.push(ITEM_TWICE.at(
                        Trail::Key(&item, key).path(),
                        format!("two ports of this Service have the same `{key}`"),
                        "change or remove one of the two",
                    ));
                }
            }
        }
    }
}
