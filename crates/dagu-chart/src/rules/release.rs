//! Releases that cannot be: what Helm refuses before it renders, and what no cluster takes.

use super::Rule;
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::KubeVersion;
use crate::kubernetes::words::is_subdomain;
use crate::release::Release;

/// The longest name of a release: Helm leaves room for what charts append.
const LONGEST_NAME: usize = 53;
/// The longest name of a namespace.
const LONGEST_NAMESPACE: usize = 63;

/// Helm refuses the name.
pub(super) const RELEASE_NAME: Rule = Rule {
    code: "D0010",
    name: "release-name-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Helm takes release names of at most 53 characters: lowercase letters, digits, dashes and dots, with a letter or digit at both ends of every part between dots."
    ),
};

/// Kubernetes refuses the namespace.
pub(super) const NAMESPACE: Rule = Rule {
    code: "D0011",
    name: "namespace-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Kubernetes takes namespaces of at most 63 characters: lowercase letters, digits and dashes, with a letter or digit at both ends. `helm template` does not check it."
    ),
};

/// The chart does not install there.
pub(super) const KUBERNETES_TOO_OLD: Rule = Rule {
    code: "D0012",
    name: "kubernetes-too-old",
    severity: Severity::Error,
    doc: doc!(
        "The chart's `kubeVersion` asks for Kubernetes 1.19 or newer, the first with the `networking.k8s.io/v1` Ingress. Helm installs it on nothing older."
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
                _ => format!("Helm does not take `{}` as the name of a release", name.escape_debug()),
            },
            "use at most 53 lowercase letters, digits and dashes, starting and ending with a letter or digit",
        ));
    }
    let namespace = &identity.namespace;
    if namespace.len() > LONGEST_NAMESPACE || namespace.contains('.') || !is_subdomain(namespace) {
        diagnostics.push(NAMESPACE.found(
            format!("Kubernetes does not take `{}` as the name of a namespace", namespace.escape_debug()),
            "use at most 63 lowercase letters, digits and dashes, starting and ending with a letter or digit",
        ));
    }
    if kubernetes.is_some_and(|version| version < KubeVersion::OLDEST) {
        diagnostics.push(KUBERNETES_TOO_OLD.found(
            format!(
                "the chart needs Kubernetes {} or newer, and this is {}",
                KubeVersion::OLDEST.text(),
                release.capabilities.kube_version.escape_debug()
            ),
            "upgrade the cluster, or name the version that it really has with `--kube-version`",
        ));
    }
}
