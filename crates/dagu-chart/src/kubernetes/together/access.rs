//! The fields of roles and their bindings, and of Secrets (k8s.io/kubernetes, `pkg/apis/rbac/validation`).

use super::Fields;

/// The types of Secrets that have certain keys.
const TYPED: [(&str, &[&str]); 4] = [
    ("kubernetes.io/dockercfg", &[".dockercfg"]),
    ("kubernetes.io/dockerconfigjson", &[".dockerconfigjson"]),
    ("kubernetes.io/ssh-auth", &["ssh-privatekey"]),
    ("kubernetes.io/tls", &["tls.crt", "tls.key"]),
];

impl Fields<'_, '_> {
    /// A Secret must have the keys of its type.
    pub(super) fn secret(&mut self) {
        let kind = self.text("type");
        let keys = TYPED.iter().find(|(of, _)| *of == kind).map_or(&[][..], |(_, keys)| keys);
        for key in keys {
            let has = |part: &str| self.map.get(part).is_some_and(|data| !data[*key].is_null());
            if !has("data") && !has("stringData") {
                self.missing(
                    &format!("missing `{key}`, which type `{kind}` requires"),
                    &format!("add `{key}` to `stringData`, or remove `type`"),
                );
            }
        }
    }

    /// Paths of the API server do not belong to a namespace.
    pub(super) fn role(&mut self) {
        let rules = self.items("rules");
        if rules.iter().any(|rule| rule["nonResourceURLs"].as_array().is_some_and(|urls| !urls.is_empty())) {
            self.wrong(
                "rules",
                "only a ClusterRole can have `nonResourceURLs`",
                "move this rule to a ClusterRole",
            );
        }
    }

    /// A rule of a role lists either resources or paths.
    pub(super) fn rule(&mut self) {
        let [groups, resources, paths] =
            ["apiGroups", "resources", "nonResourceURLs"].map(|key| !self.items(key).is_empty());
        if paths {
            for key in ["apiGroups", "resources", "resourceNames"] {
                if !self.items(key).is_empty() {
                    self.wrong(
                        key,
                        "a rule has either resources or `nonResourceURLs`",
                        "split the rule in two",
                    );
                }
            }
            return;
        }
        if !groups {
            self.missing(
                "missing `apiGroups`, which Kubernetes requires here",
                "add `apiGroups`; `\"\"` is the group of Pods and Secrets",
            );
        }
        if !resources {
            self.missing(
                "missing `resources`, which Kubernetes requires here",
                "add `resources`, such as `[pods]`",
            );
        }
    }

    /// The subject of a role binding.
    pub(super) fn subject(&mut self) {
        let group = self.text("apiGroup");
        if self.text("kind") == "ServiceAccount" {
            if self.text("namespace").is_empty() {
                self.missing("missing `namespace`, which a ServiceAccount requires here", "add `namespace`");
            }
            if !group.is_empty() {
                self.wrong("apiGroup", "a ServiceAccount has no API group", "remove it");
            }
        } else if !matches!(group, "" | "rbac.authorization.k8s.io") {
            self.wrong(
                "apiGroup",
                "users and groups have the API group `rbac.authorization.k8s.io`",
                "set it to `rbac.authorization.k8s.io`, or remove it",
            );
        }
    }
}
