//! Annotations that would make an object a Helm hook.

use super::{Rule, Subject};
use crate::diagnostic::{Finding, Findings, Severity};
use crate::path::ValuePath;

/// Helm 3 would not run the hook.
pub(super) const HOOK: Rule = Rule {
    code: "D0904",
    name: "hook-not-made",
    severity: Severity::Error,
    doc: doc!(
        "The post-renderer creates the objects of this chart. Helm 3 collects the hooks of a chart before it runs the post-renderer, so it would install this one as an ordinary object; Helm 4 would run it as a hook. Remove the annotation, or put the hook into another chart."
    ),
};

/// The annotation of a Helm hook.
pub(super) const ANNOTATION: &str = "helm.sh/hook";
/// The key of a section for the annotations of its Deployment.
const SECTION: &str = "annotations";

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let values = subject.values;
    for (path, annotations) in [
        ("serviceAccount.annotations", &values.service_account.annotations),
        ("persistence.annotations", &values.persistence.annotations),
        ("ui.service.annotations", &values.of_ui.service.annotations),
        ("ingress.annotations", &values.ingress.annotations),
    ] {
        if annotations.contains_key(ANNOTATION) {
            diagnostics.push(found(&ValuePath::of(path)));
        }
    }
    for (path, _, layer) in values.sections() {
        if layer.get(SECTION).is_some_and(|annotations| annotations.get(ANNOTATION).is_some()) {
            diagnostics.push(found(&path.key(SECTION)));
        }
    }
}

/// The finding for annotations at a path.
pub(super) fn found(annotations: &ValuePath) -> Finding {
    HOOK.at(
        annotations.key(ANNOTATION),
        "objects of this chart cannot be Helm hooks, because a post-renderer creates them",
        "remove the annotation, or put the hook into another chart",
    )
}
