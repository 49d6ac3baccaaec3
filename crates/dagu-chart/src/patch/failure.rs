//! The diagnostic of a failed operation, without values of the object.

use json_patch::jsonptr::Pointer;
use json_patch::{PatchError, PatchErrorKind, PatchOperation};
use serde_json::Value;

use super::guard::Guard;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::invalid::nearest;
use crate::path::ValuePath;
use crate::shown::shown;

/// An operation failed.
pub(super) const FAILED: Rule = Rule {
    code: "D0703",
    name: "patch-failed",
    severity: Severity::Error,
    doc: doc!("A `test` operation failed, or the patch uses a path that the object does not have."),
};

/// Reports a failed operation. `object` is the result of the operations before it.
pub(super) fn of(
    error: &PatchError,
    operations: &[PatchOperation],
    guard: &Guard,
    object: &Value,
    path: &ValuePath,
) -> Finding {
    let place = path.key("json6902").index(error.operation);
    let operation = operations.get(error.operation);
    let object_name = guard.described();
    let pointer = match (&error.kind, operation) {
        (PatchErrorKind::TestFailed, _) => {
            let pointer = shown(error.path.as_str());
            let message =
                format!("the `test` operation failed: {object_name} has a different value at `{pointer}`");
            return FAILED.at(
                &place,
                message,
                "compare the patch with the object that `helm template … | dagu-post` prints without it",
            );
        }
        (PatchErrorKind::CannotMoveInsideItself, _) => {
            let message = format!("cannot move a value into itself in {object_name}");
            return FAILED.at(&place, message, "use a `path` outside of `from`");
        }
        (PatchErrorKind::InvalidFromPointer, Some(PatchOperation::Move(operation))) => &operation.from,
        (PatchErrorKind::InvalidFromPointer, Some(PatchOperation::Copy(operation))) => &operation.from,
        _ => &error.path,
    };
    let message = format!("{object_name} has no `{}`", shown(pointer.as_str()));
    FAILED.at(&place, message, way_out(object, pointer))
}

/// The help for a path that does not exist in the object.
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
                    None => format!(
                        "add the missing part below `{known}` with an operation before this one, or correct the path"
                    ),
                },
                Value::Array(list) if list.is_empty() => {
                    format!("correct the path: the list `{known}` is empty")
                }
                Value::Array(list) => {
                    format!("use an index of the list `{known}` from 0 to {}", list.len() - 1)
                }
                _ => format!("correct the path: `{known}` is neither a map nor a list"),
            };
        };
        value = next;
        known = shown(&format!("{known}/{}", token.encoded())).to_string();
    }
    "correct the path".to_owned()
}
