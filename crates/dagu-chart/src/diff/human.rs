//! A difference as text for a terminal.

use std::fmt::Write;

use dagu_chart_api::{ChangedField, ChangedObject, Diff, Drift, Loss, ObjectName, RemovedObject};
use serde_json::Value;

use super::is_below;
use super::secret::HIDDEN;

/// The difference as text, without colours; empty if there is none.
pub fn human(diff: &Diff) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    for object in &diff.created {
        let _ = writeln!(text, "+ {}", described(object));
    }
    for object in &diff.missing {
        let _ = writeln!(
            text,
            "+ {}: not found in the cluster (deleted, or not readable by you); the upgrade creates it",
            described(object)
        );
    }
    let is_counted = |changed: &&ChangedObject| diff.brief && is_only_labelled(changed);
    for changed in diff.changed.iter().filter(|changed| !is_counted(changed)) {
        describe(changed, &mut text);
    }
    match diff.changed.iter().filter(is_counted).count() {
        0 => {}
        1 => text.push_str("~ 1 other object: only its labels or annotations change\n"),
        count => {
            let _ = writeln!(text, "~ {count} other objects: only their labels or annotations change");
        }
    }
    for removed in &diff.removed {
        let _ = writeln!(text, "- {}{}", described(&removed.object), outcome(removed));
    }
    for object in &diff.left {
        let _ = writeln!(
            text,
            "! {}: left over from a failed upgrade; Helm does not delete it, run `kubectl delete`",
            described(object)
        );
    }
    text
}

/// Whether only labels and annotations of the object itself change, without a conflict.
fn is_only_labelled(changed: &ChangedObject) -> bool {
    let is_label = |path: &str| is_below("metadata.labels", path) || is_below("metadata.annotations", path);
    let is_drift = |field: &ChangedField| field.drift.is_some();
    changed.conflicts.is_empty()
        && changed.contested.is_empty()
        && changed.fields.iter().all(|field| is_label(&field.path) && !is_drift(field))
}

fn outcome(removed: &RemovedObject) -> String {
    let outcome = match removed.loss {
        _ if removed.kept => ": kept in the cluster (helm.sh/resource-policy)",
        Some(Loss::Data) => ": LOST: deletes the data on its volume",
        Some(Loss::Credential) => ": LOST: deletes the generated credential in it",
        Some(Loss::Objects) => ": LOST: deletes all objects that belong to it",
        None => "",
    };
    let missing = if removed.missing { " (not found in the cluster)" } else { "" };
    format!("{outcome}{missing}")
}

fn describe(changed: &ChangedObject, text: &mut String) {
    let restarts = if changed.restarts.is_empty() { "" } else { ": its pods restart" };
    let _ = writeln!(text, "~ {}{restarts}", described(&changed.object));
    // They are in the order of the fields.
    let mut restarts = changed.restarts.iter().peekable();
    for field in &changed.fields {
        let mark = if restarts.next_if(|path| **path == field.path).is_some() { "restart " } else { "" };
        let _ = writeln!(text, "  {mark}{}", shown(field));
    }
    for conflict in &changed.conflicts {
        let _ = writeln!(text, "  REFUSED {} `{}`: {}", conflict.problem, conflict.path, conflict.why);
    }
    for contested in &changed.contested {
        let _ = writeln!(
            text,
            "  CONFLICT `{}`: `{}` manages this field, so server-side apply fails: remove it from your values, \
             or add --force-conflicts to overwrite it",
            contested.path,
            contested.manager.escape_debug()
        );
    }
}

fn shown(field: &ChangedField) -> String {
    let change = format!("{}: {} -> {}", field.path, short(&field.before), short(&field.after));
    let change = match field.values.as_slice() {
        [] => change,
        values => format!("{change} (value `{}`)", values.join("`, `")),
    };
    match &field.drift {
        None => change,
        Some(Drift { deployed, manager: None }) => format!("{change} (last deployed: {})", short(deployed)),
        Some(Drift { deployed: None, manager: Some(manager) }) => {
            format!("{change} (set by `{}`)", manager.escape_debug())
        }
        Some(Drift { deployed, manager: Some(manager) }) => {
            format!("{change} (last deployed: {}, changed by `{}`)", short(deployed), manager.escape_debug())
        }
    }
}

/// A value on one line; maps and lists are abbreviated.
fn short(value: &Option<Value>) -> String {
    match value {
        None => "<none>".to_owned(),
        Some(Value::Object(_)) => "{…}".to_owned(),
        Some(Value::Array(_)) => "[…]".to_owned(),
        Some(Value::String(text)) if text == HIDDEN => HIDDEN.to_owned(),
        Some(scalar) => scalar.to_string(),
    }
}

fn described(object: &ObjectName) -> String {
    format!("{} {}", object.kind.escape_debug(), object.name.escape_debug())
}
