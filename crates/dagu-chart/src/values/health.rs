//! Where coordinator and workers say that they are well: a key that the public chart has.

use super::whole::Port;
use crate::typed::Typed;

/// A section with a health port.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Health {
    /// Port of the health check of the coordinator, and of workers. Only the default is supported yet.
    pub(crate) health_port: Option<Port>,
}
