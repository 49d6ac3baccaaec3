//! A pod, and why it is not ready.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::object::{Condition, Metadata};

#[derive(Debug, Serialize)]
pub(crate) struct Pod {
    pub(super) name: String,
    /// The node that it runs on; none until it is scheduled.
    pub(super) node: Option<String>,
    pub(super) ready: bool,
    /// Why it is not ready, in one word such as `ImagePullBackOff`; none if it is.
    pub(super) reason: Option<String>,
    /// What Kubernetes says about it; may be empty.
    pub(super) message: String,
    #[serde(skip)]
    labels: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Object {
    metadata: Metadata,
    #[serde(default)]
    spec: Spec,
    #[serde(default)]
    status: Status,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Spec {
    node_name: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Status {
    phase: String,
    reason: String,
    message: String,
    conditions: Vec<Condition>,
    init_container_statuses: Vec<Container>,
    container_statuses: Vec<Container>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Container {
    state: Phases,
    last_state: Phases,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Phases {
    waiting: Option<Phase>,
    terminated: Option<Phase>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Phase {
    reason: String,
    message: String,
    exit_code: i64,
}

impl Pod {
    /// `None` if the object is not a pod.
    pub(super) fn read(object: Value) -> Option<Self> {
        let Object { metadata, spec, status } = serde_json::from_value(object).ok()?;
        let ready = status.conditions.iter().any(|it| it.kind == "Ready" && it.status == "True");
        let ready = ready && metadata.deleted.is_none();
        let cause = match metadata.deleted {
            _ if ready => None,
            Some(_) => Some(("Terminating".to_owned(), String::new())),
            None => Some(status.cause()),
        };
        let (reason, message) =
            cause.map_or((None, String::new()), |(reason, message)| (Some(reason), message));
        Some(Self {
            name: metadata.name,
            node: spec.node_name,
            ready,
            reason,
            message,
            labels: metadata.labels,
        })
    }

    pub(super) fn is_selected(&self, selector: &BTreeMap<String, String>) -> bool {
        !selector.is_empty() && selector.iter().all(|(key, value)| self.labels.get(key) == Some(value))
    }
}

impl Status {
    /// Why the pod is not ready: a word and a sentence.
    fn cause(self) -> (String, String) {
        if self.phase == "Failed" && !self.reason.is_empty() {
            return (self.reason, self.message);
        }
        let scheduled = self.conditions.iter().find(|it| it.kind == "PodScheduled" && it.status == "False");
        if let Some(condition) = scheduled {
            return (condition.reason.clone(), condition.message.clone());
        }
        let containers = self.init_container_statuses.into_iter().chain(self.container_statuses);
        if let Some(cause) = containers.filter_map(Container::cause).next() {
            return cause;
        }
        if let Some(condition) = self.conditions.into_iter().find(|it| it.kind == "Ready") {
            return (condition.reason, condition.message);
        }
        (self.phase, "it is not scheduled yet".to_owned())
    }
}

impl Container {
    fn cause(self) -> Option<(String, String)> {
        if let Some(waiting) = self.state.waiting {
            let message = match self.last_state.terminated {
                Some(last) => format!("{} (before: {})", waiting.message, last.end()),
                None => waiting.message,
            };
            return Some((waiting.reason, message));
        }
        let end = self.state.terminated.filter(|end| end.exit_code != 0)?;
        Some((end.reason.clone(), end.end()))
    }
}

impl Phase {
    /// `OOMKilled, exit code 137`.
    fn end(&self) -> String {
        format!("{}, exit code {}", self.reason, self.exit_code)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Pod;

    fn cause(status: serde_json::Value) -> (Option<String>, String) {
        let pod = json!({"metadata": {"name": "a"}, "spec": {}, "status": status});
        let pod = Pod::read(pod).expect("a pod");
        (pod.reason, pod.message)
    }

    #[test]
    fn the_cause_is_what_kubernetes_reports_nearest_to_it() {
        let not_ready =
            json!({"type": "Ready", "status": "False", "reason": "ContainersNotReady", "message": "m"});
        let waits = |reason: &str| json!({"state": {"waiting": {"reason": reason, "message": "why"}}});
        for (status, reason, message) in [
            (json!({"phase": "Pending"}), "Pending", "it is not scheduled yet"),
            (
                json!({"phase": "Pending", "conditions": [
                    {"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/3 nodes"}
                ]}),
                "Unschedulable",
                "0/3 nodes",
            ),
            (
                json!({"conditions": [not_ready], "containerStatuses": [waits("ImagePullBackOff")]}),
                "ImagePullBackOff",
                "why",
            ),
            (
                json!({"initContainerStatuses": [waits("CreateContainerConfigError")],
                    "containerStatuses": [waits("PodInitializing")]}),
                "CreateContainerConfigError",
                "why",
            ),
            (
                json!({"containerStatuses": [{
                    "state": {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 40s"}},
                    "lastState": {"terminated": {"reason": "OOMKilled", "exitCode": 137}},
                }]}),
                "CrashLoopBackOff",
                "back-off 40s (before: OOMKilled, exit code 137)",
            ),
            (
                json!({"containerStatuses": [{"state": {"terminated": {"reason": "Error", "exitCode": 2}}}]}),
                "Error",
                "Error, exit code 2",
            ),
            (
                json!({"conditions": [not_ready], "containerStatuses": [{"state": {"running": {}}}]}),
                "ContainersNotReady",
                "m",
            ),
            (json!({"phase": "Failed", "reason": "Evicted", "message": "disk"}), "Evicted", "disk"),
        ] {
            assert_eq!(cause(status), (Some(reason.to_owned()), message.to_owned()));
        }
    }

    #[test]
    fn a_pod_that_is_deleted_is_not_ready() {
        let ready = json!([{"type": "Ready", "status": "True"}]);
        assert_eq!(cause(json!({"conditions": ready})), (None, String::new()));
        let pod =
            json!({"metadata": {"name": "a", "deletionTimestamp": "t"}, "status": {"conditions": ready}});
        let pod = Pod::read(pod).expect("a pod");
        assert!(!pod.ready && pod.reason.as_deref() == Some("Terminating"));
        assert!(Pod::read(json!({"kind": "PodList"})).is_none());
    }
}
