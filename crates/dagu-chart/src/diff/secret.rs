//! Hides credentials in a difference.

use serde_json::Value;

use super::path::{FieldStep, Path};
use crate::credentials::sounds_secret;

/// The text that replaces a credential.
pub(super) const HIDDEN: &str = "(hidden)";

/// Endings of field names that refer to a credential but do not contain it.
const NAMES_OF: [&str; 7] = ["class", "name", "path", "ref", "seconds", "ttl", "type"];

/// Hides the credentials in the value of a field, as recognized by names. Returns whether there were any.
pub(super) fn hide(kind: &str, path: &Path, value: &mut Value) -> bool {
    let all = kind == "Secret"
        && matches!(path.0.first(), Some(FieldStep::Key(key)) if key.ends_with("ata") && key != "metadata");
    let named = match path.0.as_slice() {
        [.., FieldStep::Item("name", Value::String(name)), FieldStep::Key(key)] if key == "value" => {
            is_secret(name)
        }
        [.., FieldStep::Key(key)] => is_secret_key(key),
        _ => false,
    };
    hide_in(value, all || named, all)
}

fn hide_in(value: &mut Value, is_secret: bool, all: bool) -> bool {
    match value {
        Value::String(text) if is_secret => *text = HIDDEN.to_owned(),
        Value::Number(_) | Value::Bool(_) if all => *value = HIDDEN.into(),
        Value::String(text) => match text.split_once('=') {
            // An argument: `--token=…`.
            Some((flag, _)) if flag.starts_with('-') && is_secret_key(flag) => {
                *text = format!("{flag}={HIDDEN}");
            }
            _ => return false,
        },
        Value::Array(items) => {
            return items.iter_mut().fold(false, |hidden, item| hide_in(item, all, all) | hidden);
        }
        Value::Object(map) => {
            let variable = map.get("name").and_then(Value::as_str).is_some_and(self::is_secret);
            return map.iter_mut().fold(false, |hidden, (key, value)| {
                let secret = all || is_secret_key(key) || variable && key == "value";
                hide_in(value, secret, all) | hidden
            });
        }
        _ => return false,
    }
    true
}

/// A variable or field name in any spelling: `DB_PASSWORD`, `dbPassword`, `db-password`.
fn is_secret(name: &str) -> bool {
    sounds_secret(&name.to_ascii_uppercase().replace(['-', '.'], "_"))
}

fn is_secret_key(key: &str) -> bool {
    let lower = key.to_ascii_lowercase();
    is_secret(key) && !NAMES_OF.iter().any(|end| lower.ends_with(end))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn hidden(kind: &str, steps: Vec<FieldStep>, value: Value) -> Value {
        let mut hidden = value.clone();
        assert_eq!(hide(kind, &Path(steps), &mut hidden), hidden != value, "{value}");
        hidden
    }

    #[test]
    fn credentials_are_hidden_wherever_they_are() {
        let key = |key: &str| FieldStep::Key(key.to_owned());
        let variable = || FieldStep::Item("name", "DB_PASSWORD".into());
        assert_eq!(hidden("Deployment", vec![key("env"), variable(), key("value")], json!("x")), HIDDEN);
        let whole = json!({"name": "DB_PASSWORD", "value": "x"});
        assert_eq!(hidden("Deployment", vec![key("env"), variable()], whole)["value"], HIDDEN);
        let argument = vec![key("args"), FieldStep::Index(0)];
        assert_eq!(hidden("Deployment", argument, json!("--api-token=x")), "--api-token=(hidden)");
        assert_eq!(hidden("ConfigMap", vec![key("data"), key("db-password")], json!("x")), HIDDEN);
        assert_eq!(hidden("ConfigMap", vec![key("data")], json!({"apiToken": "x"}))["apiToken"], HIDDEN);
        assert_eq!(hidden("Secret", vec![key("data"), key("any")], json!("x")), HIDDEN);
        assert_eq!(hidden("Secret", vec![key("stringData")], json!({"any": "x"}))["any"], HIDDEN);
    }

    #[test]
    fn what_is_no_credential_is_shown() {
        let key = |key: &str| FieldStep::Key(key.to_owned());
        for (kind, steps, value) in [
            ("Secret", vec![key("metadata"), key("labels"), key("a")], json!("x")),
            ("Deployment", vec![key("secret"), key("secretName")], json!("x")),
            ("Deployment", vec![key("automountServiceAccountToken")], json!(true)),
            ("Deployment", vec![key("args"), FieldStep::Index(0)], json!("--token-ttl=1h")),
            (
                "Deployment",
                vec![key("env"), FieldStep::Item("name", "A".into())],
                json!({"name": "A", "value": "x"}),
            ),
        ] {
            assert_eq!(hidden(kind, steps, value.clone()), value);
        }
    }
}
