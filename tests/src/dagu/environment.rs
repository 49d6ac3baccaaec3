//! The environment of a container, as the kubelet makes it from `env`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};

use super::container::{Container, EnvFrom, KeyOf, Source, Variable};
use super::identity::Identity;
use super::manifest::Manifests;

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
    for source in &container.env_from {
        for (key, value) in all_of(source, manifests)? {
            variables.insert(format!("{}{key}", source.prefix), value.clone());
        }
    }
    let mut named = BTreeSet::new();
    for variable in &container.env {
        let name = &variable.name;
        let value = value(variable, pod, manifests).with_context(|| format!("variable {name}"))?;
        let value = if variable.value.is_some() { resolved(&value, &variables) } else { value };
        variables.insert(name.clone(), value);
        ensure!(named.insert(name), "variable {name} is set twice");
    }
    Ok(variables)
}

/// The credentials among the variables of a container.
pub(super) fn credentials(container: &Container, manifests: &Manifests) -> Result<BTreeSet<String>> {
    let mut credentials = BTreeSet::new();
    for variable in &container.env {
        if let Some(Source::Secret(reference)) = &variable.value_from {
            credentials.insert(key_of("Secret", &manifests.secrets, reference)?);
        }
    }
    Ok(credentials)
}

/// A text with its references `$(NAME)` resolved, as Kubernetes does: an unknown one stays, and `$$` is `$`.
pub fn resolved(text: &str, variables: &BTreeMap<String, String>) -> String {
    let (mut resolved, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('$') {
        resolved.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let reference = rest.strip_prefix('(').and_then(|inside| inside.split_once(')'));
        if let Some(after) = rest.strip_prefix('$') {
            resolved.push('$');
            rest = after;
        } else if let Some((name, after)) = reference {
            match variables.get(name) {
                Some(value) => resolved.push_str(value),
                None => resolved.push_str(&format!("$({name})")),
            }
            rest = after;
        } else {
            resolved.push('$');
        }
    }
    resolved + rest
}

/// Secrets or ConfigMaps, by name and key.
type Objects = BTreeMap<String, BTreeMap<String, String>>;

fn all_of<'m>(source: &EnvFrom, manifests: &'m Manifests) -> Result<&'m BTreeMap<String, String>> {
    let (objects, reference) = match (&source.secret_ref, &source.config_map_ref) {
        (Some(reference), None) => (&manifests.secrets, reference),
        (None, Some(reference)) => (&manifests.config_maps, reference),
        _ => bail!("envFrom names neither one Secret nor one ConfigMap"),
    };
    objects.get(&reference.name).with_context(|| format!("envFrom: there is no {}", reference.name))
}

fn value(variable: &Variable, pod: &Identity, manifests: &Manifests) -> Result<String> {
    match (&variable.value, &variable.value_from) {
        (Some(value), None) => Ok(value.clone()),
        (None, Some(Source::Secret(reference))) => key_of("Secret", &manifests.secrets, reference),
        (None, Some(Source::ConfigMap(reference))) => key_of("ConfigMap", &manifests.config_maps, reference),
        (None, Some(Source::Field(field))) => match field.field_path.as_str() {
            "metadata.name" => Ok(pod.name.clone()),
            "status.podIP" => Ok(pod.wire.address.to_string()),
            path => bail!("the field {path} is not known here"),
        },
        _ => bail!("has neither one value nor one source"),
    }
}

fn key_of(kind: &str, objects: &Objects, reference: &KeyOf) -> Result<String> {
    let (name, key) = (&reference.name, &reference.key);
    let object = objects.get(name).with_context(|| format!("there is no {kind} {name}"))?;
    object.get(key).cloned().with_context(|| format!("{kind} {name} has no key {key}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::resolved;

    #[test]
    fn references_are_resolved_as_kubernetes_does() {
        let variables = BTreeMap::from([("A".to_owned(), "1".to_owned())]);
        for (text, expected) in
            [("$(A)-$(A)", "1-1"), ("$(B)", "$(B)"), ("$$(A)", "$(A)"), ("$A $(A", "$A $(A"), ("a$", "a$")]
        {
            assert_eq!(resolved(text, &variables), expected, "{text}");
        }
    }
}
