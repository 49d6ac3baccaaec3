//! Changes to finished objects, for what no value can say.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::path::Trail;
use crate::typed::{Reader, Typed};

/// Which objects to change, and how.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Patch {
    /// Which objects. At least one of its keys is needed.
    pub(crate) target: PatchTarget,
    /// Operations of JSON Patch (RFC 6902), in place of `merge`.
    pub(crate) json6902: Vec<Operation>,
    /// A JSON Merge Patch (RFC 7386): mappings merge, `null` removes, all else replaces.
    pub(crate) merge: Option<Map<String, Value>>,
    /// Whether objects of other charts are changed too.
    pub(crate) foreign: Option<bool>,
}

/// What an object must have to be changed.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct PatchTarget {
    /// Its kind, as `Deployment`.
    pub(crate) kind: Option<String>,
    /// Its name.
    pub(crate) name: Option<String>,
    /// Labels that it has.
    pub(crate) labels: BTreeMap<String, String>,
}

/// An operation of JSON Patch.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Operation {
    /// What is done.
    pub(crate) op: Option<OperationKind>,
    /// Where, as `/spec/template/spec/containers/0/args/-`.
    pub(crate) path: Option<String>,
    /// Where `move` and `copy` take the value from.
    pub(crate) from: Option<String>,
    /// The value for `add`, `replace` and `test`.
    pub(crate) value: Given,
}

/// The operations of JSON Patch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Typed)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) enum OperationKind {
    /// Sets an entry or puts an item into a list.
    Add,
    /// Takes away what is there.
    Remove,
    /// Replaces what is there.
    Replace,
    /// Takes away what is at `from` and adds it.
    Move,
    /// Adds what is at `from` too.
    Copy,
    /// Stops unless the value is there.
    Test,
}

/// A value that may be given, be it `null`.
#[derive(Debug, Default)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Given(pub(crate) Option<Value>);

impl Typed for Given {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, value: &Value, _: &Trail<'_>, _: &mut Reader) {
        self.0 = Some(value.clone());
    }
}
