//! Whether a finished pod template gives a credential of the server to another component.

use serde_json::Value;

use super::{Guarded, is_credential};
use crate::component::Component;
use crate::object::{at, text_at};
use crate::path::{Trail, ValuePath};
use crate::shown::shown;

/// Describes a credential that a component other than the server would read.
pub(crate) fn reach(object: &Value, guarded: &Guarded) -> Option<String> {
    let template = at(object, &["spec", "template"])?;
    let name = text_at(template, &["metadata", "labels", "app.kubernetes.io/component"]);
    let component = Component::ALL.into_iter().find(|component| component.name() == name)?;
    if component == Component::Ui {
        return None;
    }
    let spec = template.get("spec")?;
    // Dagu reads these variables itself and passes them to every step.
    let variable = variables(spec).map(|(name, _)| name).find(|name| is_credential(name));
    if let Some(variable) = variable.filter(|_| component == Component::Worker) {
        return Some(format!("would pass the credential `{}` to a worker", shown(variable)));
    }
    let mut read = None;
    guarded.search(spec, &Trail::Start(&ValuePath::root()), &mut |_, secret| {
        read.get_or_insert_with(|| secret.to_owned());
    });
    Some(format!(
        "would let the {name} read the Secret `{}`, which contains credentials of the server",
        shown(&read?)
    ))
}

/// The variables of every container, each with its entry.
pub(crate) fn variables(spec: &Value) -> impl Iterator<Item = (&str, &Value)> {
    ["containers", "initContainers"]
        .into_iter()
        .flat_map(move |list| items(spec.get(list)))
        .flat_map(move |container| items(container.get("env")))
        .map(|entry| (entry.get("name").and_then(Value::as_str).unwrap_or_default(), entry))
}

fn items(list: Option<&Value>) -> impl Iterator<Item = &Value> {
    list.and_then(Value::as_array).into_iter().flatten()
}
