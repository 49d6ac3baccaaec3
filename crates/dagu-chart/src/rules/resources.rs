//! Requests and limits of components and pools that Kubernetes rejects in combination.

use std::collections::BTreeSet;

use super::Subject;
use crate::diagnostic::{Finding, Findings};
use crate::kubernetes::resources;
use crate::path::ValuePath;
use crate::resources::Resources;

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let values = subject.values;
    let mut of_workers = BTreeSet::new();
    if values.worker.get("resources").is_some() {
        let path = ValuePath::of("worker.resources");
        let found = found(&Resources::of(&values.worker), &path);
        of_workers.extend(found.iter().map(|finding| said(finding, &path)));
        diagnostics.extend(found);
    }
    for section in values.pod_sections().filter(|section| section.layer.contains_key("resources")) {
        let path = section.path.key("resources");
        let mut found = found(section.resources, &path);
        if section.is_pool() && !of_workers.is_empty() {
            // What a pool inherits unchanged from `worker` is reported there.
            found.retain(|finding| !of_workers.contains(&said(finding, &path)));
        }
        diagnostics.extend(found);
    }
}

fn found(resources: &Resources, path: &ValuePath) -> Vec<Finding> {
    let mut found = Findings::default();
    resources::check(resources, path, &mut found);
    found.into()
}

/// What a finding says of which resource, below a path.
fn said(finding: &Finding, path: &ValuePath) -> (String, String) {
    let below = finding.diagnostic.path.strip_prefix(path.as_str()).unwrap_or_default();
    (below.to_owned(), finding.diagnostic.message.clone())
}
