//! What changes between two sets of objects, and what that does to a release that runs.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Text;

/// Two sets of objects, and what is known of the cluster that has the first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct DiffRequest {
    /// The manifests of the revision that Helm starts from.
    pub before: String,
    /// The manifests that are wanted.
    pub after: String,
    /// The namespace of every object that names none; empty where it is not known.
    pub namespace: String,
    /// The objects of the release that the cluster has, with `managedFields`; none where nobody asked it.
    pub live: Option<Vec<Value>>,
    /// How Helm would bring the objects to what is wanted.
    pub apply: Option<Apply>,
    /// Whether credentials are shown.
    pub show_secrets: bool,
}

/// How Helm changes an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Apply {
    /// By a patch that Helm computes: what others changed is changed back.
    Client,
    /// By server-side apply: what others changed is a conflict.
    Server,
    /// By server-side apply with `--force-conflicts`.
    Force,
}

/// The difference between two sets of objects.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Diff {
    /// Objects that are not there and will be.
    pub created: Vec<ObjectName>,
    /// Objects of both sets that the cluster has no more, or does not show; an upgrade creates them again.
    pub missing: Vec<ObjectName>,
    /// Objects that are there and will differ.
    pub changed: Vec<ChangedObject>,
    /// Objects of the first set alone.
    pub removed: Vec<RemovedObject>,
    /// Objects of neither set that the cluster has: a failed upgrade created them, and no upgrade removes them.
    pub left: Vec<ObjectName>,
}

/// Which object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ObjectName {
    /// As `Deployment`.
    pub kind: String,
    /// Its namespace; empty where it says none.
    pub namespace: String,
    /// Its name.
    pub name: String,
}

/// An object that is another one afterwards.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangedObject {
    /// Which one.
    pub object: ObjectName,
    /// Every field that differs.
    pub fields: Vec<ChangedField>,
    /// Paths of the fields among them for which its pods are replaced; empty when they run on.
    pub restarts: Vec<String>,
    /// What Kubernetes refuses to change.
    pub conflicts: Vec<Conflict>,
    /// What server-side apply refuses to change, because somebody else set it.
    pub contested: Vec<Contested>,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangedField {
    /// Where it is: `spec.template.spec.containers[ui].image`.
    pub path: String,
    /// What it is now; none where it is not there.
    pub before: Option<Value>,
    /// What it will be; none where it goes.
    pub after: Option<Value>,
    /// Whether a credential in it is replaced by a remark.
    pub hidden: bool,
    /// How it came to differ from what was deployed, where it does.
    pub drift: Option<Drift>,
}

/// A field that is not what was deployed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drift {
    /// What was deployed; none where nothing was.
    pub deployed: Option<Value>,
    /// Who set what is there, as `kubectl`; none where that is Helm or nobody knows.
    pub manager: Option<String>,
}

/// A change that the API server refuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// What is wrong with the change, in a word or two in front of the field: `immutable`.
    pub problem: Text,
    /// The field.
    pub path: String,
    /// Why, and what to do, one sentence.
    pub why: Text,
    /// What is lost when the object is deleted to make way for the change.
    pub loss: Option<Loss>,
}

/// A change at which server-side apply stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contested {
    /// The field.
    pub path: String,
    /// Who set it.
    pub manager: String,
}

/// An object that is gone afterwards.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemovedObject {
    /// Which one.
    pub object: ObjectName,
    /// Whether Helm leaves it in the cluster all the same.
    pub kept: bool,
    /// What goes with it and does not come back.
    pub loss: Option<Loss>,
    /// Whether the cluster has it no more, or does not show it.
    pub missing: bool,
}

/// What a removed object takes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Loss {
    /// Files on a volume.
    Data,
    /// A credential that was generated and stands nowhere else.
    Credential,
    /// Every object that lives in it or is of its kind.
    Objects,
}
