//! The worker pools of a release, and which of them run a DAG: answers about values, without manifests.

use std::mem;

use dagu_chart_api::{Diagnostic, Outcome, Pool, PoolSetting, Pools, RenderRequest, RouteRequest, Routes};
use serde_json::{Map, Value};

use super::carrier;
use super::locate::located;
use super::texts::Texts;
use crate::chart;
use crate::component::Component;
use crate::context::Context;
use crate::diagnostic::Findings;
use crate::route::routes;
use crate::values;

/// The worker pools, each with what it inherits.
pub fn pools(request: &RenderRequest) -> Pools {
    let answer = inspect(request, |context| {
        let pools = context.values.worker_pools.iter();
        (context.version.to_string(), pools.map(|(name, pool)| described(context, name, pool)).collect())
    });
    match answer {
        Ok((version, pools)) => {
            Pools { format: Pools::FORMAT, ok: true, version, pools, diagnostics: Vec::new() }
        }
        Err(diagnostics) => Pools { format: Pools::FORMAT, diagnostics, ..Pools::default() },
    }
}

/// Where DAGs run.
pub fn route(request: &RouteRequest) -> Routes {
    let answer = inspect(&request.values, |context| (context.version.to_string(), routes(context, request)));
    match answer {
        Ok((version, routes)) => {
            let runs = |outcome| !matches!(outcome, Outcome::Nowhere | Outcome::Invalid);
            let ok = routes.iter().all(|route| runs(route.outcome));
            Routes { format: Routes::FORMAT, ok, version, routes, diagnostics: Vec::new() }
        }
        Err(diagnostics) => Routes { format: Routes::FORMAT, diagnostics, ..Routes::default() },
    }
}

/// Reads values and passes on what follows from them; otherwise the errors in them.
fn inspect<T>(request: &RenderRequest, look: impl FnOnce(Context<'_>) -> T) -> Result<T, Vec<Diagnostic>> {
    let mut texts = Texts::default();
    let mut diagnostics = Findings::default();
    let answer = texts.coalesce(request, &mut diagnostics).and_then(|values| {
        let mut release = carrier(request, values).release;
        let values = mem::take(&mut release.values);
        chart::inspect(&release, values, &mut diagnostics, look)
    });
    answer.ok_or_else(|| located(&texts, diagnostics.errors()))
}

fn described(context: Context<'_>, name: &str, pool: &values::Pool) -> Pool {
    let pods = context.values.pool_pods(pool);
    let map = |value: Option<Value>| match value {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    };
    let mut resources = map(pods.get("resources"));
    let settings = match pods.resolved() {
        Value::Object(settings) => settings,
        _ => Map::new(),
    };
    let settings = settings.iter().filter(|(_, value)| !values::is_empty(value));
    Pool {
        name: name.to_owned(),
        deployment: context.name(&format!("{}-{name}", Component::Worker.name())),
        replicas: pool.replicas,
        labels: pool.labels.clone(),
        requests: map(resources.remove("requests")),
        limits: map(resources.remove("limits")),
        node_selector: map(pods.get("nodeSelector")),
        settings: settings
            .map(|(key, _)| PoolSetting {
                key: key.clone(),
                from: pods.sources(key).map(Into::into).collect(),
            })
            .collect(),
    }
}
