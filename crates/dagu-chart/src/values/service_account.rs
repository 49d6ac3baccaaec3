//! The identity of the pods.

use std::collections::BTreeMap;

use crate::keys::{Holds::Kind, keys, object};

keys! {
    /// The ServiceAccount of every pod.
    pub(crate) struct ServiceAccount {
        /// Whether the chart makes it.
        "create" create: Option<bool> { default: "true", restarts: true };
        /// Its name. Empty: the full name of the release, or `default` where the chart makes none.
        "name" name: Option<String> { default: r#""""#, example: r#""workflows""#, restarts: true };
        /// Whether the pods get a token for Kubernetes' API, which steps that talk to it need. A section's own `serviceAccount` may say otherwise.
        "automountServiceAccountToken" automount_service_account_token: Option<bool> {
            default: "false", restarts: true
        };
        /// Annotations, as cloud providers read them to grant rights.
        "annotations" annotations: BTreeMap<String, String> {
            default: "{}", example: r#"{"eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/dagu"}"#
        };
    }
}

object! {
    /// An account of the user's for the pods of one section.
    pub(crate) struct PodAccount {
        /// Whether these pods get a token for Kubernetes' API.
        "automountServiceAccountToken" Kind("b");
        /// Its name.
        "name" Kind("s?name");
    }
}

impl ServiceAccount {
    /// Whether the chart makes it.
    pub(crate) fn is_created(&self) -> bool {
        self.create != Some(false)
    }

    /// Its name in a release of that full name.
    pub(crate) fn name<'n>(&'n self, fullname: &'n str) -> &'n str {
        match self.name.as_deref() {
            None | Some("") if self.is_created() => fullname,
            None | Some("") => "default",
            Some(name) => name,
        }
    }
}
