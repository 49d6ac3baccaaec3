//! What takes the place of a Secret that is not exported: a form to fill in for External Secrets, and the command for
//! Sealed Secrets.

use serde_json::{Value, json};

use super::Object;

/// Where stubs are, below the folder of an export.
pub(super) const FOLDER: &str = "stubs/";
/// What the user replaces.
const FILL_IN: &str = "CHANGE-ME";

/// Whether a stub is still to be completed; one that is completed belongs to the user.
pub(super) fn is_form(text: &str) -> bool {
    text.lines().any(|line| !line.starts_with('#') && line.contains(FILL_IN))
}

/// The path and the text of the stub of a Secret.
pub(crate) fn stub(secret: &Object) -> Result<(String, String), serde_yaml::Error> {
    let metadata = &secret.value["metadata"];
    let name = secret.name();
    let keys: Vec<&String> = ["data", "stringData"]
        .iter()
        .filter_map(|field| secret.value[field].as_object())
        .flat_map(|data| data.keys())
        .collect();
    let data: Vec<Value> = keys
        .iter()
        .map(|key| json!({"secretKey": key, "remoteRef": {"key": FILL_IN, "property": key}}))
        .collect();
    let external = json!({
        "apiVersion": "external-secrets.io/v1",
        "kind": "ExternalSecret",
        "metadata": metadata,
        "spec": {
            "secretStoreRef": {"kind": "ClusterSecretStore", "name": FILL_IN},
            "target": {"name": name},
            "data": data,
        },
    });
    let namespace = metadata["namespace"].as_str().unwrap_or("default");
    let literals: String = keys.iter().map(|key| format!(" --from-literal={key}={FILL_IN}")).collect();
    let text = format!(
        "# The pods read Secret {name}, which is not exported. Create it in one of two ways, and apply the result with\n\
         # the other manifests. A later export leaves this file alone once it is completed or replaced.\n\
         #\n\
         # External Secrets: complete this manifest.\n\
         # Sealed Secrets: replace this manifest with the output of\n\
         #   kubectl create secret generic {name} --namespace {namespace}{literals} --dry-run=client -o yaml | kubeseal -o yaml\n\
         {}",
        serde_yaml::to_string(&external)?
    );
    Ok((format!("{FOLDER}{}", secret.file), text))
}
