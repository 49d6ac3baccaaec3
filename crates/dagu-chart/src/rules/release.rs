//! What Helm or Kubernetes rejects of a release itself: its name, its namespace, an old cluster.

use super::Rule;
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::KubeVersion;
use crate::kubernetes::words::{is_label, is_subdomain};
use crate::release::Release;

/// The longest name of a release: Helm leaves space for the suffixes that charts add.
const LONGEST_NAME: usize = 53;

/// Helm refuses the name.
pub(super) const RELEASE_NAME: Rule = Rule {
    code: "D0010",
    name: "release-name-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of a Helm release must consist of at most 53 lowercase letters, digits, `-` and `.`, and each part between dots must start and end with a letter or digit."
    ),
};

/// Kubernetes rejects the namespace.
pub(super) const NAMESPACE: Rule = Rule {
    code: "D0011",
    name: "namespace-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of a namespace must consist of at most 63 lowercase letters, digits and `-`, and must start and end with a letter or digit. `helm template` does not check it, but Kubernetes rejects any other name."
    ),
};

/// Helm does not install the chart there.
pub(super) const KUBERNETES_TOO_OLD: Rule = Rule {
    code: "D0012",
    name: "kubernetes-too-old",
    severity: Severity::Error,
    doc: doc!(
        "The chart needs Kubernetes 1.19 or later, the first version with the `networking.k8s.io/v1` Ingress. Helm refuses to install it on an older cluster."
    ),
};

/// Whether Helm takes the name.
pub(super) fn is_name(name: &str) -> bool {
    name.len() <= LONGEST_NAME && is_subdomain(name)
}

/// Checks the names of a release and the Kubernetes that it is for.
pub(crate) fn check(release: &Release, kubernetes: Option<KubeVersion>, diagnostics: &mut Findings) {
    let identity = &release.release;
    let name = &identity.name;
    if !is_name(name) {
        diagnostics.push(RELEASE_NAME.found(
            match name.as_str() {
                "" => "the release has no name".to_owned(),
                _ => format!("`{}` is not a valid release name", name.escape_debug()),
            },
            "use at most 53 lowercase letters, digits and `-`; start and end with a letter or digit",
        ));
    }
    let namespace = &identity.namespace;
    if !is_label(namespace) {
        diagnostics.push(NAMESPACE.found(
            format!("`{}` is not a valid namespace name", namespace.escape_debug()),
            "use at most 63 lowercase letters, digits and `-`; start and end with a letter or digit",
        ));
    }
    if kubernetes.is_some_and(|version| version < KubeVersion::OLDEST) {
        diagnostics.push(KUBERNETES_TOO_OLD.found(
            format!(
                "the chart needs Kubernetes {} or later, but this is {}",
                KubeVersion::OLDEST.text(),
                release.capabilities.kube_version.escape_debug()
            ),
            "upgrade the cluster; if it is newer than that, set `--kube-version` to its version",
        ));
    }
}
