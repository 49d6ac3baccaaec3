//! Which worker pools run a DAG: the rules of Dagu's scheduler and coordinator, as they were observed for each version.

mod selector;

use dagu_chart_api::{DagFile, Mismatch, Outcome, Route, RouteRequest};
use serde_json::Value;

use crate::context::Context;
use crate::values::Pool;

use selector::{Labels, Selector, shown};

pub(crate) use selector::{key as selector_key, text as selector_text};

/// Where each DAG runs, and each step with a selector of its own.
pub(crate) fn routes(context: Context<'_>, request: &RouteRequest) -> Vec<Route> {
    let base = request.base.as_ref().map_or(Selector::Absent, |base| Selector::of(base, context.version));
    let router = Router { context, base };
    request.dags.iter().flat_map(|file| router.file(file)).collect()
}

/// The pools that run a DAG without a selector.
pub(crate) fn pools_without_selector(context: Context<'_>) -> Vec<String> {
    Router { context, base: Selector::Absent }.placement(&Selector::Absent).pools
}

struct Router<'r> {
    context: Context<'r>,
    /// The selector that DAGs inherit from the base configuration.
    base: Selector,
}

/// What is asked for.
struct Unit<'f> {
    file: &'f str,
    dag: &'f str,
    step: Option<String>,
}

/// Where something runs.
struct Placement {
    outcome: Outcome,
    pools: Vec<String>,
    others: Vec<Mismatch>,
    reason: String,
    help: String,
}

impl Router<'_> {
    fn file(&self, file: &DagFile) -> Vec<Route> {
        let stem = stem(&file.name);
        let mut routes = Vec::new();
        if file.documents.is_empty() {
            let unit = Unit { file: &file.name, dag: stem, step: None };
            let reason = "the file contains no DAG".to_owned();
            routes.push(self.route(unit, &Selector::Absent, invalid(reason, "add `steps`".to_owned())));
        }
        for document in &file.documents {
            let dag = document.get("name").and_then(Value::as_str).unwrap_or(stem);
            let unit = Unit { file: &file.name, dag, step: None };
            if !document.is_object() {
                let reason = "a DAG is a mapping with `steps`".to_owned();
                let placement = invalid(reason, "write it as `steps: […]`".to_owned());
                routes.push(self.route(unit, &Selector::Absent, placement));
                continue;
            }
            let selector = Selector::of(document, self.context.version).over(&self.base);
            let placement = match document.get("type").and_then(Value::as_str) {
                Some("build") => local("a DAG of type `build` always runs in the pod that starts it"),
                _ => self.placement(&selector),
            };
            routes.push(self.route(unit, &selector, placement));
            for (name, step) in steps(document) {
                let selector = Selector::of_step(step, self.context.version);
                if !matches!(selector, Selector::Absent) {
                    let placement = self.placement(&selector);
                    let unit = Unit { file: &file.name, dag, step: Some(name) };
                    routes.push(self.route(unit, &selector, placement));
                }
            }
        }
        routes
    }

    fn route(&self, unit: Unit<'_>, selector: &Selector, placement: Placement) -> Route {
        let Unit { file, dag, step } = unit;
        let Placement { outcome, pools, others, reason, help } = placement;
        let (file, dag, selector) = (file.to_owned(), dag.to_owned(), selector.labels());
        let selector_text = selector_text(self.context.version, &selector);
        Route { file, dag, step, selector, selector_text, outcome, pools, others, reason, help }
    }

    fn placement(&self, selector: &Selector) -> Placement {
        let version = self.context.version;
        match selector {
            Selector::Invalid { reason, help } => invalid(reason.clone(), help.clone()),
            _ if !version.has_workers() => local(&format!("Dagu {version} has no workers")),
            Selector::Local => local("the DAG selects it"),
            Selector::Unknown(variable) => Placement {
                outcome: Outcome::Unknown,
                reason: format!("the selector contains `{variable}`, which is known only when the DAG runs"),
                ..nowhere()
            },
            Selector::Absent => self.without_selector(),
            Selector::Labels(labels) => self.with_labels(labels),
        }
    }

    /// Only a default execution mode of `distributed`, which the chart sets if there are pools, uses workers here.
    fn without_selector(&self) -> Placement {
        let version = self.context.version;
        if !version.has_execution_mode() {
            return local(&format!("Dagu {version} sends only DAGs with a `workerSelector` to workers"));
        }
        if self.context.values.worker_pools.is_empty() {
            return local("the release has no worker pools");
        }
        let placement = self.with_labels(&Labels::new());
        match placement.outcome {
            Outcome::Workers => {
                Placement { reason: "a DAG without a selector runs on any worker".to_owned(), ..placement }
            }
            _ => placement,
        }
    }

    fn with_labels(&self, labels: &Labels) -> Placement {
        let version = self.context.version;
        let mut placement = nowhere();
        for (name, pool) in &self.context.values.worker_pools {
            match mismatch(pool, labels) {
                None => placement.pools.push(name.clone()),
                Some(reason) => placement.others.push(Mismatch { pool: name.clone(), reason }),
            }
        }
        let ignores_selector = !version.has_execution_mode();
        if !placement.pools.is_empty() {
            placement.outcome = Outcome::Workers;
            if ignores_selector {
                placement.reason =
                    "only if it is queued or scheduled: a DAG that is started in the UI runs in the pod of the UI".to_owned();
            }
            return placement;
        }
        placement.reason = if ignores_selector {
            "a queued or scheduled run waits without end; a start in the UI ignores the selector".to_owned()
        } else {
            "a start fails, and a queued or scheduled run waits without end".to_owned()
        };
        placement.help = match labels.iter().next() {
            Some(_) => {
                format!("add the labels to a pool, such as `workerPools.NAME.labels: {}`", shown(labels))
            }
            None => "set `replicas` of a pool to 1 or more".to_owned(),
        };
        placement
    }
}

/// Why a pool does not run a DAG with this selector. Dagu compares exactly; a label that a worker does not have is
/// equal to an empty one.
fn mismatch(pool: &Pool, selector: &Labels) -> Option<String> {
    if pool.replicas == Some(0) {
        return Some("it has 0 replicas".to_owned());
    }
    selector.iter().find_map(|(key, wanted)| match pool.labels.get(key).map(String::as_str) {
        Some(label) if label == wanted => None,
        None if wanted.is_empty() => None,
        None => Some(format!("label `{key}` is missing")),
        Some(label) if label.contains("$(") => {
            Some(format!("label `{key}` is `{label}`, which depends on a variable of the pod"))
        }
        Some(label) => Some(format!("label `{key}` is `{label}`, not `{wanted}`")),
    })
}

fn nowhere() -> Placement {
    Placement {
        outcome: Outcome::Nowhere,
        pools: Vec::new(),
        others: Vec::new(),
        reason: String::new(),
        help: String::new(),
    }
}

fn local(reason: &str) -> Placement {
    Placement { outcome: Outcome::Local, reason: reason.to_owned(), ..nowhere() }
}

fn invalid(reason: String, help: String) -> Placement {
    Placement { outcome: Outcome::Invalid, reason, help, ..nowhere() }
}

/// The steps of a DAG with their names. Steps are a list, whose items may be lists, or a map by name.
fn steps(dag: &Value) -> Vec<(String, &Value)> {
    let mut steps = Vec::new();
    match dag.get("steps") {
        Some(Value::Array(list)) => {
            let items = list.iter().flat_map(|item| match item {
                Value::Array(parallel) => parallel.iter().collect(),
                step => vec![step],
            });
            for (index, step) in items.enumerate() {
                let name = step.get("name").and_then(Value::as_str);
                steps.push((name.map_or_else(|| format!("step {}", index + 1), str::to_owned), step));
            }
        }
        Some(Value::Object(map)) => steps.extend(map.iter().map(|(name, step)| (name.clone(), step))),
        _ => {}
    }
    steps
}

/// `etl` for `dags/etl.yaml`.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")).unwrap_or(name)
}
