//! Probes that the values change key by key, checked after they are merged with the chart's own.

use serde_json::Value;

use crate::component::Component;
use crate::convention::POOL_LABEL;
use crate::diagnostic::Findings;
use crate::keys::PROBES;
use crate::kubernetes::Checker;
use crate::path::{Trail, ValuePath};
use crate::values::Values;

/// Checks the probes of a Deployment that the values change.
#[derive(Default)]
pub(crate) struct FinishedProbes {
    /// Whether a problem that pools inherit was reported.
    is_reported: bool,
}

impl FinishedProbes {
    /// Checks the probes of one Deployment.
    pub(crate) fn check(
        &mut self,
        object: &Value,
        component: Component,
        values: &Values,
        found: &mut Findings,
    ) {
        let container = &object["spec"]["template"]["spec"]["containers"][0];
        let pool = object["metadata"]["labels"][POOL_LABEL].as_str();
        let own = match (component, pool) {
            (Component::Worker, Some(name)) => values.pool(name).map(|pool| &pool.layer),
            (Component::Coordinator, _) => Some(&values.coordinator.layer),
            (Component::Scheduler, _) => Some(&values.scheduler.layer),
            _ => Some(&values.ui.layer),
        };
        for probe in PROBES {
            let is_own = own.is_some_and(|layer| layer.contains_key(probe));
            let inherits = pool.is_some() && values.worker.contains_key(probe);
            if container[probe].is_null() || !(is_own || inherits) || (!is_own && self.is_reported) {
                continue;
            }
            let path = match pool {
                Some(name) if is_own => ValuePath::of("workerPools").key(name),
                Some(_) => ValuePath::of("worker"),
                None => ValuePath::of(component.name()),
            };
            let mut checker = Checker::default();
            checker.check(&container[probe], "Probe", &Trail::Start(&path.key(probe)), true);
            self.is_reported |= !is_own && !checker.found.is_empty();
            found.append(&mut checker.found);
        }
    }
}
