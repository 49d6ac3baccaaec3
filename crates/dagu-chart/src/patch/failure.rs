//! Why an operation failed, in a person's words and without a value in them.

use json_patch::jsonptr::Pointer;
use json_patch::{PatchError, PatchErrorKind, PatchOperation};
use serde_json::Value;

use super::guard::Guard;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::misfit::nearest;
use crate::path::ValuePath;
use crate::shown::shown;

/// An operation failed.
pub(super) const FAILED: Rule = Rule {
    code: "D0703",
    name: "patch-failed",
    severity: Severity::Error,
    doc: doc!(
        "An operation found another object than its author had in mind: a `test` failed, or a path leads nowhere."
    ),
};

/// The failed operation, on the object as the operations before it left it.
pub(super) fn of(
    error: &PatchError,
    operations: &[PatchOperation],
    guard: &Guard,
    object: &Value,
    path: &ValuePath,
) -> Diagnostic {
    let place = path.key("json6902").index(error.operation);
    let operation = operations.get(error.operation);
    let object_name = guard.described();
    let pointer = match (&error.kind, operation) {
        (PatchErrorKind::TestFailed, _) => {
            let pointer = shown(error.path.as_str());
            let message = format!("the test failed: {object_name} has something else at `{pointer}`");
            return FAILED.at(&place, message, "look at the object, and correct the patch");
        }
        (PatchErrorKind::CannotMoveInsideItself, _) => {
            let message = format!("nothing can move into itself in {object_name}");
            return FAILED.at(&place, message, "choose a `path` outside of `from`");
        }
        (PatchErrorKind::InvalidFromPointer, Some(PatchOperation::Move(operation))) => &operation.from,
        (PatchErrorKind::InvalidFromPointer, Some(PatchOperation::Copy(operation))) => &operation.from,
        _ => &error.path,
    };
    let message = format!("{object_name} has no `{}`", shown(pointer.as_str()));
    FAILED.at(&place, message, way_out(object, pointer))
}

/// Where the path leaves the object, and what is there.
fn way_out(object: &Value, pointer: &Pointer) -> String {
    let mut value = object;
    let mut known = String::new();
    for token in pointer.tokens() {
        let key = token.decoded();
        let next = match value {
            Value::Object(map) => map.get(&*key),
            Value::Array(list) => key.parse::<usize>().ok().and_then(|index| list.get(index)),
            _ => None,
        };
        let Some(next) = next else {
            return match value {
                Value::Object(map) => match nearest(&key, map.keys().map(String::as_str)) {
                    Some(near) => format!(
                        "did you mean `{known}/{}`?",
                        shown(&near.replace('~', "~0").replace('/', "~1"))
                    ),
                    None => format!("`add` what `{known}` lacks before, or correct the path"),
                },
                Value::Array(list) => format!("`{known}` is a list of {} items, counted from 0", list.len()),
                _ => format!("`{known}` is neither a map nor a list"),
            };
        };
        value = next;
        known = shown(&format!("{known}/{}", token.encoded())).to_string();
    }
    "correct the path".to_owned()
}
