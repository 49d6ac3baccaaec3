//! The worker pools of a release, and which of them run a DAG: answers about values, without manifests.

use std::mem;

use dagu_chart_api::{
    Absence, AbsentPool, Diagnostic, Outcome, Pool, PoolResource, PoolSetting, Pools, Quantity,
    RenderRequest, RouteRequest, Routes,
};
use serde_json::{Map, Value};

use super::carrier;
use super::defaults;
use super::locate::located;
use super::texts::Texts;
use crate::chart;
use crate::component::Component;
use crate::context::Context;
use crate::diagnostic::Findings;
use crate::kubernetes::resources::is_device;
use crate::order;
use crate::resources;
use crate::route::{pools_without_selector, routes, selector_key, selector_text};
use crate::values;

/// The worker pools, each with what it inherits.
pub fn pools(request: &RenderRequest) -> Pools {
    let answer = inspect(request, |context, absent| {
        let taking = pools_without_selector(context);
        let pools = context.values.worker_pools.iter();
        let described = pools
            .map(|(name, pool)| Pool { takes_any: taking.contains(name), ..described(context, name, pool) });
        Pools {
            format: Pools::FORMAT,
            ok: true,
            version: context.version.to_string(),
            selector_key: selector_key(context.version).into(),
            pools: described.collect(),
            absent,
            diagnostics: Vec::new(),
        }
    });
    answer.unwrap_or_else(|diagnostics| Pools { format: Pools::FORMAT, diagnostics, ..Pools::default() })
}

/// Where DAGs run.
pub fn route(request: &RouteRequest) -> Routes {
    let answer =
        inspect(&request.values, |context, _| (context.version.to_string(), routes(context, request)));
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
fn inspect<T>(
    request: &RenderRequest,
    look: impl FnOnce(Context<'_>, Vec<AbsentPool>) -> T,
) -> Result<T, Vec<Diagnostic>> {
    let mut texts = Texts::default();
    let mut diagnostics = Findings::default();
    let answer = texts.coalesce(request, &mut diagnostics).and_then(|values| {
        let mut release = carrier(request, values).release;
        let values = mem::take(&mut release.values);
        let absent = absent(&values, &texts);
        chart::inspect(&release, values, &mut diagnostics, |context| look(context, absent))
    });
    answer.ok_or_else(|| located(&texts, diagnostics.errors()))
}

/// The pools in values, merged over the defaults, that make no pods.
fn absent(values: &Value, texts: &Texts<'_>) -> Vec<AbsentPool> {
    let pools = |values: Option<&Value>| values.and_then(Value::as_object).cloned().unwrap_or_default();
    // A null meets no default then, but an earlier text.
    let is_removed = |name: &str| {
        let mut pools =
            texts.documents.iter().filter_map(|(.., text)| text.value.get("workerPools")?.get(name));
        pools.any(Value::is_object)
    };
    let written = pools(values.get("workerPools"));
    let mut absent = Vec::new();
    for (name, pool) in &written {
        let reason = match pool {
            Value::Null if is_removed(name) => Absence::Removed,
            Value::Null => Absence::Empty,
            pool if pool.get("disabled") == Some(&Value::Bool(true)) => Absence::Disabled,
            _ => continue,
        };
        absent.push(AbsentPool { name: name.clone(), reason });
    }
    for name in
        pools(defaults::values().get("workerPools")).keys().filter(|name| !written.contains_key(*name))
    {
        absent.push(AbsentPool { name: name.clone(), reason: Absence::Removed });
    }
    absent
}

fn described(context: Context<'_>, name: &str, pool: &values::Pool) -> Pool {
    let pods = context.values.pool_pods(pool);
    let map = |value: Option<Value>| match value {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    };
    let mut resources = map(pods.get("resources"));
    let requests = map(resources.remove("requests"));
    let limits = map(resources.remove("limits"));
    let settings = match pods.resolved() {
        Value::Object(settings) => settings,
        _ => Map::new(),
    };
    let settings = settings.iter().filter(|(_, value)| !values::is_empty(value));
    Pool {
        name: name.to_owned(),
        deployment: context.name(&format!("{}-{name}", Component::Worker.name())),
        replicas: pool.replicas,
        selector_text: selector_text(context.version, &pool.labels),
        labels: pool.labels.clone(),
        resources: measured(&requests, &limits),
        requests,
        limits,
        node_selector: map(pods.get("nodeSelector")),
        takes_any: false,
        settings: settings
            .map(|(key, _)| PoolSetting {
                key: key.clone(),
                from: pods.sources(key).map(Into::into).collect(),
            })
            .collect(),
    }
}

/// The resources of a container: CPU and memory first.
fn measured(requests: &Map<String, Value>, limits: &Map<String, Value>) -> Vec<PoolResource> {
    let others = requests.keys().chain(limits.keys().filter(|name| !requests.contains_key(*name)));
    let mut names: Vec<&String> = others.collect();
    order::sort_by_key(&mut names, |name| (!["cpu", "memory"].contains(&name.as_str()), *name));
    let quantity = |value: &Value| {
        let quantity = resources::Quantity::of(value)?;
        Some(Quantity { amount: quantity.exact().as_f64(), text: quantity.0 })
    };
    let resource = |name: &String| PoolResource {
        name: name.clone(),
        device: is_device(name),
        request: requests.get(name).and_then(quantity),
        limit: limits.get(name).and_then(quantity),
    };
    names.into_iter().map(resource).collect()
}

#[cfg(test)]
mod tests {
    use dagu_chart_api::ValuesText;

    use super::*;

    #[test]
    fn a_null_removes_a_pool_of_an_earlier_file_and_of_the_defaults() {
        let texts =
            ["workerPools: {batch: {replicas: 2}, spot: null}", "workerPools: {batch: null, general: null}"];
        let values = texts.map(|text| ValuesText { name: String::new(), text: text.to_owned() }).to_vec();
        let absent = pools(&RenderRequest { values, ..RenderRequest::default() }).absent;
        let absent: Vec<_> = absent.iter().map(|pool| (&*pool.name, pool.reason)).collect();
        let wanted = [("batch", Absence::Removed), ("spot", Absence::Empty), ("general", Absence::Removed)];
        assert_eq!(absent, wanted);
    }
}
