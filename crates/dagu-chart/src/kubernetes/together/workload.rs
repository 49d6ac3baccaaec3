//! The fields of a workload: update strategy and selector.

use serde_json::Value;

use super::Fields;
use crate::shown::shortened;

impl Fields<'_, '_> {
    pub(super) fn strategy(&mut self) {
        let Some(Value::Object(rolling)) = self.map.get("rollingUpdate") else { return };
        if self.text("type") == "Recreate" {
            self.wrong(
                "rollingUpdate",
                "`Recreate` stops all pods before it starts new ones, so it cannot have `rollingUpdate`",
                "remove it (set it to `null` if it is inherited), or set `type` to `RollingUpdate`",
            );
            return;
        }
        let is_zero = |key: &str| match rolling.get(key) {
            Some(Value::Number(number)) => number.as_f64() == Some(0.0),
            Some(Value::String(text)) => {
                text.strip_suffix('%').is_some_and(|digits| digits.bytes().all(|b| b == b'0'))
            }
            _ => false,
        };
        if is_zero("maxSurge") && is_zero("maxUnavailable") {
            self.wrong(
                "rollingUpdate",
                "`maxSurge` and `maxUnavailable` are both 0, so no pod can be replaced",
                "set `maxSurge` or `maxUnavailable` to 1 or more",
            );
        }
    }

    /// The target of an autoscaler is named with its API group.
    pub(super) fn scaled(&mut self) {
        let target = self.map.get("scaleTargetRef").unwrap_or(&Value::Null);
        if target.is_object() && target["apiVersion"].as_str().is_none_or(|version| !version.contains('/')) {
            self.wrong(
                "scaleTargetRef",
                "`apiVersion` has no API group, so the target cannot be found",
                "set it to the `apiVersion` of the target, such as `apps/v1`",
            );
        }
        let number = |key: &str, default| self.map.get(key).and_then(Value::as_f64).unwrap_or(default);
        if number("maxReplicas", f64::MAX) < number("minReplicas", 1.0) {
            self.wrong(
                "maxReplicas",
                "`maxReplicas` is lower than `minReplicas`",
                "raise it, or lower `minReplicas`",
            );
        }
    }

    /// A metric has the field that its type names, and no other.
    pub(super) fn metric(&mut self) {
        const SOURCES: [(&str, &str); 5] = [
            ("ContainerResource", "containerResource"),
            ("External", "external"),
            ("Object", "object"),
            ("Pods", "pods"),
            ("Resource", "resource"),
        ];
        let Some((kind, source)) = SOURCES.into_iter().find(|(kind, _)| *kind == self.text("type")) else {
            return;
        };
        if !self.has(source) {
            self.missing(
                &format!("missing `{source}`, which type `{kind}` requires"),
                &format!("add `{source}`"),
            );
        }
        for (_, other) in SOURCES {
            if other != source && self.has(other) {
                self.wrong(other, format!("a metric of type `{kind}` has only `{source}`"), "remove it");
            }
        }
    }

    /// A metric has a target value.
    pub(super) fn measure(&mut self) {
        let keys = ["averageUtilization", "averageValue", "value"];
        if !keys.iter().any(|key| self.has(key)) {
            self.missing(
                "Kubernetes requires one of several fields here, but none is set",
                "add `averageUtilization`, `averageValue` or `value`",
            );
        }
    }

    /// The containers of a pod share processes with each other or with the node.
    pub(super) fn processes(&mut self) {
        if self.is_true("shareProcessNamespace") && self.is_true("hostPID") {
            self.wrong(
                "shareProcessNamespace",
                "`shareProcessNamespace` cannot be combined with `hostPID`",
                "remove one of them",
            );
        }
    }

    /// A rollout times out only after a new pod can become available.
    pub(super) fn deadline(&mut self) {
        const DEFAULT: f64 = 600.0;
        let number = |key: &str| self.map.get(key).and_then(Value::as_f64);
        if number("minReadySeconds").unwrap_or_default()
            >= number("progressDeadlineSeconds").unwrap_or(DEFAULT)
        {
            let key = if self.has("minReadySeconds") { "minReadySeconds" } else { "progressDeadlineSeconds" };
            self.wrong(
                key,
                "`minReadySeconds` must be lower than `progressDeadlineSeconds`, which is 600 by default",
                "lower `minReadySeconds`, or raise `progressDeadlineSeconds`",
            );
        }
    }

    /// The pods of a Job terminate.
    pub(super) fn job(&mut self) {
        let policy = self.map.get("template").map(|template| &template["spec"]["restartPolicy"]);
        if !policy.is_some_and(|policy| policy == "Never" || policy == "OnFailure") {
            self.wrong(
                "template",
                "the pods of a Job cannot have the default `restartPolicy` of `Always`",
                "set `template.spec.restartPolicy` to `Never` or `OnFailure`",
            );
        }
        if self.text("completionMode") == "Indexed" && !self.has("completions") {
            self.missing("missing `completions`, which mode `Indexed` requires", "add `completions`");
        }
    }

    /// The selector of a workload must match its pod template, whose pods are restarted when they end.
    pub(super) fn selector(&mut self) {
        let policy = self.map.get("template").and_then(|template| template["spec"]["restartPolicy"].as_str());
        if policy.is_some_and(|policy| !matches!(policy, "" | "Always")) {
            self.wrong(
                "template",
                "the pods of this workload must have the `restartPolicy` `Always`",
                "remove `template.spec.restartPolicy`, or use a Job",
            );
        }
        if self
            .map
            .get("template")
            .is_some_and(|template| !template["spec"]["activeDeadlineSeconds"].is_null())
        {
            self.wrong(
                "template",
                "the pods of this workload cannot have `activeDeadlineSeconds`",
                "remove `template.spec.activeDeadlineSeconds`, or use a Job",
            );
        }
        if self.map.get("selector").is_some_and(is_empty) {
            self.wrong("selector", "the selector is empty", "add `matchLabels` with labels of the template");
        }
        let wanted = self.map.get("selector").and_then(|selector| selector["matchLabels"].as_object());
        let labels = self.map.get("template").map(|template| &template["metadata"]["labels"]);
        let missing = wanted
            .into_iter()
            .flatten()
            .find(|(key, value)| labels.and_then(|labels| labels.get(*key)) != Some(*value));
        if let Some((key, _)) = missing {
            self.wrong(
                "selector",
                format!(
                    "the pods of the template do not have the label `{}` of the selector",
                    shortened(key)
                ),
                "add the label to `template.metadata.labels`, or use one of its labels in the selector",
            );
        }
    }
}

/// Whether a selector says nothing, and so selects everything.
fn is_empty(selector: &Value) -> bool {
    let empty = |key: &str| match &selector[key] {
        Value::Object(map) => map.is_empty(),
        Value::Array(list) => list.is_empty(),
        value => value.is_null(),
    };
    selector.is_object() && empty("matchLabels") && empty("matchExpressions")
}
