//! Helm, its cache and its temporary files.

use std::env;
use std::path::{Path, PathBuf};

use super::{Check, Status};
use crate::helm::Helm;

/// The first version whose dry runs ask the cluster, which `helm dagu plan` requires.
const PLANS: (u32, u32) = (3, 13);

/// Whether Helm is new enough, and can write what it has to.
pub(crate) fn helm(helm: &Helm) -> Vec<Check> {
    let mut checks = Vec::new();
    let version = helm.version().unwrap_or_default();
    checks.push(match numbers(&version) {
        Some(numbers) if numbers < PLANS => Check::bad(
            "Helm",
            Status::Warning,
            format!("{version}: `helm dagu plan` requires 3.13 or newer"),
            "curl -fsSL https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-4 | bash",
        ),
        _ => Check::ok("Helm", version),
    });
    let cache = match env::var_os("HELM_CACHE_HOME").filter(|cache| !cache.is_empty()) {
        Some(cache) => PathBuf::from(cache),
        None => helm.answer(&["env", "HELM_CACHE_HOME"]).unwrap_or_default().trim().into(),
    };
    checks.push(match writable(&cache) {
        Ok(()) => Check::ok("cache", format!("{} is writable", cache.display())),
        Err(error) => Check::bad(
            "cache",
            Status::Error,
            format!("Helm cannot write to {}: {error}", cache.display()),
            "export HELM_CACHE_HOME=\"$(mktemp -d)\"",
        ),
    });
    if let Err(error) = tempfile::tempfile() {
        checks.push(Check::bad(
            "temporary files",
            Status::Error,
            format!("cannot write to {}: {error}", env::temp_dir().display()),
            "export TMPDIR=\"$HOME\"",
        ));
    }
    checks
}

/// Whether files can be created in a folder, or in the one in which it would be created.
fn writable(folder: &Path) -> std::io::Result<()> {
    let existing = folder.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("."));
    tempfile::tempfile_in(existing).map(drop)
}

fn numbers(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.strip_prefix('v')?.splitn(3, '.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}
