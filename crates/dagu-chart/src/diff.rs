//! What changes between two sets of objects, and what that does to a release that runs.
//!
//! It knows Kubernetes' rules and Helm's, and nothing of this chart: the sets may come from anywhere.

mod changes;
mod frozen;
mod human;
mod loss;
mod objects;

use serde::Serialize;
use serde_json::Value;

use crate::stream::Identity;

pub use human::human;

/// The difference between two sets of objects.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Diff {
    /// Objects of the second set alone.
    pub created: Vec<ObjectName>,
    /// Objects of both sets that differ.
    pub changed: Vec<Changed>,
    /// Objects of the first set alone.
    pub removed: Vec<Removed>,
}

/// Which object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ObjectName {
    /// As `Deployment`.
    pub kind: String,
    /// Its namespace; empty where it says none.
    pub namespace: String,
    /// Its name.
    pub name: String,
}

/// An object that is another one afterwards.
#[derive(Clone, Debug, Serialize)]
pub struct Changed {
    /// Which one.
    pub object: ObjectName,
    /// Every field that differs.
    pub fields: Vec<Field>,
    /// Paths of the fields among them for which its pods are replaced; empty when they run on.
    pub restarts: Vec<String>,
    /// What Kubernetes refuses to change.
    pub conflicts: Vec<Conflict>,
}

/// A field that differs. In a Secret neither side is told.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// Where it is: `spec.template.spec.containers[ui].image`.
    pub path: String,
    /// What it was; none where it was not there.
    pub before: Option<Value>,
    /// What it is; none where it is no longer there.
    pub after: Option<Value>,
}

/// A change that the API server refuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The field.
    pub path: String,
    /// Why, one sentence.
    pub why: &'static str,
}

/// An object that is gone afterwards.
#[derive(Clone, Debug, Serialize)]
pub struct Removed {
    /// Which one.
    pub object: ObjectName,
    /// Whether Helm leaves it in the cluster all the same.
    pub kept: bool,
    /// What goes with it and does not come back.
    pub loss: Option<Loss>,
}

/// What a removed object takes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Loss {
    /// Files on a volume.
    Data,
    /// A credential that was generated and stands nowhere else.
    Credential,
    /// Every object that lives in it or is of its kind.
    Objects,
}

/// Compares two manifest streams. Hooks belong to no release and are left out.
///
/// An object without a namespace is the same as its namesake with one: Helm puts it into that of the release.
///
/// The error says in one sentence which document cannot be read.
pub fn diff(before: &str, after: &str) -> Result<Diff, String> {
    let (before, mut after) = (objects::read("first", before)?, objects::read("second", after)?);
    let pairs: Vec<_> = before.into_iter().map(|(key, old)| (after.remove(&key), old)).collect();
    let mut diff = Diff::default();
    for (new, old) in pairs {
        match new.or_else(|| objects::take_namesake(&mut after, &old)) {
            Some(new) => diff.changed.extend(changed(&old, &new)),
            None => diff.removed.push(loss::removed(name(&old), &old)),
        }
    }
    diff.created = after.values().map(name).collect();
    Ok(diff)
}

fn changed(old: &Value, new: &Value) -> Option<Changed> {
    let mut fields = changes::between(old, new);
    // One of the two may leave it out, and that is no change.
    fields.retain(|field| field.path != "metadata.namespace");
    if fields.is_empty() {
        return None;
    }
    let object = name(old);
    let conflicts = frozen::conflicts(&object.kind, old, new, &fields);
    let restarts = match object.kind.as_str() {
        "Deployment" | "StatefulSet" | "DaemonSet" => below("spec.template", &fields),
        _ => Vec::new(),
    };
    if object.kind == "Secret" {
        fields.iter_mut().for_each(|field| (field.before, field.after) = (None, None));
    }
    Some(Changed { object, fields, restarts, conflicts })
}

/// The paths of the fields at or below one.
fn below(parent: &str, fields: &[Field]) -> Vec<String> {
    fields.iter().filter(|field| is_below(parent, &field.path)).map(|field| field.path.clone()).collect()
}

fn is_below(parent: &str, path: &str) -> bool {
    path.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn name(object: &Value) -> ObjectName {
    let identity = Identity::of(object, "");
    let owned = str::to_owned;
    ObjectName {
        kind: owned(identity.kind()),
        namespace: owned(identity.namespace()),
        name: owned(identity.name()),
    }
}
