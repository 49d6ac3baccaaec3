//! A difference as a person reads it in a terminal.

use std::fmt::Write;

use serde_json::Value;

use super::{Changed, Diff, Field, Loss, ObjectName, Removed};

/// The difference as text, without colours; empty where there is none.
pub fn human(diff: &Diff) -> String {
    let mut text = String::new();
    for object in &diff.created {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "+ {}", described(object));
    }
    for changed in &diff.changed {
        describe(changed, &mut text);
    }
    for Removed { object, kept, loss } in &diff.removed {
        let what = match loss {
            _ if *kept => ": stays in the cluster",
            Some(Loss::Data) => ": the data on its volume is lost",
            Some(Loss::Credential) => ": the generated credential in it is lost",
            Some(Loss::Objects) => ": all objects that depend on it are lost",
            None => "",
        };
        let _ = writeln!(text, "- {}{what}", described(object));
    }
    text
}

fn describe(changed: &Changed, text: &mut String) {
    let restarts = if changed.restarts.is_empty() { "" } else { ": its pods restart" };
    let _ = writeln!(text, "~ {}{restarts}", described(&changed.object));
    for field in &changed.fields {
        let mark = if changed.restarts.contains(&field.path) { "restart " } else { "" };
        let _ = writeln!(text, "  {mark}{}", shown(field));
    }
    for conflict in &changed.conflicts {
        let _ = writeln!(text, "  refused {}: {}", conflict.path, conflict.why);
    }
}

fn shown(field: &Field) -> String {
    match (&field.before, &field.after) {
        (None, None) => field.path.clone(),
        (before, after) => format!("{}: {} -> {}", field.path, short(before), short(after)),
    }
}

/// A value on one line; what has parts is only named.
fn short(value: &Option<Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Value::Object(_)) => "{…}".to_owned(),
        Some(Value::Array(_)) => "[…]".to_owned(),
        Some(scalar) => scalar.to_string(),
    }
}

fn described(object: &ObjectName) -> String {
    format!("{} {}", object.kind.escape_debug(), object.name.escape_debug())
}
