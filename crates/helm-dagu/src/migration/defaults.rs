//! The defaults of the public chart that this chart does not share.

use clap::ValueEnum;
use serde_json::Value;

use super::{Change, MODE};

/// The versions of the public chart, by their defaults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Source {
    /// The public chart 1.x
    #[value(name = "1")]
    V1,
    /// The public chart 2.x
    #[default]
    #[value(name = "2")]
    V2,
}

/// The defaults of chart 2.0.3. Those of 1.x are the ones of this chart.
const OF_2: [(&str, &str); 10] = [
    ("image.repository", "ghcr.io/dagucloud/dagu"),
    // The appVersion of the chart.
    ("image.tag", "2.11.1"),
    ("coordinator.resources.limits.cpu", "200m"),
    ("coordinator.resources.limits.memory", "256Mi"),
    ("scheduler.resources.limits.cpu", "500m"),
    ("scheduler.resources.limits.memory", "512Mi"),
    ("workerPools.general.dataVolume.sizeLimit", "2Gi"),
    ("workerPools.general.resources.limits.ephemeral-storage", "2Gi"),
    ("workerPools.general.resources.requests.ephemeral-storage", "1Gi"),
    (ACCESS_MODE, "ReadWriteOnce"),
];

const ACCESS_MODE: &str = "persistence.accessMode";

/// The access mode that needs no `persistence.skipValidation`.
const SHARED: &str = "ReadWriteMany";

const DEFAULT: &str = "default of the public chart";

/// Of a release with one pod it has to be said that it changes.
pub(super) const STANDALONE: &str = "this chart does not have `standalone`, which runs one pod, yet: to keep that, wait for it; `distributed` runs a pod for each component";
const STANDALONE_BY_DEFAULT: &str = "the public chart's default is `standalone`, which runs one pod, and this chart does not have it yet: to keep that, wait for it; `distributed` runs a pod for each component";

/// The values to add to a file, so that a release keeps what the other chart gave it by default.
pub(super) fn missing(given: &Value, source: Source) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut add = |path: &str, value: Value, reason: &str| {
        if is_free(given, path) {
            changes.push(Change { path: path.to_owned(), value: Some(value), reason: reason.to_owned() });
        }
    };
    let mut access_mode = at(given, ACCESS_MODE).and_then(Value::as_str).unwrap_or(SHARED);
    if source == Source::V2 {
        add(MODE.0, MODE.1.into(), STANDALONE_BY_DEFAULT);
        for (path, value) in OF_2 {
            add(path, value.into(), DEFAULT);
        }
        add("persistence.retain", true.into(), DEFAULT);
        if is_free(given, ACCESS_MODE) {
            access_mode = "ReadWriteOnce";
        }
    }
    if access_mode != SHARED {
        let reason = "allows an access mode other than `ReadWriteMany`, which the existing claim keeps: all pods must run on its node";
        add("persistence.skipValidation", true.into(), reason);
    }
    let mode = at(given, "auth.mode").and_then(Value::as_str).unwrap_or("builtin");
    if mode == "builtin" && at(given, "auth.builtin.admin").is_none() {
        let reason = "the users are on the volume already, so the chart must not generate a password";
        add("auth.builtin.admin.username", "".into(), reason);
    }
    changes
}

/// Whether a file leaves a value to the defaults: it has neither the value, which an empty tag is not, nor a null above it.
fn is_free(given: &Value, path: &str) -> bool {
    let mut place = given;
    for key in path.split('.') {
        match place.get(key) {
            Some(below) => place = below,
            None => return place.is_object(),
        }
    }
    path == "image.tag" && *place == ""
}

fn at<'v>(given: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(given, |value, key| value.get(key))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn paths(given: &Value, source: Source) -> Vec<String> {
        missing(given, source).into_iter().map(|change| change.path).collect()
    }

    #[test]
    fn only_what_the_file_leaves_to_the_defaults_is_added() {
        let all = paths(&json!({}), Source::V2);
        assert_eq!(all.len(), OF_2.len() + 4);
        let given = json!({
            "deploymentMode": "distributed",
            "image": {"repository": "mirror/dagu", "tag": ""},
            "workerPools": {"general": null},
            "scheduler": {"resources": {"limits": null}},
            "coordinator": {"resources": {"limits": {"cpu": "1"}}},
            "persistence": {"accessMode": "ReadWriteMany"},
            "auth": {"mode": "none"},
        });
        let added = ["image.tag", "coordinator.resources.limits.memory", "persistence.retain"];
        assert_eq!(paths(&given, Source::V2), added);
    }

    #[test]
    fn chart_1_has_the_defaults_of_this_chart() {
        assert_eq!(paths(&json!({"auth": {"mode": "basic"}}), Source::V1), [""; 0]);
        let given = json!({"persistence": {"accessMode": "ReadWriteOnce"}, "auth": {"builtin": {"admin": {"password": "x"}}}});
        assert_eq!(paths(&given, Source::V1), ["persistence.skipValidation"]);
    }
}
