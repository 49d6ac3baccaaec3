//! The data volume of a worker pool.

use serde_json::Value;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// A data volume that cannot exist, or that the workers cannot use.
pub(super) const DATA_VOLUME: Rule = Rule {
    code: "D0430",
    name: "data-volume-impossible",
    severity: Severity::Error,
    doc: doc!(
        "`dataVolume` gives each pod of a pool its own data volume instead of the shared one: an emptyDir (`sizeLimit`, `medium`) or a claim (`volumeClaimTemplate`), but not both. Workers before Dagu 2.0 need the shared volume to find the coordinator."
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
                format!("workers of Dagu {version} need the shared volume to find the coordinator"),
                "remove `dataVolume`, or set `image.tag` to Dagu 2.0 or later",
            ));
        }
        let given = |key: &str| volume.get(key).is_some_and(|value| !value.is_null());
        if given("volumeClaimTemplate") && (given("sizeLimit") || given("medium")) {
            diagnostics.push(DATA_VOLUME.at(
                &path,
                "`volumeClaimTemplate` cannot be combined with `sizeLimit` or `medium`",
                "for a claim, remove `sizeLimit` and `medium`; for an emptyDir, remove `volumeClaimTemplate`",
            ));
        }
    }
}
