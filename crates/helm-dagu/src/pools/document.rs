//! Pools as JSON: docs/schemas/pools.json.

use dagu_chart_api::{AbsentPool, Diagnostic, Pool};
use serde::Serialize;

use super::state::State;
use super::{Running, View};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Document<'a> {
    format: u32,
    ok: bool,
    version: &'a str,
    selector_key: &'a str,
    /// None without a release.
    release: Option<Release<'a>>,
    pools: Vec<Entry<'a>>,
    absent: &'a [AbsentPool],
    diagnostics: &'a [Diagnostic],
}

#[derive(Serialize)]
struct Release<'a> {
    name: &'a str,
    namespace: &'a str,
    revision: u64,
    status: &'a str,
    ready: bool,
    notes: &'a [String],
}

#[derive(Serialize)]
struct Entry<'a> {
    #[serde(flatten)]
    pool: &'a Pool,
    /// None without a release, and if Helm does not list the Deployment.
    live: Option<&'a State>,
}

impl<'a> Document<'a> {
    pub(crate) fn new(view: &'a View) -> Self {
        let View { answer, running } = view;
        let release = |running: &'a Running| Release {
            name: &running.release,
            namespace: &running.namespace,
            revision: running.revision,
            status: &running.status,
            ready: view.is_ready(),
            notes: &running.notes,
        };
        let live = |pool: &Pool| running.as_ref().and_then(|running| running.pools.get(&pool.name));
        Self {
            format: answer.format,
            ok: answer.ok,
            version: &answer.version,
            selector_key: &answer.selector_key,
            release: running.as_ref().map(release),
            pools: answer.pools.iter().map(|pool| Entry { pool, live: live(pool) }).collect(),
            absent: &answer.absent,
            diagnostics: &answer.diagnostics,
        }
    }
}
