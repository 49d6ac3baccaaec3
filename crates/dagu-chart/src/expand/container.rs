//! The container of a component.

use serde_json::{Map, Value};

use super::security;
use crate::component::Component;
use crate::context::Context;
use crate::convention::DATA_PATH;
use crate::object::{list, map, variable};
use crate::resources::Resources;
use crate::setting;
use crate::values::PullPolicy;

/// The container of a component, with the environment that all components have.
pub(super) fn container(context: Context<'_>, component: Component, resources: &Resources) -> Value {
    let mut env = vec![
        variable("DAGU_HOME", DATA_PATH),
        // Dagu does not start without one, and /tmp is the only directory that is writable in every image.
        variable("HOME", "/tmp"),
        variable("DAGU_SKIP_EXAMPLES", "true"),
    ];
    env.extend(setting::environment(&context.values.config, context.version, component));
    let mut container =
        map([("env", env.into()), ("image", context.image.into()), ("name", component.name().into())]);
    security::start(context, component, &mut container);
    if let Some(policy) = context.values.image.pull_policy.filter(|policy| *policy != PullPolicy::Unset) {
        container["imagePullPolicy"] = policy.as_str().into();
    }
    let resources = quantities(resources);
    if !resources.is_empty() {
        container["resources"] = resources.into();
    }
    container
}

/// Adds environment variables to a container.
pub(super) fn add_variables(container: &mut Value, variables: impl IntoIterator<Item = Value>) {
    if let Some(Value::Array(env)) = container.get_mut("env") {
        env.extend(variables);
    }
}

/// Adds a named port to a container.
pub(super) fn add_port(container: &mut Value, name: &str, port: u16) {
    let port = map([("containerPort", port.into()), ("name", name.into())]);
    match container.get_mut("ports") {
        Some(Value::Array(ports)) => ports.push(port),
        _ => container["ports"] = list([port]),
    }
}

fn quantities(resources: &Resources) -> Map<String, Value> {
    let mut map = Map::new();
    for (key, quantities) in [("limits", &resources.limits), ("requests", &resources.requests)] {
        let quantities = quantities.as_map();
        if !quantities.is_empty() {
            map.insert(key.into(), quantities.clone().into());
        }
    }
    if !resources.claims.is_empty() {
        map.insert("claims".into(), resources.claims.clone().into());
    }
    map
}
