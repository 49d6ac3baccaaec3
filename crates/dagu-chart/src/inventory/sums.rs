//! What pods request, added up exactly.

use dagu_chart_api::Total;
use serde_json::Value;

use super::items;
use crate::float;
use crate::kubernetes::resources::is_device;
use crate::resources::{Exact, Resources};

/// Resources that every container has, whether or not it mentions them: without a limit it can use all of them.
const OF_EVERY_CONTAINER: [&str; 2] = ["cpu", "memory"];

/// Sums by resource: CPU, memory, then the others by name.
#[derive(Clone)]
pub(super) struct Sums(Vec<Sum>);

#[derive(Clone)]
struct Sum {
    name: String,
    requests: Exact,
    limits: Exact,
    is_unlimited: bool,
}

impl Default for Sums {
    fn default() -> Self {
        Self(OF_EVERY_CONTAINER.map(Sum::of).into())
    }
}

impl Sums {
    /// What this number of pods requests.
    pub(super) fn of_pods(spec: &Value, pods: u32) -> Self {
        let mut sums = Self::default();
        if pods > 0 {
            sums.combine(&Self::of_pod(spec), &|_, amount| amount.times(pods));
        }
        sums
    }

    /// What the Kubernetes scheduler reserves for a pod. Init containers run before the others, one after the other,
    /// except for sidecars, which go on.
    fn of_pod(spec: &Value) -> Self {
        let mut running = Self::default();
        let mut peak = Self::default();
        for container in items(spec, &["initContainers"]) {
            let mut sums = Self::of_container(container);
            if container.get("restartPolicy").is_some_and(|policy| policy == "Always") {
                running.add(&sums);
            } else {
                sums.add(&running);
                peak.combine(&sums, &Exact::max);
            }
        }
        for container in items(spec, &["containers"]) {
            running.add(&Self::of_container(container));
        }
        running.combine(&peak, &Exact::max);
        running
    }

    fn of_container(container: &Value) -> Self {
        let mut sums = Self::default();
        let resources = container.as_object().map(Resources::of).unwrap_or_default();
        for (name, limit) in resources.limits.iter() {
            let sum = sums.of(name);
            sum.limits = limit.exact();
            // Kubernetes takes a limit for the request that is missing.
            sum.requests = sum.limits;
        }
        for (name, request) in resources.requests.iter() {
            sums.of(name).requests = request.exact();
        }
        for name in OF_EVERY_CONTAINER {
            sums.of(name).is_unlimited = resources.limits.get(name).is_none();
        }
        sums
    }

    /// Adds other sums.
    pub(super) fn add(&mut self, other: &Self) {
        self.combine(other, &Exact::plus);
    }

    fn combine(&mut self, other: &Self, amount: &dyn Fn(Exact, Exact) -> Exact) {
        for Sum { name, requests, limits, is_unlimited } in &other.0 {
            let sum = self.of(name);
            sum.requests = amount(sum.requests, *requests);
            sum.limits = amount(sum.limits, *limits);
            sum.is_unlimited |= is_unlimited;
        }
    }

    fn of(&mut self, name: &str) -> &mut Sum {
        let first = OF_EVERY_CONTAINER.iter().position(|known| *known == name);
        let at = first.unwrap_or_else(|| {
            let others = &self.0[OF_EVERY_CONTAINER.len()..];
            OF_EVERY_CONTAINER.len() + others.partition_point(|sum| *sum.name < *name)
        });
        if self.0.get(at).is_none_or(|sum| sum.name != name) {
            self.0.insert(at, Sum::of(name));
        }
        &mut self.0[at]
    }

    /// As people read them.
    pub(super) fn totals(self) -> Vec<Total> {
        self.0.into_iter().map(Sum::total).collect()
    }
}

impl Sum {
    fn of(name: &str) -> Self {
        let none = Exact::default();
        Self { name: name.to_owned(), requests: none, limits: none, is_unlimited: false }
    }

    fn total(self) -> Total {
        let Self { name, requests, limits, is_unlimited } = self;
        let text = |amount: Exact| (amount > Exact::default()).then(|| text(&name, amount));
        let (requests, limits) = (text(requests), text(limits).filter(|_| !is_unlimited));
        Total { device: is_device(&name), requests, limits, name }
    }
}

fn text(name: &str, amount: Exact) -> String {
    let is_size = matches!(name, "memory" | "ephemeral-storage") || name.starts_with("hugepages-");
    if is_size { size(amount.as_f64()) } else { amount.text() }
}

/// Such as `1.5 GiB`.
fn size(mut bytes: f64) -> String {
    const UNITS: [&str; 6] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    let mut unit = 0;
    while bytes >= 1024.0 && unit + 1 < UNITS.len() {
        bytes /= 1024.0;
        unit += 1;
    }
    [&*float::decimal((bytes * 10.0 + 0.5).floor() / 10.0), " ", UNITS[unit]].concat()
}
