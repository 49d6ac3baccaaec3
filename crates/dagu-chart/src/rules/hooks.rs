//! Annotations that would make a hook.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::path::ValuePath;

/// A hook that would be none.
pub(super) const HOOK: Rule = Rule {
    code: "D0904",
    name: "hook-not-made",
    severity: Severity::Error,
    doc: doc!(
        "Helm takes the hooks out of a chart before a post-renderer runs: Helm 3 would install this one at once as an ordinary object, and Helm 4 would run it."
    ),
};

/// What makes a hook of an object.
pub(super) const ANNOTATION: &str = "helm.sh/hook";
/// The annotations of a section's Deployment.
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
pub(super) fn found(annotations: &ValuePath) -> Diagnostic {
    HOOK.at(
        annotations.key(ANNOTATION),
        "a post-renderer cannot add a hook",
        "remove the annotation, or put the hook into a chart of your own",
    )
}
