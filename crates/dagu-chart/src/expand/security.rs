//! Security contexts, and the command that works with them.

use serde_json::Value;

use crate::component::Component;
use crate::context::Context;
use crate::convention::{SCRATCH_PATH, SCRATCH_VOLUME};
use crate::object::{list, map};
use crate::values::{Security, over};

/// The image's user and group `dagu`.
const USER: u32 = 1000;

/// Sets the command of a component's container.
pub(super) fn start(context: Context<'_>, component: Component, container: &mut Value) {
    if !is_restricted(context) {
        // The image's entrypoint stays in use: it drops root privileges and reaps zombies.
        container["args"] = list(["dagu".into(), component.command().into()]);
        return;
    }
    // The entrypoint needs root and `sudo`, which the restricted level forbids.
    let init: &[&str] = if context.version.has_tini() { &["tini", "-g", "--", "dagu"] } else { &["dagu"] };
    container["command"] = init.into();
    container["args"] = list([component.command().into()]);
    container["volumeMounts"] =
        list([map([("mountPath", SCRATCH_PATH.into()), ("name", SCRATCH_VOLUME.into())])]);
    // The image's own directory belongs to a user whose ID differs between its variants.
    container["workingDir"] = SCRATCH_PATH.into();
}

/// The volumes that the restricted level needs.
pub(super) fn volumes(context: Context<'_>) -> Option<Value> {
    is_restricted(context).then(|| list([map([("emptyDir", map([])), ("name", SCRATCH_VOLUME.into())])]))
}

/// Adds the security contexts of the level; those of the values override them.
pub(super) fn complete(context: Context<'_>, pod: &mut Value, container: &mut Value) {
    if !is_restricted(context) {
        return;
    }
    let of_pod = map([
        ("runAsGroup", USER.into()),
        ("runAsNonRoot", true.into()),
        ("runAsUser", USER.into()),
        ("seccompProfile", map([("type", "RuntimeDefault".into())])),
    ]);
    let of_container = map([
        ("allowPrivilegeEscalation", false.into()),
        ("capabilities", map([("drop", list(["ALL".into()]))])),
        ("readOnlyRootFilesystem", true.into()),
    ]);
    for (owner, ours) in [(pod, of_pod), (container, of_container)] {
        let given = owner["securityContext"].take();
        owner["securityContext"] = match (given, ours) {
            (Value::Object(given), Value::Object(ours)) => over("securityContext", &given, &ours).into(),
            (_, ours) => ours,
        };
    }
}

fn is_restricted(context: Context<'_>) -> bool {
    context.values.security == Some(Security::Restricted)
}
