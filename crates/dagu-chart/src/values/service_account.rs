//! The identity of the pods.

use std::collections::BTreeMap;

use crate::typed::Typed;

/// The ServiceAccount of every pod.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct ServiceAccount {
    /// Whether the chart makes it.
    pub(crate) create: Option<bool>,
    /// Its name. Empty: the full name of the release, or `default` where the chart makes none.
    pub(crate) name: Option<String>,
    /// Whether the pods get a token for Kubernetes' API, which steps that talk to it need. A section's own `serviceAccount` may say otherwise.
    pub(crate) automount_service_account_token: Option<bool>,
    /// Annotations, as cloud providers read them to grant rights.
    pub(crate) annotations: BTreeMap<String, String>,
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
