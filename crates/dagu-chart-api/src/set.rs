//! The `--set…` flags of Helm.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One `--set…` argument.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SetArgument {
    /// The flag.
    pub kind: SetKind,
    /// Its text, such as `workerPools.gpu.replicas=2`.
    pub text: String,
    /// The contents of the files that a `--set-file` argument names, by the path in the argument.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<BTreeMap<String, String>>"))]
    pub files: BTreeMap<String, String>,
}

/// The flag of a [`SetArgument`], in the order in which Helm applies them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum SetKind {
    /// `--set-json`: values are JSON, or the argument is a whole map.
    Json,
    /// `--set`: the type of a value follows from its text.
    Set,
    /// `--set-string`: values stay strings.
    String,
    /// `--set-file`: values are the contents of files.
    File,
    /// `--set-literal`: everything after the first `=` is the value.
    Literal,
}

impl SetKind {
    /// The flag as it is typed.
    pub fn flag(self) -> &'static str {
        match self {
            Self::Json => "--set-json",
            Self::Set => "--set",
            Self::String => "--set-string",
            Self::File => "--set-file",
            Self::Literal => "--set-literal",
        }
    }
}
