//! The ServiceAccount of the pods.

use std::collections::BTreeMap;

use crate::keys::{Holds::Kind, keys, object};

keys! {
    /// The ServiceAccount of every pod.
    pub(crate) struct ServiceAccount {
        /// Whether to create a ServiceAccount.
        "create" create: Option<bool> { default: "true", restarts: true };
        /// Name of the ServiceAccount. If empty, the full name of the release, or `default` if `create` is false.
        "name" name: Option<String> { default: r#""""#, example: r#""workflows""#, restarts: true };
        /// Whether the pods get a token for the Kubernetes API, for steps that call it. The `serviceAccount` of a component or pool overrides it.
        "automountServiceAccountToken" automount_service_account_token: Option<bool> {
            default: "false", restarts: true
        };
        /// Annotations of the ServiceAccount, for example for the IAM role of a cloud provider.
        "annotations" annotations: BTreeMap<String, String> {
            default: "{}", example: r#"{"eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/dagu"}"#
        };
    }
}

object! {
    /// Your own ServiceAccount for the pods of a component or pool.
    pub(crate) struct PodAccount {
        /// Whether these pods get a token for the Kubernetes API.
        "automountServiceAccountToken" Kind("b");
        /// Name of the ServiceAccount.
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
