//! Names that YAML takes for booleans.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::path::ValuePath;

/// A pool or a label is called `true` or `false`.
pub(crate) const BOOLEAN_KEY: Rule = Rule {
    code: "D0110",
    name: "boolean-key",
    severity: Severity::Warning,
    doc: doc!(
        "To Helm an unquoted key `no`, `off` or `n` is the boolean `false`, and `yes`, `on` or `y` is `true`. A pool or a label of that name is called `false` or `true` in the cluster."
    ),
};

/// The maps whose keys become names in the cluster.
const MAPS: [&str; 6] =
    ["annotations", "deploymentLabels", "labels", "nodeSelector", "podAnnotations", "podLabels"];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for (name, _) in &subject.values.worker_pools {
        check_key(name, &ValuePath::of("workerPools"), "pool", diagnostics);
    }
    for (path, _, layer) in subject.values.sections() {
        for map in MAPS {
            for key in layer.get(map).and_then(|map| map.as_object()).into_iter().flat_map(|map| map.keys()) {
                check_key(key, &path.key(map), "key", diagnostics);
            }
        }
    }
}

fn check_key(key: &str, path: &ValuePath, what: &str, diagnostics: &mut Findings) {
    let (no, off, n) = match key {
        "false" => ("no", "off", "n"),
        "true" => ("yes", "on", "y"),
        _ => return,
    };
    diagnostics.push(BOOLEAN_KEY.at(
        path.key(key),
        format!("the {what} is called `{key}`, which is what an unquoted `{no}`, `{off}` or `{n}` becomes"),
        format!("put the name in quotes, such as `\"{no}\"`"),
    ));
}

/// Says it with the key as it was typed.
pub(crate) fn as_typed(diagnostic: &mut Diagnostic, typed: &str) {
    if typed.bytes().all(|byte| byte.is_ascii_alphabetic()) && !["true", "false"].contains(&typed) {
        let is_true = typed.starts_with(['y', 'Y', 't', 'T']) || typed.eq_ignore_ascii_case("on");
        diagnostic.message =
            format!("the unquoted key `{typed}` is a boolean to Helm and becomes `{is_true}`");
        diagnostic.help = format!("write `\"{typed}\"`, in quotes");
    }
}
