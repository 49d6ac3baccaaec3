//! The Service of a component.

use serde_json::Value;

use crate::component::Component;
use crate::context::Context;
use crate::metadata::{metadata, selector};
use crate::object::{list, map};

/// A Service for a port of a component; the port of the container has the same name.
pub(super) fn service(context: Context<'_>, component: Component, port_name: &str, port: u16) -> Value {
    let port = map([("name", port_name.into()), ("port", port.into()), ("targetPort", port_name.into())]);
    let selector = selector(context, component, None).into();
    map([
        ("apiVersion", "v1".into()),
        ("kind", "Service".into()),
        ("metadata", metadata(context, component.name(), Some(component), None)),
        ("spec", map([("ports", list([port])), ("selector", selector)])),
    ])
}
