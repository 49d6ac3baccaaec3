//! Changes to finished objects, for what no value can say.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::keys::{choice, keys};

keys! {
    /// Which objects to change, and how.
    pub(crate) struct Patch {
        /// Which objects. At least one of its keys is needed.
        "target" target: PatchTarget;
        /// Operations of JSON Patch (RFC 6902), in place of `merge`.
        "json6902" json6902: Vec<Operation>;
        /// A JSON Merge Patch (RFC 7386): mappings merge, `null` removes, all else replaces.
        "merge" merge: Option<Map<String, Value>> { example: r#"{"spec": {"revisionHistoryLimit": 3}}"# };
        /// Whether objects of other charts are changed too.
        "foreign" foreign: Option<bool>;
    }
}

keys! {
    /// What an object must have to be changed.
    pub(crate) struct PatchTarget {
        /// Its kind, as `Deployment`.
        "kind" kind: Option<String> { example: r#""Deployment""# };
        /// Its name.
        "name" name: Option<String> { example: r#""dagu-ui""# };
        /// Labels that it has.
        "labels" labels: BTreeMap<String, String> { example: r#"{"app.kubernetes.io/component": "ui"}"# };
    }
}

keys! {
    /// An operation of JSON Patch.
    pub(crate) struct Operation {
        /// What is done.
        "op" op: Option<OperationKind> { example: r#""add""# };
        /// Where, as `/spec/template/spec/containers/0/args/-`.
        "path" path: Option<String> { example: r#""/spec/revisionHistoryLimit""# };
        /// Where `move` and `copy` take the value from.
        "from" from: Option<String>;
        /// The value for `add`, `replace` and `test`, be it `null`.
        "value" value: Option<Value>;
    }
}

choice! {
    /// The operations of JSON Patch.
    pub(crate) enum OperationKind {
        /// Sets an entry or puts an item into a list.
        Add = "add",
        /// Takes away what is there.
        Remove = "remove",
        /// Replaces what is there.
        Replace = "replace",
        /// Takes away what is at `from` and adds it.
        Move = "move",
        /// Adds what is at `from` too.
        Copy = "copy",
        /// Stops unless the value is there.
        Test = "test",
    }
}
