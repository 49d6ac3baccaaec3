//! Only the server's pods, and those that `inject` names, read the Secrets with the server's credentials.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Rendering;

/// The components that are not the server.
const OTHERS: [&str; 3] = ["coordinator", "scheduler", "worker"];
/// Where the values name a Secret, where they name its keys, and the default keys.
const NAMED: [(&str, &[(&str, &str)]); 3] = [
    ("/auth/basic", &[("usernameKey", "username"), ("passwordKey", "password")]),
    ("/auth/builtin/admin", &[("passwordKey", "password")]),
    ("/auth/builtin/token", &[("secretKey", "token-secret")]),
];

/// A Secret, and the keys of it that are credentials; without any all are.
struct Credential {
    secret: String,
    keys: Vec<String>,
}

pub(super) fn check(rendering: &Rendering<'_>) -> Result<()> {
    let made: Vec<&Value> = rendering.documents.iter().map(|document| &document.value).collect();
    let edited = rendering.edited.iter().map(|text| serde_yaml::from_str(text).context("an edited document"));
    let edited: Vec<Value> = edited.collect::<Result<_>>()?;
    only_the_server(&made, &edited, &rendering.stream.values)
}

fn only_the_server(made: &[&Value], edited: &[Value], values: &[Value]) -> Result<()> {
    let mut credentials = Vec::new();
    for object in made.iter().filter(|object| object["kind"] == "Secret") {
        // Not one of the user's own.
        if !object["metadata"]["labels"]["helm.sh/chart"].is_null() {
            let secret = text(&object["metadata"]["name"]).to_owned();
            credentials.push(Credential { secret, keys: Vec::new() });
        }
    }
    for (path, keys) in NAMED {
        for section in values.iter().filter_map(|values| values.pointer(path)) {
            let key = |(key, default): &(&str, &str)| match text(&section[key]) {
                "" => (*default).to_owned(),
                given => given.to_owned(),
            };
            let secret = text(&section["existingSecret"]).to_owned();
            if !secret.is_empty() {
                credentials.push(Credential { secret, keys: keys.iter().map(key).collect() });
            }
        }
    }
    for object in made {
        let template = &object["spec"]["template"];
        let component = text(&template["metadata"]["labels"]["app.kubernetes.io/component"]);
        let reads = OTHERS.contains(&component) && reads(&template["spec"], &credentials);
        ensure!(!reads, "{} {} reads credentials of the server", object["kind"], object["metadata"]["name"]);
    }
    for object in edited {
        let is_asked = |entry: &Value| {
            let target = &entry["target"];
            entry["auth"] == true
                && target["kind"] == object["kind"]
                && target["name"] == object["metadata"]["name"]
        };
        let mut entries = values.iter().filter_map(|values| values["inject"].as_array()).flatten();
        let reads = reads(object, &credentials) && !entries.any(is_asked);
        ensure!(!reads, "{} {} was not to read credentials", object["kind"], object["metadata"]["name"]);
    }
    Ok(())
}

/// Whether a Secret's name occurs, except for pulling images or with keys that are not credentials.
fn reads(value: &Value, credentials: &[Credential]) -> bool {
    match value {
        Value::Object(map) => {
            let keys: Vec<&str> = match (value["key"].as_str(), value["items"].as_array()) {
                (Some(key), _) => vec![key],
                (None, Some(items)) => items.iter().map(|item| text(&item["key"])).collect(),
                (None, None) => Vec::new(),
            };
            let is_named = |credential: &Credential| {
                [&value["name"], &value["secretName"]].iter().any(|name| **name == credential.secret)
                    && (keys.is_empty()
                        || credential.keys.is_empty()
                        || keys.iter().any(|key| credential.keys.iter().any(|own| own == key)))
            };
            let inner =
                map.iter().filter(|(key, _)| !matches!(key.as_str(), "imagePullSecrets" | "metadata"));
            let mut inner = inner.filter(|(key, _)| !key.starts_with("configMap"));
            credentials.iter().any(is_named) || inner.any(|(_, value)| reads(value, credentials))
        }
        Value::Array(list) => list.iter().any(|item| reads(item, credentials)),
        _ => false,
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(component: &str, spec: &Value) -> Result<()> {
        let secret = json!({"kind": "Secret",
            "metadata": {"name": "dagu-admin", "labels": {"helm.sh/chart": "dagu-1"}}});
        let labels = json!({"app.kubernetes.io/component": component});
        let workload = json!({"kind": "Deployment", "metadata": {"name": "w"},
            "spec": {"template": {"metadata": {"labels": labels}, "spec": spec}}});
        let values = json!({"auth": {"builtin": {"token": {"existingSecret": "company", "secretKey": "t"}}},
            "inject": [{"target": {"kind": "Job", "name": "asked"}, "auth": true}]});
        only_the_server(&[&secret, &workload], &[], std::slice::from_ref(&values))?;
        let foreign = json!({"kind": "Job", "metadata": {"name": component}, "spec": spec});
        only_the_server(&[&secret], &[foreign], &[values])
    }

    #[test]
    fn every_road_is_seen() {
        for spec in [
            json!({"containers": [{"envFrom": [{"secretRef": {"name": "dagu-admin"}}]}]}),
            json!({"initContainers": [{"env": [{"valueFrom": {"secretKeyRef": {"name": "company", "key": "t"}}}]}]}),
            json!({"volumes": [{"secret": {"secretName": "company"}}]}),
            json!({"volumes": [{"projected": {"sources": [{"secret": {"name": "dagu-admin"}}]}}]}),
            json!({"volumes": [{"csi": {"nodePublishSecretRef": {"name": "dagu-admin"}}}]}),
        ] {
            for component in OTHERS {
                check(component, &spec).expect_err(component);
            }
            check("asked", &spec).unwrap();
        }
        let harmless = json!({
            "imagePullSecrets": [{"name": "dagu-admin"}],
            "containers": [{"env": [{"valueFrom": {"secretKeyRef": {"name": "company", "key": "u"}}}],
                "envFrom": [{"configMapRef": {"name": "dagu-admin"}}]}],
        });
        check("worker", &harmless).unwrap();
    }
}
