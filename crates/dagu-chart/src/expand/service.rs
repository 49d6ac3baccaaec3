//! The stable address of a component.

use serde_json::{Value, json};

use super::labels::selector;
use super::{Context, metadata};
use crate::component::Component;

/// A Service in front of a component's port; the container's port has the same name.
pub(super) fn service(context: Context<'_>, component: Component, port_name: &str, port: u16) -> Value {
    json!({
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata(context, component.name(), Some(component), None),
        "spec": {
            "ports": [{ "name": port_name, "port": port, "targetPort": port_name }],
            "selector": selector(context, component, None),
        },
    })
}
