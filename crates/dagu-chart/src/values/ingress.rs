//! How people outside of the cluster reach the UI.

use std::collections::BTreeMap;

use crate::keys::keys;

keys! {
    /// An Ingress in front of the UI.
    pub(crate) struct Ingress {
        /// Whether there is one.
        "enabled" enabled: Option<bool> { default: "false" };
        /// Class of the controller that serves it. Empty: the cluster's default class, with a warning.
        "className" class_name: Option<String> { default: r#""""#, example: r#""nginx""# };
        /// Annotations for the controller: the README lists those that event streams need.
        "annotations" annotations: BTreeMap<String, String> {
            default: "{}", example: r#"{"cert-manager.io/cluster-issuer": "letsencrypt"}"#
        };
        /// Host name. Empty: every host.
        "host" host: Option<String> { default: r#""dagu.local""#, example: r#""dagu.example.com""# };
        /// HTTPS.
        "tls" tls: Tls;
    }
}

keys! {
    /// HTTPS at the Ingress.
    pub(crate) struct Tls {
        /// Whether the host is served over HTTPS.
        "enabled" enabled: Option<bool> { default: "false" };
        /// Secret with the certificate. Empty: the controller's own certificate.
        "secretName" secret_name: Option<String> { default: r#""""#, example: r#""dagu-tls""# };
    }
}

impl Ingress {
    /// Whether there is to be one.
    pub(crate) fn is_enabled(&self) -> bool {
        self.enabled == Some(true)
    }
}
