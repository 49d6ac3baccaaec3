//! The Secrets with credentials of the server, and a search for references to them in pods.

use serde_json::Value;

use super::{admin, basic, secrets, text, token};
use crate::name;
use crate::path::Trail;
use crate::references::{self, Reference, SECRET};
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
        references::search(value, trail, &mut |trail, reference| {
            if reference.kind == SECRET && self.0.iter().any(|entry| entry.is_read_by(&reference)) {
                found(trail, reference.name);
            }
        });
    }
}

impl Entry {
    fn is_read_by(&self, reference: &Reference<'_>) -> bool {
        let is_own = |key: &&str| self.keys.iter().any(|own| own == key);
        let reads_own = || reference.keys.as_ref().is_none_or(|keys| keys.iter().any(is_own));
        self.secret == reference.name && (self.keys.is_empty() || reads_own())
    }
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
