//! An Ingress that would not do what it looks like.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::path::ValuePath;
use crate::setting;
use crate::values::Ingress;

/// Kubernetes refuses the host.
pub(super) const INGRESS_HOST: Rule = Rule {
    code: "D1010",
    name: "ingress-host-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The host of an Ingress is a name in lowercase, `*.` before it at most: no scheme, no port, no path."
    ),
};

/// Nothing may feel responsible.
pub(super) const INGRESS_CLASS: Rule = Rule {
    code: "D1011",
    name: "ingress-class-empty",
    severity: Severity::Warning,
    doc: doc!(
        "Without a class the cluster's default one serves the Ingress. Where there is none, nothing does, and nothing says so."
    ),
};

/// No certificate would be made.
pub(super) const CERTIFICATE_SECRET: Rule = Rule {
    code: "D1012",
    name: "certificate-secret-missing",
    severity: Severity::Error,
    doc: doc!(
        "cert-manager makes a certificate only for an Ingress that names the Secret to keep it in. Without one the controller's own certificate is served, which browsers refuse."
    ),
};

/// The certificate stands nowhere.
pub(super) const CERTIFICATE_UNUSED: Rule = Rule {
    code: "D0909",
    name: "certificate-unused",
    severity: Severity::Warning,
    doc: doc!(
        "A Secret with a certificate is named, and `ingress.tls.enabled` is not true: the Ingress serves the UI without TLS."
    ),
};

/// Dagu would be asked for other paths than it serves.
pub(super) const INGRESS_REWRITE: Rule = Rule {
    code: "D1014",
    name: "ingress-rewrites-path",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu serves its pages below the base path itself. A controller that takes the base path off would make every link and every event stream ask for a page that is not there."
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
            "no class is set: the cluster's default has to serve the Ingress",
            "name the class of your controller, such as `nginx`",
        ));
    }
    let secret = ingress.tls.secret_name.as_deref().unwrap_or_default();
    if ingress.tls.enabled == Some(true) && secret.is_empty() && ISSUERS.iter().any(|name| annotated(name)) {
        diagnostics.push(CERTIFICATE_SECRET.at(
            "ingress.tls.secretName",
            "cert-manager is asked for a certificate, and has no Secret to keep it in",
            "name one; cert-manager makes it",
        ));
    }
    if ingress.tls.enabled != Some(true) && !secret.is_empty() {
        diagnostics.push(CERTIFICATE_UNUSED.at(
            "ingress.tls.secretName",
            "the Ingress has no TLS, so nothing serves this certificate",
            "set `ingress.tls.enabled` to true, or remove it",
        ));
    }
    let below_root = !setting::base_path(&values.config, version).is_empty();
    if let Some(name) = REWRITES.iter().find(|name| below_root && annotated(name)) {
        diagnostics.push(INGRESS_REWRITE.at(
            ValuePath::of("ingress.annotations").key(name),
            "the controller would take off the base path that Dagu expects",
            "remove the annotation, or `config.basePath`",
        ));
    }
}

fn host(ingress: &Ingress) -> Option<Diagnostic> {
    let host = ingress.host.as_deref().filter(|host| !host.is_empty())?;
    let name = host.strip_prefix("*.").unwrap_or(host);
    (!crate::kubernetes::words::is_subdomain(name)).then(|| {
        INGRESS_HOST.at(
            "ingress.host",
            format!("`{}` is not the name of a host", host.escape_debug()),
            "write it as `dagu.example.com`",
        )
    })
}
