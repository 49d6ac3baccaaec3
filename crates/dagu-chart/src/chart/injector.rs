//! Adds credentials and the data volume to the workloads of the release, one by one.

use serde_json::Value;

use crate::component::Component;
use crate::context::Context;
use crate::credentials::Credentials;
use crate::diagnostic::{Finding, Findings, internal};
use crate::expand::Expanded;
use crate::inject::{Injection, Plan};
use crate::rules::finished_probes::FinishedProbes;
use crate::values::Values;

/// What each component gets, and the findings so far.
pub(super) struct Injector<'r> {
    values: &'r Values,
    injections: [Injection; 4],
    probes: FinishedProbes,
    /// Findings about the probes and volumes of the values.
    pub(super) found: Findings,
    /// The error of the first workload that could not be changed.
    pub(super) failed: Option<Finding>,
}

impl<'r> Injector<'r> {
    pub(super) fn of(context: Context<'r>, credentials: &Credentials, claim: &str) -> Self {
        Self {
            values: context.values,
            injections: Component::ALL.map(|component| Injection::of(component, credentials, claim, context)),
            probes: FinishedProbes::default(),
            found: Findings::default(),
            failed: None,
        }
    }

    /// Adds what the pods of the object need, if it has pods.
    pub(super) fn inject(&mut self, expanded: Expanded) -> Value {
        let Expanded { mut object, workload, own_data } = expanded;
        if let Some(component) = workload {
            self.probes.check(&object, component, self.values, &mut self.found);
            let injection = &self.injections[component as usize];
            let done = match own_data {
                false => inject_into(&mut object, injection),
                true => inject_into(&mut object, &injection.without_volumes()),
            };
            self.failed = self.failed.take().or(done.err());
        }
        object
    }
}

/// Adds an injection to the pod template of a workload.
fn inject_into(object: &mut Value, injection: &Injection) -> Result<(), Finding> {
    let template = &mut object["spec"]["template"];
    let applied = Plan::of(template, injection).map(|plan| plan.apply(template));
    if !matches!(applied, Some(Ok(()))) {
        return Err(internal::error(&format!(
            "cannot add the credentials and the volume to container `{}`",
            injection.container
        )));
    }
    debug_assert!(
        Plan::of(template, injection).is_some_and(|plan| plan.is_empty()),
        "{}: a second injection finds nothing to do",
        injection.container
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_injection_that_finds_no_place_is_an_error() {
        let injection = Injection { container: "ui".into(), ..Injection::default() };
        let mut sound = json!({"spec": {"template": {"spec": {"containers": [{"name": "ui"}]}}}});
        assert_eq!(inject_into(&mut sound, &injection), Ok(()));
        let mut absent = json!({"spec": {"template": {"spec": {"containers": [{"name": "other"}]}}}});
        let error = inject_into(&mut absent, &injection).expect_err("there is no container");
        assert_eq!(error.diagnostic.code, internal::INTERNAL.code);
    }
}
