//! Checks of the installation: Helm, its plugins, the programs, and what Helm may read in the cluster.

mod cluster;
mod helm;
mod plugins;
mod programs;

use serde::Serialize;

use crate::shell_word;

pub(crate) use cluster::cluster;
pub(crate) use helm::helm;
pub(crate) use plugins::plugins;
pub(crate) use programs::programs;

/// The outcome of one check.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Check {
    /// What is checked.
    pub(crate) subject: &'static str,
    pub(crate) status: Status,
    pub(crate) message: String,
    /// The command that repairs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) repair: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    Ok,
    Warning,
    Error,
    /// It could not be checked.
    Unknown,
}

impl Check {
    fn ok(subject: &'static str, message: impl Into<String>) -> Self {
        Self { subject, status: Status::Ok, message: message.into(), repair: None }
    }

    fn bad(
        subject: &'static str,
        status: Status,
        message: impl Into<String>,
        repair: impl Into<String>,
    ) -> Self {
        Self { subject, status, message: message.into(), repair: Some(repair.into()) }
    }
}

/// A path as a shell reads it.
fn quoted(path: &std::path::Path) -> String {
    shell_word::quoted(&path.display().to_string())
}
