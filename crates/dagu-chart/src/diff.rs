//! What changes between two sets of objects, and what that does to a release that runs.
//!
//! It knows Kubernetes' rules and Helm's, and nothing of this chart: the sets may come from anywhere.

mod change;
mod compare;
mod defaults;
mod frozen;
mod human;
mod items;
mod loss;
mod managers;
mod meaning;
mod objects;
mod path;
mod question;
mod secret;

use serde::Serialize;
use serde_json::Value;

use crate::stream::ObjectReference;

pub use human::human;
pub use question::{Apply, Question};

use objects::Objects;

/// The difference between two sets of objects.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Diff {
    /// Objects that are not there and will be.
    pub created: Vec<ObjectName>,
    /// Objects of both sets that the cluster has no more, or does not show; an upgrade creates them again.
    pub missing: Vec<ObjectName>,
    /// Objects that are there and will differ.
    pub changed: Vec<Changed>,
    /// Objects of the first set alone.
    pub removed: Vec<Removed>,
    /// Objects of neither set that the cluster has: a failed upgrade created them, and no upgrade removes them.
    pub left: Vec<ObjectName>,
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
    /// What server-side apply refuses to change, because somebody else set it.
    pub contested: Vec<Contested>,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drift {
    /// What was deployed; none where nothing was.
    pub deployed: Option<Value>,
    /// Who set what is there, as `kubectl`; none where that is Helm or nobody knows.
    pub manager: Option<String>,
}

/// A change that the API server refuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// What is wrong with the change, in a word or two in front of the field: `immutable`.
    #[serde(skip)]
    pub(crate) problem: &'static str,
    /// The field.
    pub path: String,
    /// Why, and what to do, one sentence.
    pub why: &'static str,
    /// What is lost when the object is deleted to make way for the change.
    pub loss: Option<Loss>,
}

/// A change at which server-side apply stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contested {
    /// The field.
    pub path: String,
    /// Who set it.
    pub manager: String,
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
    /// Whether the cluster has it no more, or does not show it.
    pub missing: bool,
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

/// Compares two manifest streams of which nothing else is known: see [`answer`].
///
/// # Errors
///
/// The error says in one sentence which document cannot be read.
pub fn diff(before: &str, after: &str) -> Result<Diff, String> {
    answer(&Question { before: before.to_owned(), after: after.to_owned(), ..Question::default() })
}

/// Compares what is wanted with what is there, or with what was deployed last where nobody looked.
///
/// Hooks belong to no release and are left out. An object without a namespace is the same as its namesake with one:
/// Helm puts it into that of the release.
///
/// # Errors
///
/// The error says in one sentence which document cannot be read.
pub fn answer(question: &Question) -> Result<Diff, String> {
    let before = Objects::read("old", &question.before, &question.namespace)?;
    let mut after = Objects::read("new", &question.after, &question.namespace)?;
    let mut live = question.live.as_ref().map(|live| Objects::of(live, &question.namespace));
    let mut diff = Diff::default();
    // An exact match comes before a namesake, whichever object asks first.
    let exact = |old: Value| (after.take(&old), live.as_mut().and_then(|live| live.take(&old)), old);
    let matches: Vec<_> = before.into_values().map(exact).collect();
    for (new, there, old) in matches {
        let new = new.or_else(|| after.take_namesake(&old));
        let there = live.as_mut().map(|live| there.or_else(|| live.take_namesake(&old)));
        match (new, there) {
            (Some(_), Some(None)) => diff.missing.push(name(&old)),
            (Some(new), there) => {
                let there = there.flatten();
                diff.changed.extend(change::changed(question, Some(&old), there.as_ref(), &new));
            }
            (None, there) => {
                let there = there.as_ref().map(Option::as_ref);
                diff.removed.push(loss::removed(name(&old), &old, there));
            }
        }
    }
    for new in after.into_values() {
        let there = live.as_mut().and_then(|live| live.take(&new).or_else(|| live.take_namesake(&new)));
        match there {
            Some(there) => diff.changed.extend(change::changed(question, None, Some(&there), &new)),
            None => diff.created.push(name(&new)),
        }
    }
    diff.left = live.into_iter().flat_map(Objects::into_values).map(|object| name(&object)).collect();
    Ok(diff)
}

fn is_below(parent: &str, path: &str) -> bool {
    path.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn name(object: &Value) -> ObjectName {
    let identity = ObjectReference::of(object, "");
    let owned = str::to_owned;
    ObjectName {
        kind: owned(identity.kind()),
        namespace: owned(identity.namespace()),
        name: owned(identity.name()),
    }
}
