//! What only the web UI has among the components: where it listens, and who reaches it.

use super::Service;
use super::whole::OpenPort;
use crate::typed::Typed;

/// The web server.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Web {
    /// Port that the container listens on.
    pub(crate) container_port: Option<OpenPort>,
    /// The Service in front of it.
    pub(crate) service: Service,
}
