//! The changes of one object.

use dagu_chart_api::{Apply, ChangedField, ChangedObject, Contested, DiffRequest, Drift};
use serde_json::Value;

use super::compare::{Comparison, FieldDifference};
use super::managers::Managers;
use super::{frozen, is_below, name, secret};
use crate::object::{group, is_own_group, text_at};

/// The changes, if there are any. `there` is the live object, none if the cluster was not asked.
pub(super) fn changed(
    request: &DiffRequest,
    base: Option<&Value>,
    there: Option<&Value>,
    after: &Value,
) -> Option<ChangedObject> {
    let object = name(after);
    let kind = object.kind.as_str();
    let managers = there.map(Managers::of).filter(Managers::known);
    let leaves_others = matches!(request.apply, Some(Apply::Server | Apply::Force));
    let comparison = Comparison::new(kind, is_built_in(after), managers.as_ref().filter(|_| leaves_others));
    let old = there.or(base)?;
    let mut found = comparison.run(base, old, after);
    found.retain(|found| !is_aside(found));
    if found.is_empty() {
        return None;
    }
    let manager = |found: &FieldDifference| {
        let manager = managers.as_ref()?.others(&found.path)?;
        Some(manager.to_owned())
    };
    let stops = |found: &&FieldDifference| request.apply == Some(Apply::Server) && is_applied(found);
    let contested = found
        .iter()
        .filter(stops)
        .filter_map(|found| Some(Contested { path: found.path.text(), manager: manager(found)? }));
    let contested = contested.collect();
    let fields: Vec<ChangedField> = found.iter().map(|found| field(found, manager(found))).collect();
    let conflicts = frozen::conflicts(kind, old, after, &found);
    let restarts = match kind {
        "Deployment" | "StatefulSet" | "DaemonSet" => {
            let paths = fields.iter().map(|field| &field.path);
            paths.filter(|path| is_below("spec.template", path)).cloned().collect()
        }
        _ => Vec::new(),
    };
    let mut changed = ChangedObject { object, fields, restarts, conflicts, contested };
    if !request.show_secrets {
        let kind = changed.object.kind.as_str();
        for (field, found) in changed.fields.iter_mut().zip(&found) {
            hide(kind, found, field);
        }
    }
    Some(changed)
}

fn field(found: &FieldDifference, manager: Option<String>) -> ChangedField {
    // A value that is not in the last manifest is drift only if its manager is known.
    let drifted = if found.base.is_some() { !found.as_deployed } else { manager.is_some() };
    ChangedField {
        path: found.path.text(),
        before: found.there.clone(),
        after: found.after.clone(),
        hidden: false,
        drift: drifted.then(|| Drift { deployed: found.base.clone(), manager }),
        values: Vec::new(),
    }
}

fn hide(kind: &str, found: &FieldDifference, field: &mut ChangedField) {
    let drift = field.drift.as_mut().and_then(|drift| drift.deployed.as_mut());
    for value in [field.before.as_mut(), field.after.as_mut(), drift].into_iter().flatten() {
        field.hidden |= secret::hide(kind, &found.path, value);
    }
}

/// Whether server-side apply can conflict on the field: it sets a value, and not only the order of a list.
fn is_applied(found: &FieldDifference) -> bool {
    found.there.is_some() && found.after.as_ref().is_some_and(|after| !after.is_array())
}

/// Differences that are not changes: a namespace that one side omits, and fields that controllers write.
fn is_aside(found: &FieldDifference) -> bool {
    let path = found.path.text();
    path == "metadata.namespace" || is_below("status", &path) || path == "metadata.creationTimestamp"
}

/// Whether the API server has the kind without a CustomResourceDefinition.
fn is_built_in(object: &Value) -> bool {
    is_own_group(group(text_at(object, &["apiVersion"])))
}
