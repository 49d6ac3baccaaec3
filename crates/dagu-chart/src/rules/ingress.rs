//! Settings of the Ingress that do not work, or not as intended.

use super::{Rule, Subject};
use crate::diagnostic::{Finding, Findings, Severity};
use crate::kubernetes::is_host_or_all;
use crate::path::ValuePath;
use crate::setting;
use crate::values::Ingress;

/// Kubernetes rejects the host.
pub(super) const INGRESS_HOST: Rule = Rule {
    code: "D1010",
    name: "ingress-host-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The host of an Ingress is a DNS name in lowercase, with an optional `*.` in front. It has no scheme, port or path, and Kubernetes rejects anything else."
    ),
};

/// Perhaps no controller serves the Ingress.
pub(super) const INGRESS_CLASS: Rule = Rule {
    code: "D1011",
    name: "ingress-class-empty",
    severity: Severity::Warning,
    doc: doc!(
        "Without a class, the cluster's default Ingress class serves the Ingress. If the cluster has no default class, nothing serves it, and there is no error. Set `ingress.className` to the class of your controller; `kubectl get ingressclass` lists the classes of the cluster."
    ),
};

/// cert-manager would create no certificate.
pub(super) const CERTIFICATE_SECRET: Rule = Rule {
    code: "D1012",
    name: "certificate-secret-missing",
    severity: Severity::Error,
    doc: doc!(
        "cert-manager creates a certificate only if the Ingress names the Secret to store it in. Without one, the Ingress controller uses its own certificate, which browsers do not trust. Set `ingress.tls.secretName`; cert-manager creates the Secret."
    ),
};

/// The certificate is not used.
pub(super) const CERTIFICATE_UNUSED: Rule = Rule {
    code: "D0909",
    name: "certificate-unused",
    severity: Severity::Warning,
    doc: doc!(
        "`ingress.tls.secretName` is set, but `ingress.tls.enabled` is not true, so the Ingress serves the UI without TLS. Set `ingress.tls.enabled` to true, or remove `ingress.tls.secretName`."
    ),
};

/// Dagu would get requests without the base path.
pub(super) const INGRESS_REWRITE: Rule = Rule {
    code: "D1014",
    name: "ingress-rewrites-path",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu itself serves its pages under `config.basePath`. If the Ingress controller removes the base path from requests, links and event streams in the UI do not work. Remove the annotation, or remove `config.basePath`."
    ),
};

const ISSUERS: [&str; 2] = ["cert-manager.io/cluster-issuer", "cert-manager.io/issuer"];
const OLD_CLASS: &str = "kubernetes.io/ingress.class";
const REWRITES: [&str; 3] = [
    "nginx.ingress.kubernetes.io/rewrite-target",
    "haproxy-ingress.github.io/rewrite-target",
    "haproxy.org/path-rewrite",
];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    let ingress = &values.ingress;
    if !ingress.is_enabled() {
        return;
    }
    diagnostics.extend(host(ingress));
    let annotated = |name: &str| ingress.annotations.contains_key(name);
    if ingress.class_name.as_deref().unwrap_or_default().is_empty() && !annotated(OLD_CLASS) {
        diagnostics.push(INGRESS_CLASS.at(
            "ingress.className",
            "no Ingress class is set, so the Ingress works only if the cluster has a default class",
            "set `ingress.className` to the class of your controller, such as `nginx`; `kubectl get ingressclass` lists them",
        ));
    }
    let secret = ingress.tls.secret_name.as_deref().unwrap_or_default();
    if ingress.tls.enabled == Some(true) && secret.is_empty() && ISSUERS.iter().any(|name| annotated(name)) {
        diagnostics.push(CERTIFICATE_SECRET.at(
            "ingress.tls.secretName",
            "cert-manager needs the name of a Secret to store the certificate in",
            "set `ingress.tls.secretName`, for example to `dagu-tls`; cert-manager creates the Secret",
        ));
    }
    if ingress.tls.enabled != Some(true) && !secret.is_empty() {
        diagnostics.push(CERTIFICATE_UNUSED.at(
            "ingress.tls.secretName",
            "`ingress.tls.enabled` is not true, so this certificate is ignored and the UI is served without TLS",
            "set `ingress.tls.enabled` to true, or remove `ingress.tls.secretName`",
        ));
    }
    let below_root = !setting::base_path(&values.config, version).is_empty();
    if let Some(name) = REWRITES.iter().find(|name| below_root && annotated(name)) {
        diagnostics.push(INGRESS_REWRITE.at(
            ValuePath::of("ingress.annotations").key(name),
            "with this annotation, the Ingress controller removes the base path that Dagu expects in requests",
            "remove the annotation, or remove `config.basePath`",
        ));
    }
}

fn host(ingress: &Ingress) -> Option<Finding> {
    let host = ingress.host.as_deref().filter(|host| !host.is_empty())?;
    (!is_host_or_all(host)).then(|| {
        INGRESS_HOST.at(
            "ingress.host",
            format!("`{}` is not a valid host name", host.escape_debug()),
            "use a DNS name in lowercase without scheme, port and path, such as `dagu.example.com`",
        )
    })
}
