//! Patches for rendered objects, for settings that have no key.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::keys::{choice, keys};

keys! {
    /// The objects to change, and the changes.
    pub(crate) struct Patch {
        /// The objects to change. At least one of its keys is required.
        "target" target: PatchTarget;
        /// Operations of a JSON Patch (RFC 6902). Use either this or `merge`.
        "json6902" json6902: Vec<Operation>;
        /// A JSON Merge Patch (RFC 7386): maps are merged, `null` removes a key, and anything else replaces.
        "merge" merge: Option<Map<String, Value>> { example: r#"{"spec": {"revisionHistoryLimit": 3}}"# };
        /// Whether the patch also changes objects of other charts.
        "foreign" foreign: Option<bool>;
    }
}

keys! {
    /// Selects objects by kind, name and labels.
    pub(crate) struct PatchTarget {
        /// Kind of the object, such as `Deployment`.
        "kind" kind: Option<String> { example: r#""Deployment""# };
        /// Name of the object.
        "name" name: Option<String> { example: r#""dagu-ui""# };
        /// Labels that the object must have.
        "labels" labels: BTreeMap<String, String> { example: r#"{"app.kubernetes.io/component": "ui"}"# };
    }
}

keys! {
    /// An operation of JSON Patch.
    pub(crate) struct Operation {
        /// The operation: `add`, `remove`, `replace`, `move`, `copy` or `test`.
        "op" op: Option<OperationKind> { example: r#""add""# };
        /// JSON pointer to the field, such as `/spec/template/spec/containers/0/args/-`.
        "path" path: Option<String> { example: r#""/spec/revisionHistoryLimit""# };
        /// JSON pointer to the source of `move` and `copy`.
        "from" from: Option<String>;
        /// The value for `add`, `replace` and `test`. It can be `null`.
        "value" value: Option<Value>;
    }
}

choice! {
    /// The operations of JSON Patch.
    pub(crate) enum OperationKind {
        /// Sets a key or inserts an item into a list.
        Add = "add",
        /// Removes a value.
        Remove = "remove",
        /// Replaces a value.
        Replace = "replace",
        /// Moves the value at `from`.
        Move = "move",
        /// Copies the value at `from`.
        Copy = "copy",
        /// Fails unless the value is equal.
        Test = "test",
    }
}
