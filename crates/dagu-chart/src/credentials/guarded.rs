//! The Secrets with credentials of the server, and a search for references to them in pods.

use serde_json::{Map, Value};

use super::{admin, basic, secrets, text, token};
use crate::name;
use crate::path::Trail;
use crate::values::Auth;

/// The Secrets that only the server may read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guarded(Vec<Entry>);

#[derive(Clone, Debug)]
struct Entry {
    secret: String,
    /// The keys with credentials; none means all keys.
    keys: Vec<String>,
}

impl Guarded {
    /// The release's own Secrets, from this or an earlier rendering, and those that `auth` names.
    pub(crate) fn of(auth: &Auth, fullname: &str) -> Self {
        let own = [secrets::TYPED, admin::GENERATED.part, token::GENERATED.part];
        let mut entries: Vec<Entry> =
            own.map(|part| Entry { secret: name::compose(fullname, part), keys: Vec::new() }).into();
        let (basic, admin, token) = (&auth.basic, &auth.builtin.admin, &auth.builtin.token);
        for (secret, keys) in [
            (
                &basic.existing_secret,
                [(&basic.username_key, basic::USERNAME), (&basic.password_key, basic::PASSWORD)].as_slice(),
            ),
            (&admin.existing_secret, &[(&admin.password_key, admin::PASSWORD)]),
            (&token.existing_secret, &[(&token.secret_key, token::KEY)]),
        ] {
            let given = |(key, default): &(&Option<String>, &str)| match text(key) {
                "" => (*default).to_owned(),
                key => key.to_owned(),
            };
            if !text(secret).is_empty() {
                entries
                    .push(Entry { secret: text(secret).to_owned(), keys: keys.iter().map(given).collect() });
            }
        }
        Self(entries)
    }

    /// Calls `found` for every reference that reads a credential from such a Secret, with its path and the name of the
    /// Secret.
    pub(crate) fn search(&self, value: &Value, trail: &Trail<'_>, found: &mut dyn FnMut(&Trail<'_>, &str)) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    let trail = Trail::Key(trail, key);
                    match value {
                        Value::Object(map) if self.ask_reference(key, map, &trail, found) => {}
                        _ => self.search(value, &trail, found),
                    }
                }
            }
            Value::Array(list) => {
                for (index, item) in list.iter().enumerate() {
                    self.search(item, &Trail::Index(trail, index), found);
                }
            }
            _ => {}
        }
    }

    /// Asks about a map that, by the key above it, is a reference. False if it is none.
    fn ask_reference(
        &self,
        key: &str,
        map: &Map<String, Value>,
        trail: &Trail<'_>,
        found: &mut dyn FnMut(&Trail<'_>, &str),
    ) -> bool {
        match key {
            "secretKeyRef" => self.ask(map, "name", keys_of(map), trail, found),
            "secret" => {
                // A Secret volume and a source of a projected volume use different keys for the name.
                for name in ["secretName", "name"] {
                    self.ask(map, name, keys_of_items(map), trail, found);
                }
            }
            // The `secretRef` of containers and of volume drivers.
            key if key.ends_with("ecretRef") => self.ask(map, "name", None, trail, found),
            "azureFile" => self.ask(map, "secretName", None, trail, found),
            _ => return false,
        }
        true
    }

    /// Whether the keys of the Secret that a map names, all if `keys` is none, include a credential.
    fn ask(
        &self,
        map: &Map<String, Value>,
        name: &str,
        keys: Option<Vec<&str>>,
        trail: &Trail<'_>,
        found: &mut dyn FnMut(&Trail<'_>, &str),
    ) {
        let Some(secret) = map.get(name).and_then(Value::as_str) else { return };
        let holds = |entry: &Entry| {
            entry.secret == secret
                && (entry.keys.is_empty()
                    || keys
                        .as_ref()
                        .is_none_or(|keys| keys.iter().any(|key| entry.keys.iter().any(|own| own == key))))
        };
        if self.0.iter().any(holds) {
            found(&Trail::Key(trail, name), secret);
        }
    }
}

/// The one key of a reference.
fn keys_of(map: &Map<String, Value>) -> Option<Vec<&str>> {
    Some(vec![map.get("key")?.as_str()?])
}

/// The keys of the Secret that a volume uses; none means all.
fn keys_of_items(map: &Map<String, Value>) -> Option<Vec<&str>> {
    let items = map.get("items")?.as_array().filter(|items| !items.is_empty())?;
    Some(items.iter().filter_map(|item| item.get("key")?.as_str()).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::keys::Read;
    use crate::path::ValuePath;

    fn found(value: &Value) -> Vec<String> {
        let auth = json!({"builtin": {"admin": {"existingSecret": "shared", "passwordKey": "admin"}}});
        let auth = Auth::read(Some(auth));
        let mut found = Vec::new();
        let root = ValuePath::root();
        Guarded::of(&auth, "dagu").search(value, &Trail::Start(&root), &mut |trail, _| {
            found.push(trail.path().to_string());
        });
        found
    }

    #[test]
    fn finds_every_way_to_a_secret() {
        for (value, path) in [
            (json!([{"secretRef": {"name": "dagu-admin"}}]), "[0].secretRef.name"),
            (json!([{"secretRef": {"name": "shared"}}]), "[0].secretRef.name"),
            (
                json!({"valueFrom": {"secretKeyRef": {"name": "dagu-token", "key": "any"}}}),
                "valueFrom.secretKeyRef.name",
            ),
            (
                json!({"valueFrom": {"secretKeyRef": {"name": "shared", "key": "admin"}}}),
                "valueFrom.secretKeyRef.name",
            ),
            (json!({"secret": {"secretName": "dagu-auth"}}), "secret.secretName"),
            (json!({"secret": {"secretName": "shared", "items": []}}), "secret.secretName"),
            (
                json!({"projected": {"sources": [{"secret": {"name": "shared", "items": [{"key": "admin", "path": "a"}]}}]}}),
                "projected.sources[0].secret.name",
            ),
            (
                json!({"csi": {"nodePublishSecretRef": {"name": "dagu-admin"}}}),
                "csi.nodePublishSecretRef.name",
            ),
            (json!({"azureFile": {"secretName": "dagu-admin"}}), "azureFile.secretName"),
        ] {
            assert_eq!(found(&value), [path], "{value}");
        }
    }

    #[test]
    fn passes_over_what_is_no_credential() {
        for value in [
            json!([{"secretRef": {"name": "mine"}}, {"configMapRef": {"name": "dagu-admin"}}]),
            json!({"valueFrom": {"secretKeyRef": {"name": "shared", "key": "slack"}}}),
            json!({"secret": {"secretName": "shared", "items": [{"key": "slack", "path": "slack"}]}}),
            json!({"name": "dagu-admin"}),
        ] {
            assert_eq!(found(&value), [] as [&str; 0], "{value}");
        }
    }
}
