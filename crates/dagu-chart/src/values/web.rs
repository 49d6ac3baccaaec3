//! What only the web UI has among the components: where it listens, and who reaches it.

use super::Service;
use crate::typed::Typed;

/// The web server.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Web {
    /// Port that the container listens on.
    #[cfg_attr(feature = "codegen", schemars(range(min = 1024, max = 65535)))]
    pub(crate) container_port: Option<u16>,
    /// The Service in front of it.
    pub(crate) service: Service,
}
