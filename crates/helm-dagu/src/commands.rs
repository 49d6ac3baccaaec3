//! One file per subcommand.

mod complete;
mod completions;
mod docs;
mod doctor;
mod explain;
mod install;
mod lint;
mod plan;
mod pools;
mod render;
mod rollback;
mod route;
mod schema;
mod template;
mod uninstall;
mod upgrade;
mod values;
mod version;

pub(crate) use complete::Complete;
pub(crate) use completions::Completions;
pub(crate) use docs::Docs;
pub(crate) use doctor::Doctor;
pub(crate) use explain::Explain;
pub(crate) use install::Install;
pub(crate) use lint::Lint;
pub(crate) use plan::Plan;
pub(crate) use pools::{Pools, PoolsOutput};
pub(crate) use render::Render;
pub(crate) use rollback::Rollback;
pub(crate) use route::Route;
pub(crate) use schema::Schema;
pub(crate) use template::Template;
pub(crate) use uninstall::Uninstall;
pub(crate) use upgrade::Upgrade;
pub(crate) use values::Values;
pub(crate) use version::Version;
