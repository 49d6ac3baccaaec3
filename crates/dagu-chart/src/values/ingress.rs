//! Access to the UI from outside the cluster.

use std::collections::BTreeMap;

use crate::keys::keys;

keys! {
    /// The Ingress for the UI.
    pub(crate) struct Ingress {
        /// Whether to create an Ingress.
        "enabled" enabled: Option<bool> { default: "false" };
        /// Ingress class. If empty, the default class of the cluster, with a warning.
        "className" class_name: Option<String> { default: r#""""#, example: r#""nginx""# };
        /// Annotations of the Ingress. docs/networking.md lists those that event streams need.
        "annotations" annotations: BTreeMap<String, String> {
            default: "{}", example: r#"{"cert-manager.io/cluster-issuer": "letsencrypt"}"#
        };
        /// Host name. If empty, the Ingress matches all hosts.
        "host" host: Option<String> { default: r#""dagu.local""#, example: r#""dagu.example.com""# };
        /// TLS settings of the Ingress.
        "tls" tls: Tls;
    }
}

keys! {
    /// TLS of the Ingress.
    pub(crate) struct Tls {
        /// Whether to serve the host over HTTPS.
        "enabled" enabled: Option<bool> { default: "false" };
        /// Name of the Secret with the certificate. If empty, the controller's default certificate.
        "secretName" secret_name: Option<String> { default: r#""""#, example: r#""dagu-tls""# };
    }
}

impl Ingress {
    /// Whether the chart creates one.
    pub(crate) fn is_enabled(&self) -> bool {
        self.enabled == Some(true)
    }
}
