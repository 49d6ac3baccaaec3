//! The environment of a container, as the kubelet makes it from `env`.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};

use super::manifest::{Container, Manifests, Source, Variable};
use super::pod::Identity;

/// What the image sets, as far as a process needs it. Dagu's own variables are left out, so that the
/// manifests have to say what they rely on.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Every variable of the container, by name.
pub(super) fn of(
    container: &Container,
    pod: &Identity,
    manifests: &Manifests,
) -> Result<BTreeMap<String, String>> {
    let mut variables = BTreeMap::from([
        ("PATH".to_owned(), PATH.to_owned()),
        ("HOSTNAME".to_owned(), pod.host_name.clone()),
    ]);
    for variable in &container.env {
        let name = &variable.name;
        let value = value(variable, pod, manifests).with_context(|| format!("variable {name}"))?;
        let before = variables.insert(name.clone(), value);
        ensure!(before.is_none(), "variable {name} is set twice");
    }
    Ok(variables)
}

fn value(variable: &Variable, pod: &Identity, manifests: &Manifests) -> Result<String> {
    match (&variable.value, &variable.value_from) {
        (Some(value), None) => {
            ensure!(!value.contains("$("), "references to other variables are not resolved here");
            Ok(value.clone())
        }
        (None, Some(Source::SecretKeyRef(reference))) => {
            let secret = manifests.secrets.get(&reference.name);
            let secret = secret.with_context(|| format!("there is no Secret {}", reference.name))?;
            let value = secret.get(&reference.key);
            value.cloned().with_context(|| format!("Secret {} has no key {}", reference.name, reference.key))
        }
        (None, Some(Source::FieldRef(field))) => match field.field_path.as_str() {
            "metadata.name" => Ok(pod.name.clone()),
            "status.podIP" => Ok(pod.wire.address.to_string()),
            path => bail!("the field {path} is not known here"),
        },
        _ => bail!("has neither one value nor one source"),
    }
}
