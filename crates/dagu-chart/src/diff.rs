//! The difference between two sets of objects, and its effect on a running release.
//!
//! It knows the rules of Kubernetes and Helm, and the sets can come from any chart. Only `cause`, which finds the values
//! behind a change, renders this chart.

mod cause;
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
mod secret;
mod workload;

use dagu_chart_api::{Diff, DiffRequest, ObjectName};
use serde_json::Value;

use crate::order;
use crate::stream::ObjectReference;

pub use human::human;

use objects::Objects;

/// Compares two manifest streams without information about the cluster: see [`answer`].
///
/// # Errors
///
/// The error names the document that cannot be parsed.
pub fn diff(before: &str, after: &str) -> Result<Diff, String> {
    answer(&DiffRequest { before: before.to_owned(), after: after.to_owned(), ..DiffRequest::default() })
}

/// Compares the wanted objects with the live ones, or with the last deployed ones if the live ones are unknown.
///
/// Hooks are not part of a release and are left out. An object without a namespace equals the one of the same name with
/// a namespace: Helm creates it in the namespace of the release.
///
/// # Errors
///
/// The error names the document that cannot be parsed.
pub fn answer(request: &DiffRequest) -> Result<Diff, String> {
    let before = Objects::read("old", &request.before, &request.namespace)?;
    let after = Objects::read("new", &request.after, &request.namespace)?;
    let mut diff = compare(request, before, after);
    cause::explain(&mut diff, request);
    Ok(diff)
}

/// Compares objects. The request has what is known of the cluster.
fn compare(request: &DiffRequest, before: Objects, mut after: Objects) -> Diff {
    let mut live = request.live.as_ref().map(|live| Objects::of(live, &request.namespace));
    let mut diff = Diff { brief: request.brief, ..Diff::default() };
    // Exact matches come first, independent of the order of the objects.
    let exact = |old: Value| (after.take(&old), live.as_mut().and_then(|live| live.take(&old)), old);
    let matches: Vec<_> = before.into_values().map(exact).collect();
    for (new, there, old) in matches {
        let new = new.or_else(|| after.take_namesake(&old));
        let there = live.as_mut().map(|live| there.or_else(|| live.take_namesake(&old)));
        match (new, there) {
            (Some(new), Some(None)) => {
                diff.missing.push(name(&old));
                diff.workloads.extend(workload::created(&new));
            }
            (Some(new), there) => {
                let there = there.flatten();
                let changed = change::changed(request, Some(&old), there.as_ref(), &new);
                diff.workloads.extend(workload::changed(
                    there.as_ref().unwrap_or(&old),
                    &new,
                    changed.as_ref(),
                ));
                diff.changed.extend(changed);
            }
            (None, there) => {
                let there = there.as_ref().map(Option::as_ref);
                let removed = loss::removed(name(&old), &old, there);
                diff.workloads.extend(workload::removed(there.flatten().unwrap_or(&old), &removed));
                diff.removed.push(removed);
            }
        }
    }
    for new in after.into_values() {
        let there = live.as_mut().and_then(|live| live.take(&new).or_else(|| live.take_namesake(&new)));
        match there {
            Some(there) => {
                let changed = change::changed(request, None, Some(&there), &new);
                diff.workloads.extend(workload::changed(&there, &new, changed.as_ref()));
                diff.changed.extend(changed);
            }
            None => {
                diff.created.push(name(&new));
                diff.workloads.extend(workload::created(&new));
            }
        }
    }
    diff.left = live.into_iter().flat_map(Objects::into_values).map(|object| name(&object)).collect();
    order::sort_by(&mut diff.workloads, |one, other| one.object.cmp(&other.object));
    diff
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
