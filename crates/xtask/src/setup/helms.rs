//! Another Helm than the pinned ones, in any version that Go builds.

use anyhow::{Result, bail};

use super::go;
use super::released::Program;
use super::stamp::once;

/// A module of old Helms whose address no longer exists, and the author's current address of the same code.
const MOVED: (&str, &str) = ("vbom.ml/util", "github.com/fvbommel/util@v0.0.0-20180919145318-efcd4e0f9787");

/// Builds it into target/tools/helm-`version`.
pub(crate) fn helm(version: &str) -> Result<()> {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let major = match version.split('.').collect::<Vec<_>>()[..] {
        ["v3", minor, patch] if number(minor) && number(patch) => 3,
        ["v4", minor, patch] if number(minor) && number(patch) => 4,
        _ => bail!("`{version}` is not a version of Helm, such as v3.20.0"),
    };
    let flags = go::helm_flags(major, version)?;
    once(&format!("helm-{version}"), &format!("{flags}\n{MOVED:?}"), |folder| {
        let module = format!("helm.sh/helm/v{major}@{version}");
        let program = Program {
            module: &module,
            package: "./cmd/helm",
            flags: &flags,
            moved: Some(MOVED),
            lacking: None,
        };
        program.build(folder, &folder.join("helm"))
    })
}
