//! The Ingress for the UI.

use serde_json::Value;

use super::ui;
use crate::component::Component::Ui;
use crate::context::Context;
use crate::metadata::{annotate, metadata};
use crate::object::{list, map};
use crate::setting;

pub(super) fn ingress(context: Context<'_>) -> Option<Value> {
    let settings = &context.values.ingress;
    if !settings.is_enabled() {
        return None;
    }
    let filled = |text: &'_ Option<String>| text.clone().filter(|text| !text.is_empty());
    // Dagu serves everything below its base path: pages, API and event streams.
    let path =
        Some(setting::base_path(&context.values.config, context.version)).filter(|path| !path.is_empty());
    let service =
        map([("name", context.name(Ui.name()).into()), ("port", map([("name", ui::PORT_NAME.into())]))]);
    let mut rule = map([(
        "http",
        map([(
            "paths",
            list([map([
                ("backend", map([("service", service)])),
                ("path", path.unwrap_or("/").into()),
                ("pathType", "Prefix".into()),
            ])]),
        )]),
    )]);
    let host = filled(&settings.host);
    if let Some(host) = &host {
        rule["host"] = host.as_str().into();
    }
    let mut spec = map([("rules", list([rule]))]);
    if let Some(class) = filled(&settings.class_name) {
        spec["ingressClassName"] = class.into();
    }
    if settings.tls.enabled == Some(true) {
        let mut tls = map([]);
        if let Some(host) = host {
            tls["hosts"] = list([host.into()]);
        }
        if let Some(secret) = filled(&settings.tls.secret_name) {
            tls["secretName"] = secret.into();
        }
        spec["tls"] = list([tls]);
    }
    let mut ingress = map([
        ("apiVersion", "networking.k8s.io/v1".into()),
        ("kind", "Ingress".into()),
        ("metadata", metadata(context, Ui.name(), Some(Ui), None)),
        ("spec", spec),
    ]);
    annotate(&mut ingress, &settings.annotations);
    Some(ingress)
}
