//! Which worker pools run a DAG.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Diagnostic, RenderRequest};

/// DAG files, and the values of the release that is to run them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RouteRequest {
    /// The values.
    pub values: RenderRequest,
    /// The DAG files.
    pub dags: Vec<DagFile>,
    /// The base configuration of Dagu (`base.yaml`), which all DAGs inherit from.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub base: Option<Value>,
}

/// A DAG file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct DagFile {
    /// Its path.
    pub name: String,
    /// Its YAML documents: the DAG, and its sub-DAGs.
    #[cfg_attr(feature = "typescript", ts(type = "Array<unknown>"))]
    pub documents: Vec<Value>,
}

/// Where DAGs run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Routes {
    /// Version of this format: 1.
    pub format: u32,
    /// Whether the values have no error, and each DAG runs somewhere.
    pub ok: bool,
    /// The version of Dagu, such as `2.4.3`; empty if the values have errors.
    pub version: String,
    /// One entry per DAG, and per step with a selector.
    pub routes: Vec<Route>,
    /// The errors in the values.
    pub diagnostics: Vec<Diagnostic>,
}

/// Where a DAG or a step runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Route {
    /// The path of the file.
    pub file: String,
    /// The name of the DAG: its own, or that of the file.
    pub dag: String,
    /// The name of the step; absent for the DAG itself.
    pub step: Option<String>,
    /// The labels that a worker must have.
    pub selector: BTreeMap<String, String>,
    /// The same as it is written in a DAG, such as `worker_selector: {gpu: "true"}`; empty without labels.
    pub selector_text: String,
    /// Where it runs.
    pub outcome: Outcome,
    /// The pools that run it.
    pub pools: Vec<String>,
    /// The other pools, with the reason.
    pub others: Vec<Mismatch>,
    /// What else to know, or why it does not run; may be empty.
    pub reason: String,
    /// What to do; empty if it runs.
    pub help: String,
}

/// Where a DAG runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Outcome {
    /// On the workers of the pools.
    Workers,
    /// In the pod of the UI or of the scheduler.
    Local,
    /// Nowhere: no pool has these labels.
    Nowhere,
    /// The selector contains a variable.
    Unknown,
    /// Dagu refuses the file.
    Invalid,
}

/// A pool that does not run a DAG.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Mismatch {
    /// The pool.
    pub pool: String,
    /// Why not.
    pub reason: String,
}

impl Routes {
    /// Version of the format.
    pub const FORMAT: u32 = 1;
}
