//! A tag that moves, on nodes that do not look again.

use serde_json::Value;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::keys::Section;
use crate::values::{Layer, PullPolicy, over};

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
        let Some(Value::Object(own)) = layer.get("image") else { continue };
        let image = match values.worker.get("image") {
            Some(Value::Object(below)) if section == Section::Pool => over("image", own, below),
            _ => own.clone(),
        };
        // What a section inherits whole is said where it stands.
        let Some(key) = ["pullPolicy", "tag"].into_iter().find(|key| given(own, key).is_some()) else {
            continue;
        };
        let pinned = given(&image, "digest").is_some();
        let tag = given(&image, "tag").unwrap_or(shared_tag);
        if !pinned && is_moving(tag) && keeps(given(&image, "pullPolicy").unwrap_or(shared_policy)) {
            let help = "use a version as tag, or leave the policy to Kubernetes";
            diagnostics.push(CACHED_TAG.at(path.key("image").key(key), MESSAGE, help));
        }
    }
}

/// What an image says under a key; nothing where that is empty.
fn given<'i>(image: &'i Layer, key: &str) -> Option<&'i str> {
    image.get(key)?.as_str().filter(|part| !part.is_empty())
}

fn is_moving(tag: &str) -> bool {
    matches!(tag, "latest" | "dev" | "alpine")
}

/// Whether a node that has an image does not look for a newer one.
fn keeps(policy: &str) -> bool {
    matches!(policy, "IfNotPresent" | "Never")
}
