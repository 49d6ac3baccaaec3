//! Sizes and resources that Kubernetes cannot read.

use std::collections::BTreeMap;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::path::ValuePath;
use crate::values::{Quantity, Resources};

/// Not a Kubernetes quantity.
pub(super) const QUANTITY: Rule = Rule {
    code: "D0404",
    name: "quantity-unreadable",
    severity: Severity::Error,
    doc: "Sizes and resources are Kubernetes quantities: a number with a suffix such as `m`, `Mi`, `Gi` or `G`, not below zero.",
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let values = subject.values;
    if let Some(size) = &values.persistence.size {
        check_one(size, &ValuePath::of("persistence.size"), diagnostics);
    }
    for (component, name) in
        [(&values.coordinator, "coordinator"), (&values.scheduler, "scheduler"), (&values.ui, "ui")]
    {
        check_resources(&component.resources, &ValuePath::of(name), diagnostics);
    }
    for (name, pool) in &values.worker_pools {
        check_resources(&pool.resources, &ValuePath::of("workerPools").key(name), diagnostics);
    }
}

fn check_resources(resources: &Resources, owner: &ValuePath, diagnostics: &mut Vec<Diagnostic>) {
    let path = owner.key("resources");
    check_map(&resources.requests, &path.key("requests"), diagnostics);
    check_map(&resources.limits, &path.key("limits"), diagnostics);
}

fn check_map(map: &BTreeMap<String, Quantity>, path: &ValuePath, diagnostics: &mut Vec<Diagnostic>) {
    for (name, quantity) in map {
        check_one(quantity, &path.key(name), diagnostics);
    }
}

fn check_one(quantity: &Quantity, path: &ValuePath, diagnostics: &mut Vec<Diagnostic>) {
    if !quantity.is_valid() {
        let text: String = quantity.0.chars().take(40).flat_map(char::escape_debug).collect();
        diagnostics.push(QUANTITY.at(
            path,
            format!("`{text}` is not a quantity"),
            "write it as `500m`, `128Mi` or `2`",
        ));
    } else if quantity.is_negative() {
        diagnostics.push(QUANTITY.at(
            path,
            "a quantity here cannot be below zero",
            "write it as `500m`, `128Mi` or `2`",
        ));
    }
}
