//! Converts JSON Patch operations from the values to the types of the json-patch crate.

use json_patch::jsonptr::PointerBuf;
use json_patch::{
    AddOperation, CopyOperation, MoveOperation, PatchOperation, RemoveOperation, ReplaceOperation,
    TestOperation,
};
use serde_json::Value;

use super::MALFORMED;
use crate::diagnostic::Finding;
use crate::path::ValuePath;
use crate::shown::shown;
use crate::values::{Operation, OperationKind};

/// All operations of a patch, or the diagnostic of the first invalid one.
pub(super) fn all(list: Vec<Operation>, path: &ValuePath) -> Result<Vec<PatchOperation>, Finding> {
    let mut operations = Vec::with_capacity(list.len());
    for (index, operation) in list.into_iter().enumerate() {
        operations.push(one(operation, &path.index(index))?);
    }
    Ok(operations)
}

fn one(operation: Operation, place: &ValuePath) -> Result<PatchOperation, Finding> {
    use OperationKind::{Add, Copy, Move, Remove, Replace, Test};
    let Operation { op, path, from, value } = operation;
    let Some(op) = op else {
        return Err(MALFORMED.at(
            place,
            "this operation has no `op`",
            "set `op` to `add`, `replace`, `remove` or `test`",
        ));
    };
    let path = pointer(path, "path", place)?;
    let takes_value = matches!(op, Add | Replace | Test);
    let takes_from = matches!(op, Move | Copy);
    for (key, takes, given) in [("value", takes_value, value.is_some()), ("from", takes_from, from.is_some())]
    {
        if given && !takes {
            return Err(MALFORMED.at(place.key(key), "this operation does not take this key", "remove it"));
        }
        if takes && !given {
            return Err(MALFORMED.at(place, format!("this operation needs `{key}`"), format!("add `{key}`")));
        }
    }
    let value = value.unwrap_or(Value::Null);
    let from = if takes_from { pointer(from, "from", place)? } else { PointerBuf::new() };
    Ok(match op {
        Add => PatchOperation::Add(AddOperation { path, value }),
        Remove => PatchOperation::Remove(RemoveOperation { path }),
        Replace => PatchOperation::Replace(ReplaceOperation { path, value }),
        Move => PatchOperation::Move(MoveOperation { from, path }),
        Copy => PatchOperation::Copy(CopyOperation { from, path }),
        Test => PatchOperation::Test(TestOperation { path, value }),
    })
}

fn pointer(text: Option<String>, key: &str, place: &ValuePath) -> Result<PointerBuf, Finding> {
    let Some(text) = text else {
        return Err(MALFORMED.at(place, format!("this operation needs `{key}`"), format!("add `{key}`")));
    };
    let message = format!("`{}` is not a JSON pointer", shown(&text));
    PointerBuf::parse(text).map_err(|_| {
        let help = "start it with `/`; inside a key, write `~1` for `/` and `~0` for `~`";
        MALFORMED.at(place.key(key), message, help)
    })
}
