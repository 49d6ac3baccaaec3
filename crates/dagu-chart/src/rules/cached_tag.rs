//! A tag that moves, on nodes that do not look again.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::PullPolicy;

/// Nodes that pulled at different times run different versions.
pub(super) const CACHED_TAG: Rule = Rule {
    code: "D0531",
    name: "moving-tag-cached",
    severity: Severity::Warning,
    doc: doc!(
        "The tags `latest`, `dev` and `alpine` move. Nodes that keep what they have once pulled run different versions of Dagu beside each other, on one volume."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let image = &subject.values.image;
    let moving = matches!(image.tag.as_deref(), Some("latest" | "dev" | "alpine"));
    if moving && matches!(image.pull_policy, Some(PullPolicy::IfNotPresent | PullPolicy::Never)) {
        diagnostics.push(CACHED_TAG.at(
            "image.pullPolicy",
            "the tag moves, and a node keeps the image that it pulled first",
            "set `image.tag` to a version, or leave the policy to Kubernetes",
        ));
    }
}
