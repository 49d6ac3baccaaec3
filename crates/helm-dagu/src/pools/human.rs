//! Pools for people.

use std::borrow::Cow;
use std::fmt::Write;

use dagu_chart_api::Pool;
use dagu_chart_report::lines;
use serde_json::{Map, Value};

use super::state::State;
use super::{Detail, Running, View};
use crate::table::{Table, pairs};

/// The pools as text. `width` is that of the terminal.
pub(crate) fn human(view: &View, detail: Detail, width: Option<usize>) -> String {
    let View { answer, running } = view;
    let mut text = running.as_ref().map(head).unwrap_or_default();
    text.push_str(&table(&answer.pools, running.as_ref(), detail.wide).fit(width));
    if detail.settings {
        for pool in &answer.pools {
            text.push_str(&format!("\n{}\n{}", pool.name, sources(pool).fit(width)));
        }
    }
    if let Some(running) = running {
        text.push_str(&waiting(&answer.pools, running, width));
    }
    let summary = match running {
        Some(running) => live_summary(&answer.pools, running),
        None => summary(&answer.pools),
    };
    text.push_str(&format!("\nDagu {}, {summary}\n", answer.version));
    text
}

fn head(running: &Running) -> String {
    let Running { release, namespace, revision, status, .. } = running;
    format!("Release {release} in namespace {namespace}, revision {revision} ({status})\n\n")
}

fn table(pools: &[Pool], running: Option<&Running>, is_wide: bool) -> Table {
    let number = if running.is_some() { "READY" } else { "REPLICAS" };
    let mut head = vec!["POOL", number, "LABELS", "REQUESTS", "LIMITS", "NODES"];
    if is_wide {
        head.extend(["INHERITS", "OVERRIDES"]);
    }
    if is_wide && running.is_some() {
        head.extend(["UPDATED", "RUNS ON"]);
    }
    let mut table = Table::new(&head);
    for pool in pools {
        let state = running.and_then(|running| running.pools.get(&pool.name));
        let mut row = vec![
            pool.name.clone(),
            if running.is_some() { ready(state) } else { replicas(pool) },
            pairs(pool.labels.iter().map(|(key, value)| (&**key, value.clone()))),
            amounts(&pool.requests),
            amounts(&pool.limits),
            amounts(&pool.node_selector),
        ];
        if is_wide {
            row.extend([
                keys(pool, |from| from[0] != POOL),
                keys(pool, |from| from[0] == POOL && from.len() > 1),
            ]);
        }
        if is_wide && running.is_some() {
            row.push(state.map(|state| state.updated.to_string()).unwrap_or_default());
            row.push(state.map(nodes).unwrap_or_default());
        }
        table.add(row);
    }
    table
}

/// The section of a setting that is the pool itself.
const POOL: &str = "pool";

fn replicas(pool: &Pool) -> String {
    pool.replicas.map_or_else(|| "auto".to_owned(), |replicas| replicas.to_string())
}

/// `1/2`; `?` if Helm does not list the Deployment.
fn ready(state: Option<&State>) -> String {
    state.map_or_else(|| "?".to_owned(), |state| format!("{}/{}", state.ready, state.wanted))
}

fn amounts(map: &Map<String, Value>) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    pairs(map.iter().map(|(key, value)| (&**key, text(value))))
}

/// The settings whose sections are such.
fn keys(pool: &Pool, are: impl Fn(&[Cow<'static, str>]) -> bool) -> String {
    let settings = pool.settings.iter().filter(|setting| !setting.from.is_empty() && are(&setting.from));
    settings.map(|setting| &*setting.key).collect::<Vec<_>>().join(" ")
}

/// The nodes that run pods, each once.
fn nodes(state: &State) -> String {
    let mut nodes: Vec<_> = state.pods.iter().filter_map(|pod| pod.node.as_deref()).collect();
    nodes.sort_unstable();
    nodes.dedup();
    nodes.join(" ")
}

fn sources(pool: &Pool) -> Table {
    let mut table = Table::new(&["  SETTING", "FROM"]);
    for setting in &pool.settings {
        table.add(vec![format!("  {}", setting.key), setting.from.join(" over ")]);
    }
    table
}

/// What is not as the values want it, and why.
fn waiting(pools: &[Pool], running: &Running, width: Option<usize>) -> String {
    let mut text = String::new();
    let mut add = |indent: &str, line: &str| {
        let inner = width.map_or(usize::MAX, |width| width.saturating_sub(indent.len() + 2));
        for (number, line) in lines(&plain(line), inner).iter().enumerate() {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{indent}{}{line}", if number > 0 { "  " } else { "" });
        }
    };
    for pool in pools {
        let Some(state) = running.pools.get(&pool.name) else {
            if running.pools.is_empty() {
                continue;
            }
            add("", &format!("{}: Deployment {} is not in the cluster", pool.name, pool.deployment));
            continue;
        };
        let causes = causes(pool, state);
        if causes.is_empty() {
            continue;
        }
        add("", &format!("{}:", pool.name));
        for cause in causes {
            add("  ", &cause);
        }
    }
    for note in &running.notes {
        add("", &format!("note: {note}"));
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

/// One line for each thing that a pool waits for.
fn causes(pool: &Pool, state: &State) -> Vec<String> {
    let mut causes = Vec::new();
    if let Some(replicas) = pool.replicas.filter(|replicas| u64::from(*replicas) != state.wanted) {
        causes.push(format!("scaled to {} outside of Helm: the values set {replicas}", state.wanted));
    }
    causes.extend(state.problem.clone());
    if state.updated < state.wanted && state.existing > state.updated {
        causes.push(format!("{} of {} pods are of the newest template", state.updated, state.wanted));
    }
    for pod in &state.pods {
        let Some(reason) = &pod.reason else { continue };
        let message = if pod.message.is_empty() { String::new() } else { format!(": {}", pod.message) };
        causes.push(format!("{} {reason}{message}", pod.name));
    }
    causes
}

/// A message of Kubernetes in one line, which a terminal does not interpret.
fn plain(message: &str) -> String {
    let printed = |character: char| if character.is_control() { ' ' } else { character };
    message.trim_end().chars().map(printed).collect()
}

/// `2 pools, 5 workers`.
fn summary(pools: &[Pool]) -> String {
    let workers: u32 = pools.iter().filter_map(|pool| pool.replicas).sum();
    let open = pools.iter().filter(|pool| pool.replicas.is_none()).count();
    let mut text =
        format!("{} pool{}, {workers} worker{}", pools.len(), plural(pools.len()), plural(workers as usize));
    if open > 0 {
        text.push_str(&format!(", and {open} pool{} with an automatic number of workers", plural(open)));
    }
    text
}

/// `2 pools, 3 of 5 workers ready`.
fn live_summary(pools: &[Pool], running: &Running) -> String {
    let count = format!("{} pool{}", pools.len(), plural(pools.len()));
    if running.pools.is_empty() {
        return count;
    }
    let sum = |of: fn(&State) -> u64| running.pools.values().map(of).sum::<u64>();
    format!("{count}, {} of {} workers ready", sum(|state| state.ready), sum(|state| state.wanted))
}

fn plural(number: usize) -> &'static str {
    if number == 1 { "" } else { "s" }
}
