//! A plain chart: any Helm installs it without a post-renderer. Its objects are fixed, and so are the name and the
//! namespace of the release.

use serde_json::{Map, Value, json};

use super::{Files, Header, Object};

const CHART: &str = include_str!("../../../../chart/Chart.yaml");
/// The templates that render without the core, from the chart itself: names, the notes and the Pod of `helm test`.
const TEMPLATES: [(&str, &str); 3] = [
    ("_helpers.tpl", include_str!("../../../../chart/templates/_helpers.tpl")),
    ("NOTES.txt", include_str!("../../../../chart/templates/NOTES.txt")),
    ("tests/test-connection.yaml", include_str!("../../../../chart/templates/tests/test-connection.yaml")),
];
/// The values that these templates read.
const READ: [&str; 19] = [
    "nameOverride",
    "fullnameOverride",
    "imagePullSecrets",
    "nodeSelector",
    "tolerations",
    "test",
    "config.basePath",
    "config.ipAccess.allowedIPs",
    "ui.service.port",
    "ingress.enabled",
    "ingress.host",
    "ingress.tls.enabled",
    "auth.mode",
    "auth.basic.existingSecret",
    "auth.basic.username",
    "auth.basic.passwordKey",
    "auth.builtin.admin.existingSecret",
    "auth.builtin.admin.username",
    "auth.builtin.admin.passwordKey",
];

/// The release that the objects belong to.
pub(crate) struct Release {
    pub(crate) name: String,
    pub(crate) namespace: String,
    /// The effective values.
    pub(crate) values: Value,
    /// Whether the chart generates the administrator's password.
    pub(crate) generates_password: bool,
}

pub(crate) fn chart(
    objects: &[Object],
    release: &Release,
    header: &Header,
) -> Result<Files, serde_yaml::Error> {
    let head = header.yaml();
    let mut files = Files::new();
    files.insert("Chart.yaml".to_owned(), format!("{head}{CHART}"));
    files.insert("values.yaml".to_owned(), format!("{head}{}", release.values_of_templates()?));
    for (name, text) in TEMPLATES {
        files.insert(format!("templates/{name}"), format!("{}{text}", header.template()));
    }
    files.insert("templates/release.yaml".to_owned(), format!("{}{}", header.template(), release.guard()));
    for Object { text, file, .. } in objects {
        files.insert(format!("templates/{file}"), literal(&format!("{head}{text}")));
    }
    Ok(files)
}

impl Release {
    fn values_of_templates(&self) -> Result<String, serde_yaml::Error> {
        let mut values = json!({});
        for path in READ {
            copy(&self.values, &mut values, path.split('.'));
        }
        if !self.generates_password {
            // The notes only ask whether there is one.
            values["auth"]["builtin"]["admin"]["password"] = "in a Secret".into();
        }
        let text = serde_yaml::to_string(&values)?;
        Ok(format!(
            "# Only the notes and the Pod of `helm test` read these values: the objects are fixed.\n{text}"
        ))
    }

    /// Helm would install the objects under another name too, but without finding or removing them as its own.
    fn guard(&self) -> String {
        let Self { name, namespace, .. } = self;
        let condition = format!("or (ne .Release.Name {name:?}) (ne .Release.Namespace {namespace:?})");
        let message = format!(
            "this chart was exported for release {name} in namespace {namespace}: install it as `helm install {name} \
             --namespace {namespace}`, or export it again with the other name"
        );
        format!("{{{{- if {condition} }}}}\n{{{{- fail {message:?} }}}}\n{{{{- end }}}}\n")
    }
}

/// Copies the value at a path, if there is one.
fn copy<'a>(from: &Value, to: &mut Value, mut path: impl Iterator<Item = &'a str>) {
    let Some(key) = path.next() else {
        *to = from.clone();
        return;
    };
    if let Some(below) = from.get(key) {
        if !to.is_object() {
            *to = Value::Object(Map::new());
        }
        copy(below, &mut to[key], path);
    }
}

/// A template that prints this text.
fn literal(text: &str) -> String {
    text.replace("{{", r#"{{ "{{" }}"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_braces_is_no_action() {
        assert_eq!(literal("a: '{{ .x }} {{{'"), r#"a: '{{ "{{" }} .x }} {{ "{{" }}{'"#);
    }

    #[test]
    fn only_values_that_are_there_are_copied() {
        let from = json!({"a": {"b": 1, "c": 2}, "d": null});
        let mut to = json!({});
        for path in ["a.b", "a.x.y", "d", "e"] {
            copy(&from, &mut to, path.split('.'));
        }
        assert_eq!(to, json!({"a": {"b": 1}, "d": null}));
    }
}
