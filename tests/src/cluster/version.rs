//! The version of the control plane.

use anyhow::{Context, Result};
use serde_json::Value;

/// Names the version to try, where it is another one than the newest.
const WANTED: &str = "DAGU_KUBERNETES";

/// A minor version of Kubernetes 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minor(pub u32);

impl Minor {
    /// Of a version such as `v1.24.17`.
    pub fn of(version: &str) -> Result<Self> {
        let minor = version.strip_prefix("v1.").and_then(|rest| rest.split('.').next()?.parse().ok());
        minor.map(Self).with_context(|| format!("{version} is no version of Kubernetes 1"))
    }
}

/// The requested version, such as `v1.24.17`.
pub(super) fn wanted() -> Option<String> {
    std::env::var(WANTED).ok().filter(|version| !version.is_empty())
}

/// The answer of a server at `/version`: the whole version, and the minor version, which decides what it supports.
pub(super) fn read(told: &str) -> Result<(String, Minor)> {
    let told: Value = serde_json::from_str(told).context("the API server's version is no JSON")?;
    let version = told["gitVersion"].as_str().context("the API server names no version")?;
    Ok((version.to_owned(), Minor::of(version)?))
}
