//! A moving tag with a pull policy that keeps the first image on each node.

use serde_json::Value;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::keys::Section;
use crate::values::{Layer, PullPolicy, over};

/// Nodes that pulled the image at different times run different versions.
pub(super) const CACHED_TAG: Rule = Rule {
    code: "D0531",
    name: "moving-tag-cached",
    severity: Severity::Warning,
    doc: doc!(
        "`latest`, `dev` and `alpine` are moving tags: the same tag later refers to a newer image. With the pull policy `IfNotPresent` or `Never`, each node keeps the image that it pulled first, so different versions of Dagu may use the same volume at once. Use a version as the tag, or the pull policy `Always`."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let values = subject.values;
    let shared = &values.image;
    let shared_tag = if shared.has_digest() { "" } else { shared.tag.as_deref().unwrap_or_default() };
    let shared_policy = shared.pull_policy.map_or("", PullPolicy::as_str);
    if is_moving(shared_tag) && keeps(shared_policy) {
        diagnostics.push(CACHED_TAG.at(
            "image.pullPolicy",
            message(shared_tag, shared_policy),
            "set `image.tag` to a version such as `2.4.3`, or set `image.pullPolicy` to `Always`",
        ));
    }
    for (path, section, layer) in values.sections() {
        let Some(Value::Object(own)) = layer.get("image") else { continue };
        let image = match values.worker.get("image") {
            Some(Value::Object(below)) if section == Section::Pool => over("image", own, below),
            _ => own.clone(),
        };
        // An image that a section inherits unchanged is reported where it is set.
        let Some(key) = ["pullPolicy", "tag"].into_iter().find(|key| given(own, key).is_some()) else {
            continue;
        };
        let pinned = given(&image, "digest").is_some();
        let tag = given(&image, "tag").unwrap_or(shared_tag);
        let policy = given(&image, "pullPolicy").unwrap_or(shared_policy);
        if !pinned && is_moving(tag) && keeps(policy) {
            let help = "set `tag` to a version such as `2.4.3`, or set `pullPolicy` to `Always`";
            diagnostics.push(CACHED_TAG.at(path.key("image").key(key), message(tag, policy), help));
        }
    }
}

fn message(tag: &str, policy: &str) -> String {
    format!(
        "`{tag}` is a moving tag, and with the pull policy `{policy}` each node keeps the image that it pulled first"
    )
}

/// The value of a key of an image; none if it is empty.
fn given<'i>(image: &'i Layer, key: &str) -> Option<&'i str> {
    image.get(key)?.as_str().filter(|part| !part.is_empty())
}

fn is_moving(tag: &str) -> bool {
    matches!(tag, "latest" | "dev" | "alpine")
}

/// Whether a node that has an image never pulls a newer one.
fn keeps(policy: &str) -> bool {
    matches!(policy, "IfNotPresent" | "Never")
}
