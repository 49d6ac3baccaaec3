//! How people outside of the cluster reach the UI.

use std::collections::BTreeMap;

use crate::typed::Typed;

/// An Ingress in front of the UI.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Ingress {
    /// Whether there is one.
    pub(crate) enabled: Option<bool>,
    /// Class of the controller that serves it. Empty: the cluster's default class.
    pub(crate) class_name: Option<String>,
    /// Annotations for the controller: the README lists those that event streams need.
    pub(crate) annotations: BTreeMap<String, String>,
    /// Host name. Empty: every host.
    pub(crate) host: Option<String>,
    /// HTTPS.
    pub(crate) tls: Tls,
}

/// HTTPS at the Ingress.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Tls {
    /// Whether the host is served over HTTPS.
    pub(crate) enabled: Option<bool>,
    /// Secret with the certificate. Empty: the controller's own certificate.
    pub(crate) secret_name: Option<String>,
}

impl Ingress {
    /// Whether there is to be one.
    pub(crate) fn is_enabled(&self) -> bool {
        self.enabled == Some(true)
    }
}
