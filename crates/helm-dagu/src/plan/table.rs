//! The table of pools and components.

use std::collections::BTreeSet;

use dagu_chart_api::{Pods, Workload, WorkloadState};

use crate::table::Table;

/// A pod template is below this; in the table it is left out.
const TEMPLATE: &str = "spec.template.spec.";

/// The table. `width` is that of the terminal: a longer cause continues below.
pub(super) fn table(workloads: &[Workload], all: bool, width: Option<usize>) -> String {
    let (shown, others): (Vec<_>, Vec<_>) = workloads.iter().partition(|workload| all || changes(workload));
    let mut text = String::new();
    if !shown.is_empty() {
        let mut seen = BTreeSet::new();
        let twice: BTreeSet<_> =
            workloads.iter().map(|workload| &workload.component).filter(|name| !seen.insert(*name)).collect();
        let mut table = Table::new(&["WORKLOAD", "REPLICAS", "PODS", "CAUSE"]);
        for workload in shown {
            table.add(row(workload, twice.contains(&workload.component)));
        }
        text = table.fit(width);
    }
    let other = if text.is_empty() { "" } else { "other " };
    match others.len() {
        0 => {}
        1 => text.push_str(&format!("1 {other}workload keeps running\n")),
        count => text.push_str(&format!("{count} {other}workloads keep running\n")),
    }
    text
}

/// Whether the pods of a workload or their number change.
fn changes(workload: &Workload) -> bool {
    let [before, after] =
        [&workload.before, &workload.after].map(|state| state.as_ref().map(|it| it.replicas));
    workload.pods != Pods::Keep || before != after
}

/// `is_ambiguous` if another workload has the same component.
fn row(workload: &Workload, is_ambiguous: bool) -> Vec<String> {
    let name = if is_ambiguous { &workload.object.name } else { &workload.component };
    let pods = match workload.pods {
        Pods::Keep => "keep",
        Pods::Restart => "restart",
        Pods::Start => "start",
        Pods::Stop => "stop",
    };
    let mut cause: Vec<String> = workload.values.iter().map(|value| escaped(value)).collect();
    let is_known = !cause.is_empty();
    if let Some(first) = workload.fields.first() {
        let field = escaped(first.strip_prefix(TEMPLATE).unwrap_or(first));
        cause.push(if is_known { format!("({field})") } else { field });
    }
    if workload.fields.len() > 1 {
        cause.push(format!("+{} more", workload.fields.len() - 1));
    }
    vec![escaped(name), replicas(workload), pods.to_owned(), cause.join(" ")]
}

/// `2`, or `2 -> 6`.
fn replicas(workload: &Workload) -> String {
    let number = |state: &Option<WorkloadState>| match state {
        Some(WorkloadState { replicas: Some(replicas), .. }) => replicas.to_string(),
        Some(WorkloadState { replicas: None, .. }) => "per node".to_owned(),
        None => "0".to_owned(),
    };
    let [before, after] = [&workload.before, &workload.after].map(number);
    if before == after { after } else { format!("{before} -> {after}") }
}

/// A name from a manifest, which may contain anything.
fn escaped(name: &str) -> String {
    name.escape_debug().to_string().replace("\\\"", "\"")
}
