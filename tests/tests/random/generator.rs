//! Valid values files with any keys, small and large.

use serde_json::{Map, Value, json};

use crate::choice::Choice;
use crate::pods::{self, Bounds, Of};

/// Images, and the lines of Dagu that are in them.
const IMAGES: [(&str, &[&str]); 4] = [
    ("ghcr.io/dagu-org/dagu", &["1.16.12", "1.23.2", "1.30.2", "1.30.3", "2.0.0", "2.3.0", "2.4.1", "2.4.3"]),
    ("ghcr.io/dagu-org/dagu", &["1.14.6", "1.17.4", "1.18.6", "1.25.1", "1.26.0", "2.2.0", "latest"]),
    (
        "ghcr.io/dagucloud/dagu",
        &["2.5.0", "2.8.0", "2.9.0", "2.12.0", "2.13.0", "2.15.1", "2.16.2", "2.18.2", "latest"],
    ),
    ("registry.example.com:5000/dagu", &["1.12.0", "1.30.2", "2.4.3", "2.9.0", "2.15.1"]),
];
/// Versions whose first administrator cannot be preset.
const WITHOUT_ADMINISTRATOR: [&str; 2] = ["2.0.0", "2.2.0"];
/// Versions whose workers can do without the shared volume.
const KEEPS_APART: [&str; 6] = ["2.9.0", "2.12.0", "2.13.0", "2.15.1", "2.16.2", "2.18.2"];
/// Versions that several coordinators can run of.
const SEVERAL_COORDINATORS: [&str; 4] = ["2.13.0", "2.15.1", "2.16.2", "2.18.2"];
/// In these versions addresses can be let in or not.
const KNOWS_ADDRESSES: [&str; 3] = ["2.15.1", "2.16.2", "2.18.2"];

/// What Kubernetes could expand in the texts of variables.
const DOLLARS: [&str; 5] = ["", "$(HOME)", "$$", "$", "$$(HOME)"];

/// One values file.
pub(crate) fn values(choice: &mut Choice<'_>) -> Value {
    let mut values = json!({});
    let version = image(choice, &mut values);
    let bounds = Bounds { restricted: choice.once_in(4), own_data: KEEPS_APART.contains(&version.as_str()) };
    if bounds.restricted {
        values["security"] = json!("restricted");
    }
    choice.maybe(&mut values, "nameOverride", 8, |choice| json!(choice.name()));
    choice.maybe(&mut values, "fullnameOverride", 8, |choice| match choice.once_in(4) {
        true => json!(choice.name().repeat(12)[..60].to_owned()),
        false => json!(choice.name()),
    });
    choice.maybe(&mut values, "lookup", 6, |choice| json!(choice.once_in(2)));
    choice.maybe(&mut values, "enabled", 10, |_| json!(true));
    choice.maybe(&mut values, "global", 10, Choice::odd_map);
    values["persistence"] = persistence(choice);
    choice.maybe(&mut values, "serviceAccount", 4, service_account);
    choice.maybe(&mut values, "auth", 2, auth);
    if WITHOUT_ADMINISTRATOR.contains(&version.as_str()) {
        values["auth"] = json!({"builtin": {"admin": {"username": ""}}});
    }
    choice.maybe(&mut values, "config", 3, |choice| config(choice, &version));
    choice.maybe(&mut values, "ingress", 3, ingress);
    choice.maybe(&mut values, "test", 10, |choice| json!({"image": {"tag": choice.name()}}));
    pods::settings(choice, bounds, Of::All, &mut values);
    for component in ["coordinator", "scheduler", "ui"] {
        choice.maybe(&mut values, component, 3, |choice| pods::section(choice, bounds, Of::Component));
    }
    if !SEVERAL_COORDINATORS.contains(&version.as_str()) && !values["coordinator"].is_null() {
        values["coordinator"]["replicas"] = json!(1);
    }
    ui(choice, &mut values);
    choice.maybe(&mut values, "worker", 3, |choice| pods::section(choice, bounds, Of::Worker));
    choice.maybe(&mut values, "workerPools", 2, |choice| pools(choice, bounds));
    choice.maybe(&mut values, "extraObjects", 6, |choice| choice.some(3, extra_object));
    choice.maybe(&mut values, "patches", 8, |choice| choice.some(2, patch));
    values
}

/// Says which version it is.
fn image(choice: &mut Choice<'_>, values: &mut Value) -> String {
    if choice.once_in(4) {
        return String::new();
    }
    let (repository, tags) = choice.of(&IMAGES);
    let version = choice.of(tags);
    values["image"] = json!({"repository": repository, "tag": version});
    if choice.once_in(6) && version != "latest" {
        values["image"]["digest"] = json!(format!("sha256:{}", "0a".repeat(32)));
    }
    if choice.once_in(6) && version != "latest" {
        values["daguVersion"] = json!(version);
    }
    let image = &mut values["image"];
    choice.maybe(image, "pullPolicy", 4, |choice| json!(choice.of(&["Always", "IfNotPresent", "Never", ""])));
    version.to_owned()
}

fn persistence(choice: &mut Choice<'_>) -> Value {
    let mut values = json!({});
    choice.maybe(&mut values, "storageClass", 2, |choice| json!(choice.name()));
    choice.maybe(&mut values, "size", 4, Choice::memory);
    choice.maybe(&mut values, "retain", 4, |choice| json!(choice.once_in(2)));
    choice.maybe(&mut values, "annotations", 4, Choice::odd_map);
    choice.maybe(&mut values, "mountOnWorkers", 4, |choice| json!(choice.once_in(2)));
    if choice.once_in(5) {
        values["existingClaim"] = json!(choice.name());
        values["annotations"] = json!({});
    } else if choice.once_in(5) {
        values["accessMode"] = json!(choice.of(&["ReadWriteOnce", "ReadWriteMany"]));
        values["skipValidation"] = json!(true);
    }
    values
}

fn service_account(choice: &mut Choice<'_>) -> Value {
    match choice.once_in(3) {
        true => json!({"create": false, "name": choice.name()}),
        false => json!({"annotations": choice.odd_map()}),
    }
}

/// A credential, odd where it may be and long enough to be looked for.
fn credential(choice: &mut Choice<'_>) -> Value {
    json!(format!("{}{}{}", choice.name(), choice.odd(), choice.name()))
}

fn auth(choice: &mut Choice<'_>) -> Value {
    let mode = choice.of(&["builtin", "builtin", "basic", "none"]);
    let mut values = json!({"mode": mode});
    match mode {
        "basic" if choice.once_in(2) => {
            values["basic"] =
                json!({"existingSecret": choice.name(), "passwordKey": "p", "usernameKey": "u"});
        }
        "basic" => values["basic"] = json!({"username": choice.name(), "password": credential(choice)}),
        "builtin" => {
            let mut admin = json!({});
            choice.maybe(&mut admin, "username", 3, |choice| {
                json!(format!("{}{}", choice.of(&DOLLARS), choice.name()))
            });
            match choice.number(0, 2) {
                0 => admin["password"] = credential(choice),
                1 => admin["existingSecret"] = json!(choice.name()),
                _ => {}
            }
            let mut token = json!({});
            choice.maybe(&mut token, "ttl", 3, |choice| json!(format!("{}h", choice.number(1, 8760))));
            match choice.number(0, 3) {
                0 => token["secret"] = json!(choice.name().repeat(8)),
                1 => token["existingSecret"] = json!(choice.name()),
                _ => {}
            }
            values["builtin"] = json!({"admin": admin, "token": token});
        }
        _ => {}
    }
    values
}

fn config(choice: &mut Choice<'_>, version: &str) -> Value {
    let mut values = json!({});
    choice.maybe(&mut values, "publicUrl", 4, |choice| {
        json!(format!("https://{}.example.com/{}", choice.name(), choice.of(&DOLLARS)))
    });
    choice.maybe(&mut values, "basePath", 3, |choice| json!(format!("/{}", choice.name())));
    choice.maybe(&mut values, "timezone", 3, |choice| {
        json!(choice.of(&["Europe/Berlin", "UTC", "Asia/Tokyo"]))
    });
    choice.maybe(&mut values, "logFormat", 3, |choice| json!(choice.of(&["text", "json"])));
    choice.maybe(&mut values, "corsAllowedOrigins", 4, |choice| {
        choice.some(3, |choice| json!(format!("https://{}.example.com", choice.name())))
    });
    choice
        .maybe(&mut values, "envPassthrough", 4, |choice| choice.some(3, |choice| json!(choice.variable())));
    if KNOWS_ADDRESSES.contains(&version) {
        choice.maybe(&mut values, "ipAccess", 2, |_| json!({"allowedIPs": ["10.0.0.0/8", "::1"]}));
    }
    values
}

fn ingress(choice: &mut Choice<'_>) -> Value {
    let mut values = json!({"enabled": true});
    choice.maybe(&mut values, "className", 2, |choice| json!(choice.name()));
    choice.maybe(&mut values, "annotations", 3, Choice::odd_map);
    choice.maybe(&mut values, "host", 2, |choice| json!(format!("{}.example.com", choice.name())));
    choice.maybe(&mut values, "tls", 3, |choice| json!({"enabled": true, "secretName": choice.name()}));
    values
}

fn ui(choice: &mut Choice<'_>, values: &mut Value) {
    let mut service = json!({});
    choice.maybe(&mut service, "type", 3, |choice| {
        json!(choice.of(&["ClusterIP", "NodePort", "LoadBalancer"]))
    });
    choice.maybe(&mut service, "port", 3, |choice| json!(choice.number(1, 65535)));
    choice.maybe(&mut service, "annotations", 3, Choice::odd_map);
    if choice.once_in(4) {
        values["ui"]["service"] = service;
        values["ui"]["containerPort"] = json!(choice.number(1024, 65535));
    }
}

/// Seldom many.
fn pools(choice: &mut Choice<'_>, bounds: Bounds) -> Value {
    let most = if choice.once_in(50) { 100 } else { 4 };
    let number = choice.number(1, most);
    let mut pools = Map::new();
    for _ in 0..number {
        let mut pool = pods::section(choice, bounds, Of::Pool);
        choice.maybe(&mut pool, "labels", 2, |choice| json!({choice.name(): choice.name(), "size": "big"}));
        pools.insert(choice.name(), pool);
    }
    if choice.once_in(4) {
        pools.insert("general".to_owned(), Value::Null);
    }
    pools.into()
}

fn extra_object(choice: &mut Choice<'_>) -> Value {
    let name = choice.name();
    match choice.number(0, 2) {
        0 => json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name},
            "data": choice.odd_map()}),
        1 => json!({"apiVersion": "example.com/v1", "kind": "Odd", "metadata": {"name": name},
            "spec": {"odd": choice.odd_map(), "list": choice.some(4, |choice| json!(choice.odd()))}}),
        _ => json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": name},
            "rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}]}),
    }
}

fn patch(choice: &mut Choice<'_>) -> Value {
    let kind = choice.of(&["Deployment", "Service"]);
    let annotations = choice.odd_map();
    json!({"target": {"kind": kind}, "merge": {"metadata": {"annotations": annotations}}})
}
