//! The difference between two sets of objects, and its effect on a running release.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Text;

/// Two sets of objects, and what is known about the cluster that contains the first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DiffRequest {
    /// The manifests of the revision from which Helm starts.
    pub before: String,
    /// The wanted manifests.
    pub after: String,
    /// The namespace of objects that have none; empty if unknown.
    pub namespace: String,
    /// The live objects of the release, with `managedFields`; none if the cluster was not asked.
    #[cfg_attr(feature = "typescript", ts(type = "Array<unknown> | null"))]
    pub live: Option<Vec<Value>>,
    /// How Helm would apply the changes.
    pub apply: Option<Apply>,
    /// Whether credentials are shown.
    pub show_secrets: bool,
    /// Whether the text only counts objects of which nothing but labels and annotations changes.
    pub brief: bool,
    /// The values of each Dagu chart in the release, to find the values that cause a change; empty if unknown.
    pub values: Vec<ChangedValues>,
}

/// The values of one Dagu chart before and after a change.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ChangedValues {
    /// The name of the release.
    pub release: String,
    /// The names of the subcharts that lead to the chart in an umbrella chart.
    pub alias: Vec<String>,
    /// The values that override the defaults before the change.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub before: Value,
    /// The same after the change.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub after: Value,
}

/// How Helm applies changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Apply {
    /// With a patch that Helm computes: it reverts changes of other managers.
    Client,
    /// With server-side apply: changes of other managers are conflicts.
    Server,
    /// With server-side apply and `--force-conflicts`.
    Force,
}

/// The difference between two sets of objects.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Diff {
    /// Objects that will be created.
    pub created: Vec<ObjectName>,
    /// Objects of both sets that are missing in the cluster or not readable; an upgrade creates them again.
    pub missing: Vec<ObjectName>,
    /// Objects that will be changed.
    pub changed: Vec<ChangedObject>,
    /// Objects of the first set only.
    pub removed: Vec<RemovedObject>,
    /// Objects in the cluster that are in neither set: a failed upgrade created them, and no upgrade deletes them.
    pub left: Vec<ObjectName>,
    /// The workloads of both sets: what happens to their pods.
    pub workloads: Vec<Workload>,
    /// Whether the text only counts objects of which nothing but labels and annotations changes.
    #[serde(skip)]
    pub brief: bool,
}

/// A Deployment, StatefulSet or DaemonSet, and what happens to its pods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Workload {
    /// The object.
    pub object: ObjectName,
    /// The worker pool or the component, by its labels; otherwise its name.
    pub component: String,
    /// The current state; none if there is no such object.
    pub before: Option<WorkloadState>,
    /// The wanted state; none if the object is removed.
    pub after: Option<WorkloadState>,
    /// What happens to the pods.
    pub pods: Pods,
    /// The fields that cause it; empty if the object is created or removed.
    pub fields: Vec<String>,
    /// The values that cause it; empty if unknown.
    pub values: Vec<String>,
}

/// The state of a workload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct WorkloadState {
    /// The number of pods; none for a DaemonSet.
    #[cfg_attr(feature = "typescript", ts(type = "number | null"))]
    pub replicas: Option<u64>,
    /// The label `app.kubernetes.io/version`.
    pub version: Option<String>,
}

/// What happens to the pods of a workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Pods {
    /// They keep running; their number may change.
    Keep,
    /// All are replaced.
    Restart,
    /// There are none now.
    Start,
    /// All stop, and none replaces them.
    Stop,
}

/// Kind, namespace and name of an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ObjectName {
    /// Such as `Deployment`.
    pub kind: String,
    /// Its namespace; empty if it has none.
    pub namespace: String,
    /// Its name.
    pub name: String,
}

/// An object that changes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ChangedObject {
    /// The object.
    pub object: ObjectName,
    /// The fields that change.
    pub fields: Vec<ChangedField>,
    /// The paths of those fields that restart the pods; empty if the pods keep running.
    pub restarts: Vec<String>,
    /// Changes that Kubernetes rejects.
    pub conflicts: Vec<Conflict>,
    /// Changes that server-side apply rejects because another manager owns the field.
    pub contested: Vec<Contested>,
}

/// A field that changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ChangedField {
    /// The path, such as `spec.template.spec.containers[ui].image`.
    pub path: String,
    /// The current value; none if the field is absent.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub before: Option<Value>,
    /// The new value; none if the field is removed.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub after: Option<Value>,
    /// Whether a credential in it is hidden.
    pub hidden: bool,
    /// How the current value differs from the deployed one, if it does.
    pub drift: Option<Drift>,
    /// The values that cause the change; empty if unknown.
    pub values: Vec<String>,
}

/// A difference between the live object and what was deployed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Drift {
    /// The deployed value; none if there was none.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub deployed: Option<Value>,
    /// The manager of the current value, such as `kubectl`; none if it is Helm or unknown.
    pub manager: Option<String>,
}

/// A change that the API server rejects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Conflict {
    /// The kind of problem, which is printed before the field: `immutable`.
    pub problem: Text,
    /// The field.
    pub path: String,
    /// The reason and what to do, one sentence.
    pub why: Text,
    /// What is lost if the object is deleted to allow the change.
    pub loss: Option<Loss>,
}

/// A change that is a conflict for server-side apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Contested {
    /// The field.
    pub path: String,
    /// The manager of the field.
    pub manager: String,
}

/// An object that is removed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RemovedObject {
    /// The object.
    pub object: ObjectName,
    /// Whether Helm keeps it in the cluster.
    pub kept: bool,
    /// What is lost with it.
    pub loss: Option<Loss>,
    /// Whether it is missing in the cluster or not readable.
    pub missing: bool,
}

/// What is lost with a removed object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Loss {
    /// Files on a volume.
    Data,
    /// A generated credential that exists nowhere else.
    Credential,
    /// All objects in the namespace or of the custom kind.
    Objects,
}
