//! The host ports of a pod: Kubernetes lets a pod use each of them once.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::refusal::{ITEM_TWICE, TOGETHER};
use crate::diagnostic::Findings;
use crate::path::Trail;

/// The ports of the containers so far, by protocol and address.
#[derive(Default)]
pub(crate) struct HostPorts<'v> {
    /// Whether the pod uses the host network, so that all its ports are host ports.
    is_on_host: bool,
    seen: BTreeSet<(&'v str, &'v str, u64)>,
}

impl<'v> HostPorts<'v> {
    /// No ports, before the first container of a pod.
    pub(crate) fn of(pod: &Map<String, Value>) -> Self {
        Self { is_on_host: pod.get("hostNetwork") == Some(&Value::Bool(true)), ..Self::default() }
    }

    /// Forgets the ports so far: init containers run one after the other.
    pub(crate) fn next(&mut self) {
        self.seen.clear();
    }

    /// Adds the ports of a container.
    pub(crate) fn check(
        &mut self,
        container: &'v Map<String, Value>,
        trail: &Trail<'_>,
        found: &mut Findings,
    ) {
        let list = Trail::Key(trail, "ports");
        let ports = container.get("ports").and_then(Value::as_array).into_iter().flatten();
        for (index, port) in ports.enumerate() {
            let number = |key: &str| port[key].as_u64().filter(|number| *number > 0);
            let own = number("containerPort");
            let Some(used) = number("hostPort").or(own.filter(|_| self.is_on_host)) else { continue };
            let protocol = port["protocol"].as_str().filter(|text| !text.is_empty()).unwrap_or("TCP");
            let address = port["hostIP"].as_str().unwrap_or_default();
            let item = Trail::Index(&list, index);
            let place = || Trail::Key(&item, "hostPort").path();
            if self.is_on_host && own.is_some_and(|own| own != used) {
                found.push(TOGETHER.at(
                    place(),
                    "with `hostNetwork: true`, `hostPort` must equal `containerPort`",
                    "remove it, or set it to the value of `containerPort`",
                ));
            }
            if !self.seen.insert((protocol, address, used)) {
                found.push(ITEM_TWICE.at(
                    place(),
                    format!("two containers or ports of this pod use host port {used}"),
                    "change or remove one of the two",
                ));
            }
        }
    }
}
