//! The inventory of a set of objects, of this chart or of others: what the pods request, and what they refer to.
//!
//! It knows the rules of Kubernetes, and of this chart only the label of a worker pool.

mod autoscaler;
mod dependencies;
mod sums;
mod workload;

use std::collections::BTreeMap;

use dagu_chart_api::{Inventory, NodeGroup, ObjectName, PodSet};
use serde_json::Value;

use crate::object::text_at;
use crate::stream::read_objects;
use dependencies::Dependencies;
use sums::Sums;
use workload::workloads;

/// The inventory of a manifest stream.
///
/// # Errors
///
/// The error names the document that cannot be parsed.
pub fn inventory(manifests: &str) -> Result<Inventory, String> {
    let mut objects = Vec::new();
    read_objects("given", manifests, &mut |object| objects.push(object))?;
    let workloads = workloads(&objects);
    let mut dependencies = Dependencies::among(&objects);
    let mut sets = Vec::new();
    let mut total = Sums::default();
    let mut nodes = Vec::new();
    for workload in &workloads {
        let (reads, mounts) = dependencies.of(workload);
        if let Some(pods) = workload.pods {
            let sums = Sums::of_pods(workload.spec, pods);
            total.add(&sums);
            add(&mut nodes, workload.selector(), pods, &sums);
        }
        sets.push(PodSet {
            object: workload.name.clone(),
            pool: workload.pool.map(str::to_owned),
            pods: workload.pods,
            most: workload.most,
            reads,
            mounts,
        });
    }
    let nodes = nodes.into_iter();
    let nodes = nodes.map(|(selector, pods, sums)| NodeGroup { selector, pods, totals: sums.totals() });
    Ok(Inventory {
        format: Inventory::FORMAT,
        totals: total.totals(),
        nodes: nodes.collect(),
        workloads: sets,
        dependencies: dependencies.list,
    })
}

/// Nodes by their labels, and what the pods on them request.
type Demand = (BTreeMap<String, String>, u32, Sums);

fn add(nodes: &mut Vec<Demand>, selector: BTreeMap<String, String>, pods: u32, sums: &Sums) {
    match nodes.iter_mut().find(|(known, ..)| *known == selector) {
        Some((_, number, total)) => {
            *number = number.saturating_add(pods);
            total.add(sums);
        }
        None => nodes.push((selector, pods, sums.clone())),
    }
}

fn name_of(object: &Value) -> ObjectName {
    let text = |path: &[&str]| text_at(object, path).to_owned();
    ObjectName {
        kind: text(&["kind"]),
        namespace: text(&["metadata", "namespace"]),
        name: text(&["metadata", "name"]),
    }
}

/// Whether an object in one namespace is visible in the other. A manifest may leave out the namespace of the release.
fn is_same_namespace(one: &str, other: &str) -> bool {
    one == other || one.is_empty() || other.is_empty()
}

/// The items of a list in an object; none if there is no list.
fn items<'o>(object: &'o Value, path: &[&str]) -> impl Iterator<Item = &'o Value> {
    crate::object::at(object, path).and_then(Value::as_array).into_iter().flatten()
}
