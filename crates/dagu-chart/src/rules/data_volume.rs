//! Data volumes of workers' own.

use serde_json::Value;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// A volume that the workers cannot use.
pub(super) const DATA_VOLUME: Rule = Rule {
    code: "D0430",
    name: "data-volume-impossible",
    severity: Severity::Error,
    doc: doc!(
        "A pool's data volume is an emptyDir or a claim for each pod, not both. Workers before 2.0 find the coordinator on the shared volume and cannot do without it."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let version = subject.version;
    for (path, _, layer) in subject.values.sections() {
        let Some(Value::Object(volume)) = layer.get("dataVolume") else { continue };
        let path = path.key("dataVolume");
        if version.has_workers() && !version.has_worker_coordinators() {
            diagnostics.push(DATA_VOLUME.at(
                &path,
                format!("workers of Dagu {version} need the shared volume"),
                "remove it, or use an image of 2.0 or later",
            ));
        }
        let given = |key: &str| volume.get(key).is_some_and(|value| !value.is_null());
        if given("volumeClaimTemplate") && (given("sizeLimit") || given("medium")) {
            diagnostics.push(DATA_VOLUME.at(
                &path,
                "it is a claim and an emptyDir at once",
                "keep `volumeClaimTemplate`, or `sizeLimit` and `medium`",
            ));
        }
    }
}
