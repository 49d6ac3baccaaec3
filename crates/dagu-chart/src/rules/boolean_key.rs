//! Names that Helm's YAML reads as booleans.

use dagu_chart_api::Diagnostic;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;

/// A pool or a label is named `true` or `false`.
pub(crate) const BOOLEAN_KEY: Rule = Rule {
    code: "D0110",
    name: "boolean-key",
    severity: Severity::Warning,
    doc: doc!(
        "Helm reads an unquoted key `no`, `off` or `n` as the boolean `false`, and `yes`, `on` or `y` as `true`. A pool or a label with such a key is named `false` or `true` in the cluster. Put the key in quotes, as in `\"no\"`."
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
        format!("the {what} is named `{key}`: Helm reads an unquoted `{no}`, `{off}` or `{n}` as the boolean `{key}`"),
        format!("put the key in quotes, as in `\"{no}\"`"),
    ));
}

/// Rewrites the texts with the key as the values file has it.
pub(crate) fn as_typed(diagnostic: &mut Diagnostic, typed: &str) {
    if typed.bytes().all(|byte| byte.is_ascii_alphabetic()) && !["true", "false"].contains(&typed) {
        let is_true = typed.starts_with(['y', 'Y', 't', 'T']) || typed.eq_ignore_ascii_case("on");
        diagnostic.message = format!("Helm reads the unquoted key `{typed}` as the boolean `{is_true}`");
        diagnostic.help = format!("put the key in quotes: `\"{typed}\"`");
    }
}
