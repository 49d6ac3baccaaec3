//! Tolerations that the API server refuses.

use serde_json::Value;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::words;

/// The Deployment is accepted, and never gets a pod.
pub(super) const TOLERATIONS: Rule = Rule {
    code: "D0808",
    name: "toleration-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "A toleration with `Exists` has no value, one without it a key; `tolerationSeconds` needs the effect `NoExecute`. The API server refuses pods with anything else."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for (path, _, layer) in subject.values.sections() {
        let tolerations = layer.get("tolerations").and_then(Value::as_array);
        for (index, toleration) in tolerations.into_iter().flatten().enumerate() {
            if let Some((key, problem, help)) = problem(toleration) {
                let path = path.key("tolerations").index(index);
                let path = if key.is_empty() { path } else { path.key(key) };
                diagnostics.push(TOLERATIONS.at(&path, problem, help));
            }
        }
    }
}

fn problem(toleration: &Value) -> Option<(&'static str, &'static str, &'static str)> {
    let text = |key: &str| toleration.get(key).and_then(Value::as_str).unwrap_or_default();
    let (key, operator, value, effect) = (text("key"), text("operator"), text("value"), text("effect"));
    if operator == "Exists" && !value.is_empty() {
        Some(("value", "`Exists` takes no value", "remove it, or use `Equal`"))
    } else if key.is_empty() && operator != "Exists" {
        Some((
            "",
            "a toleration without a key tolerates all taints, and only `Exists` can",
            "set `operator` to `Exists`, or a key",
        ))
    } else if !key.is_empty() && !words::is_label_key(key) {
        Some(("key", "not a key that a taint can have", "use the key of the node's taint"))
    } else if matches!(operator, "" | "Equal") && !words::is_label_value(value) {
        Some(("value", "not a value that a taint can have", "use the value of the node's taint"))
    } else if matches!(operator, "Gt" | "Lt") && value.parse::<i64>().is_err() {
        Some(("value", "`Gt` and `Lt` compare whole numbers", "write one, in quotes"))
    } else if toleration.get("tolerationSeconds").is_some_and(|seconds| !seconds.is_null())
        && effect != "NoExecute"
    {
        Some((
            "tolerationSeconds",
            "only with the effect `NoExecute` pods are moved at all",
            "set `effect` to `NoExecute`, or remove this",
        ))
    } else {
        None
    }
}
