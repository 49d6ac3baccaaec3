//! A tag that moves, on nodes that do not look again.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::{PullPolicy, Section};

/// Nodes that pulled at different times run different versions.
pub(super) const CACHED_TAG: Rule = Rule {
    code: "D0531",
    name: "moving-tag-cached",
    severity: Severity::Warning,
    doc: doc!(
        "The tags `latest`, `dev` and `alpine` move. Nodes that keep what they have once pulled run different versions of Dagu beside each other, on one volume."
    ),
};

const MESSAGE: &str = "the tag moves, and a node keeps the image that it pulled first";

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let values = subject.values;
    let shared = &values.image;
    let shared_tag = if shared.has_digest() { "" } else { shared.tag.as_deref().unwrap_or_default() };
    let shared_policy = shared.pull_policy.map_or("", PullPolicy::as_str);
    if is_moving(shared_tag) && keeps(shared_policy) {
        diagnostics.push(CACHED_TAG.at(
            "image.pullPolicy",
            MESSAGE,
            "set `image.tag` to a version, or leave the policy to Kubernetes",
        ));
    }
    for (path, section, layer) in values.sections() {
        let Some(own) = layer.get("image") else { continue };
        let below = values.worker.get("image").filter(|_| section == Section::Pool);
        let part = |key: &str| {
            let mut images = [Some(own), below].into_iter().flatten();
            images.find_map(|image| image[key].as_str().filter(|part| !part.is_empty()))
        };
        // What a section inherits whole is said where it stands.
        let says = |key: &&str| own[*key].as_str().is_some_and(|part| !part.is_empty());
        let Some(key) = ["pullPolicy", "tag"].into_iter().find(says) else { continue };
        let tag = if part("digest").is_some() { "" } else { part("tag").unwrap_or(shared_tag) };
        if is_moving(tag) && keeps(part("pullPolicy").unwrap_or(shared_policy)) {
            let help = "use a version as tag, or leave the policy to Kubernetes";
            diagnostics.push(CACHED_TAG.at(path.key("image").key(key), MESSAGE, help));
        }
    }
}

fn is_moving(tag: &str) -> bool {
    matches!(tag, "latest" | "dev" | "alpine")
}

/// Whether a node that has an image does not look for a newer one.
fn keeps(policy: &str) -> bool {
    matches!(policy, "IfNotPresent" | "Never")
}
