//! What Helm or Kubernetes rejects of a release itself: its name, its namespace, an old cluster.

use super::Rule;
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::KubeVersion;
use crate::kubernetes::words::{is_label, is_subdomain};
use crate::release::Release;
use crate::shown::shortened;

/// The longest name of a release: Helm leaves space for the suffixes that charts add.
const LONGEST_NAME: usize = 53;

/// Helm refuses the name.
pub(crate) const RELEASE_NAME: Rule = Rule {
    code: "D0010",
    name: "release-name-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of a Helm release must consist of at most 53 lowercase letters, digits, `-` and `.`, and each part between dots must start and end with a letter or digit."
    ),
};

/// Kubernetes rejects the namespace.
pub(crate) const NAMESPACE: Rule = Rule {
    code: "D0011",
    name: "namespace-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of a namespace must consist of at most 63 lowercase letters, digits and `-`, and must start and end with a letter or digit. `helm template` does not check it, but Kubernetes rejects any other name."
    ),
};

/// The Kubernetes version cannot be parsed.
pub(crate) const KUBERNETES_UNREADABLE: Rule = Rule {
    code: "D0008",
    name: "kubernetes-version-unreadable",
    severity: Severity::Error,
    doc: doc!("The probes depend on the Kubernetes version, which Helm passes to the chart."),
};

/// Helm does not install the chart there.
pub(crate) const KUBERNETES_TOO_OLD: Rule = Rule {
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
pub(crate) fn check(release: &Release, diagnostics: &mut Findings) {
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
    let given = &release.capabilities.kube_version;
    match KubeVersion::parse(given) {
        None => diagnostics.push(KUBERNETES_UNREADABLE.found(
            format!("`{}` is not a Kubernetes version", shortened(given)),
            "pass a version such as `--kube-version 1.35.0`",
        )),
        Some(version) if version < KubeVersion::OLDEST => diagnostics.push(KUBERNETES_TOO_OLD.found(
            format!(
                "the chart needs Kubernetes {} or later, but this is {}",
                KubeVersion::OLDEST.text(),
                given.escape_debug()
            ),
            "upgrade the cluster; if it is newer than that, set `--kube-version` to its version",
        )),
        Some(_) => {}
    }
}
