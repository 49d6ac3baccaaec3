//! Secrets with the server's credentials in pods of other components.

use serde_json::Value;

use super::{Rule, Subject};
use crate::credentials::{Guarded, reach};
use crate::diagnostic::{Finding, Findings, Severity};
use crate::keys::{PodSetting, Section};
use crate::path::{Trail, ValuePath};
use crate::shown::shown;
use crate::values::SectionPath;

/// Another component could read the server's credentials.
pub(super) const SERVER_CREDENTIALS: Rule = Rule {
    code: "D0470",
    name: "server-credentials-elsewhere",
    severity: Severity::Error,
    doc: doc!(
        "The Secrets of `auth` contain the credentials of the server, and only the pods of `ui` may read them. Every step of a workflow can read the environment variables and files of the pod in which it runs. Remove the reference to the Secret, or move it to `ui`."
    ),
};

pub(crate) fn check(subject: Subject<'_>, guarded: &Guarded, diagnostics: &mut Findings) {
    for (path, section, layer) in subject.values.sections() {
        if matches!(path, SectionPath::Top("ui")) {
            continue;
        }
        let root = path.path();
        for (key, value) in layer.iter().filter(|(key, _)| holds_references(key)) {
            let trail = Trail::Start(&root);
            guarded.search(value, &Trail::Key(&trail, key), &mut |trail, secret| {
                diagnostics.push(found(trail.path(), section, secret));
            });
        }
    }
}

/// Whether a setting may refer to a Secret. Maps with free keys, such as annotations, cannot.
fn holds_references(key: &str) -> bool {
    PodSetting::named(key)
        .is_some_and(|setting| setting.key.holds.kind().is_none_or(|kind| !kind.starts_with('{')))
}

fn found(path: ValuePath, section: Section, secret: &str) -> Finding {
    let secret = shown(secret);
    let (message, help) = match section {
        Section::Release => (
            format!("all pods could read the Secret `{secret}`, which contains credentials of the server"),
            "move it to the same key of `ui`",
        ),
        Section::Component => (
            format!("these pods could read the Secret `{secret}`, which contains credentials of the server"),
            "remove it; only the pods of `ui` need it",
        ),
        Section::Worker | Section::Pool => (
            format!("workers could read the Secret `{secret}`, which contains credentials of the server"),
            "remove it, because every step of a workflow can read what its worker can read",
        ),
    };
    SERVER_CREDENTIALS.at(path, message, help)
}

/// Checks a finished object, whichever setting brought the credential into it.
pub(crate) fn check_finished(object: &Value, guarded: &Guarded, path: &ValuePath) -> Option<Finding> {
    let message = reach(object, guarded)?;
    let text = |key: &str| object.pointer(key).and_then(Value::as_str).unwrap_or_default();
    let (kind, name) = (text("/kind"), text("/metadata/name"));
    let message = format!("{} `{}` {message}", shown(kind), shown(name));
    Some(SERVER_CREDENTIALS.at(path, message, "remove it; only the pods of `ui` may read it"))
}
