//! A credential is in the data of a Secret and nowhere else.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem::find;
use serde_json::Value;

use super::Rendering;
use crate::case::ENTROPY;

/// The paths of credentials in the values.
pub(super) const IN_VALUES: [&str; 3] =
    ["/auth/basic/password", "/auth/builtin/admin/password", "/auth/builtin/token/secret"];
/// The key of a Secret that is not secret.
const USERNAME: &str = "username";
/// A shorter one would be found by chance.
const SHORTEST: usize = 4;
/// The length of a part of the entropy that reveals it.
const WINDOW: usize = 16;

pub(super) fn check(rendering: &Rendering<'_>) -> Result<()> {
    let credentials = credentials(rendering)?;
    let mut places = vec![
        ("the diagnostics".to_owned(), rendering.text()),
        ("the report".to_owned(), serde_json::to_string(&rendering.rendered.diagnostics)?),
        ("the report's objects".to_owned(), serde_json::to_string(&rendering.rendered.objects)?),
    ];
    for document in &rendering.documents {
        let name = format!("{} {}", document.kind(), document.value["metadata"]["name"]);
        places.push((format!("the comment of {name}"), document.comment.clone()));
        places.push((name, readable(&document.value)));
    }
    places.extend(rendering.edited.iter().map(|text| ("a changed document".to_owned(), text.clone())));
    places.iter().try_for_each(|(place, text)| hidden(&credentials, place, text))
}

/// No message about a rendering contains one of its credentials.
pub(super) fn check_text(rendering: &Rendering<'_>, place: &str, text: &str) -> Result<()> {
    hidden(&credentials(rendering)?, place, text)
}

fn hidden(credentials: &BTreeSet<String>, place: &str, text: &str) -> Result<()> {
    for credential in credentials {
        let found = [credential, &STANDARD.encode(credential)]
            .iter()
            .any(|shown| find(text.as_bytes(), shown.as_bytes()).is_some());
        ensure!(!found, "{place} shows the credential {credential:?}");
    }
    Ok(())
}

/// What people who may not read Secrets can see of an object.
fn readable(object: &Value) -> String {
    let mut object = object.clone();
    if object["kind"] == "Secret"
        && let Some(fields) = object.as_object_mut()
    {
        fields.remove("data");
        fields.remove("stringData");
    }
    object.to_string()
}

fn credentials(rendering: &Rendering<'_>) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for values in &rendering.stream.values {
        found.extend(IN_VALUES.iter().filter_map(|path| values.pointer(path)?.as_str()).map(str::to_owned));
    }
    for secret in rendering.case.lookup.secrets.values() {
        found.extend(secret.iter().filter(|(key, _)| *key != USERNAME).map(|(_, text)| text.clone()));
    }
    for document in rendering.documents.iter().filter(|document| document.kind() == "Secret") {
        for (key, text) in document.value["data"].as_object().into_iter().flatten() {
            if key != USERNAME {
                let bytes = STANDARD.decode(text.as_str().unwrap_or_default())?;
                found.insert(String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        for (key, text) in document.value["stringData"].as_object().into_iter().flatten() {
            if key != USERNAME {
                found.insert(text.as_str().unwrap_or_default().to_owned());
            }
        }
    }
    found.remove("");
    if let Some(short) = found.iter().find(|credential| credential.len() < SHORTEST) {
        anyhow::bail!("{short:?} is too short to be looked for: give the case another");
    }
    found.extend((0..=ENTROPY.len() - WINDOW).map(|start| ENTROPY[start..start + WINDOW].to_owned()));
    Ok(found)
}
