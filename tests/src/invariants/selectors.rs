//! The selectors of pods.

use anyhow::{Result, ensure};
use serde_json::Value;

use super::{Objects, selects, template, title};

pub(super) fn of_deployments_are_disjoint(objects: &Objects<'_>) -> Result<()> {
    let workloads: Vec<&Value> = objects.of_kind("Deployment").collect();
    for owner in &workloads {
        let selector = &owner["spec"]["selector"]["matchLabels"];
        for workload in &workloads {
            let own = std::ptr::eq(*owner, *workload);
            let found = selects(selector, &template(workload)["metadata"]["labels"]);
            ensure!(found == own, "{} and the pods of {}: {selector}", title(owner), title(workload));
        }
    }
    Ok(())
}

pub(super) fn of_services_select_one(objects: &Objects<'_>) -> Result<()> {
    for service in objects.of_kind("Service") {
        let selected = objects.of_kind("Deployment").filter(|workload| {
            selects(&service["spec"]["selector"], &template(workload)["metadata"]["labels"])
        });
        let selected = selected.count();
        ensure!(selected == 1, "{} selects {selected} workloads", title(service));
    }
    Ok(())
}
