//! Tolerations that Kubernetes rejects.

use serde_json::Value;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::words;
use crate::shown::shortened;

/// Kubernetes accepts the Deployment but rejects its pods.
pub(super) const TOLERATIONS: Rule = Rule {
    code: "D0808",
    name: "toleration-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "A toleration with `operator: Exists` must have no `value`, and any other must have a `key`; `tolerationSeconds` needs `effect: NoExecute`. Kubernetes accepts a Deployment with any other toleration, but rejects its pods."
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

fn problem(toleration: &Value) -> Option<(&'static str, String, &'static str)> {
    let text = |key: &str| toleration.get(key).and_then(Value::as_str).unwrap_or_default();
    let (key, operator, value, effect) = (text("key"), text("operator"), text("value"), text("effect"));
    if operator == "Exists" && !value.is_empty() {
        Some((
            "value",
            "a toleration with `operator: Exists` must not have a `value`".to_owned(),
            "remove `value`, or set `operator` to `Equal`",
        ))
    } else if key.is_empty() && operator != "Exists" {
        Some((
            "",
            "a toleration without a `key` needs `operator: Exists`, and then tolerates every taint"
                .to_owned(),
            "set `key` to the key of a taint, or set `operator` to `Exists`",
        ))
    } else if !key.is_empty() && !words::is_label_key(key) {
        Some((
            "key",
            format!("`{}` is not a valid key of a taint", shortened(key)),
            "use the key of a taint that `kubectl describe node` shows",
        ))
    } else if matches!(operator, "" | "Equal") && !words::is_label_value(value) {
        Some((
            "value",
            format!("`{}` is not a valid value of a taint", shortened(value)),
            "use the value of a taint that `kubectl describe node` shows",
        ))
    } else if matches!(operator, "Gt" | "Lt") && value.parse::<i64>().is_err() {
        Some((
            "value",
            format!(
                "with `operator: {operator}`, the value must be a whole number, not `{}`",
                shortened(value)
            ),
            "set `value` to a whole number in quotes",
        ))
    } else if toleration.get("tolerationSeconds").is_some_and(|seconds| !seconds.is_null())
        && effect != "NoExecute"
    {
        Some((
            "tolerationSeconds",
            "`tolerationSeconds` needs `effect: NoExecute`".to_owned(),
            "set `effect` to `NoExecute`, or remove `tolerationSeconds`",
        ))
    } else {
        None
    }
}
