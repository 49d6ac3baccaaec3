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
    }

    /// The selector of a workload must match its pod template.
    pub(super) fn selector(&mut self) {
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
