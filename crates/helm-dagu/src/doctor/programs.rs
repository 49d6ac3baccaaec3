//! The two programs and their core.

use std::env;
use std::path::Path;

use dagu_chart_host::core_sha256;

use super::{Check, Status, quoted};
use crate::post_renderer::PostRenderer;

const SUBJECT: &str = "dagu-post";

/// Whether `dagu-post` is there and has the same core.
pub(crate) fn programs() -> Vec<Check> {
    let ours = core_sha256();
    let mut checks =
        vec![Check::ok("helm-dagu", format!("version {}, core sha256:{ours}", env!("CARGO_PKG_VERSION")))];
    let post_renderer = match PostRenderer::find() {
        Ok(post_renderer) => post_renderer,
        Err(failure) => {
            checks.push(Check::bad(SUBJECT, Status::Error, failure.to_string(), "cargo xtask build"));
            return checks;
        }
    };
    let path = post_renderer.path();
    checks.push(match post_renderer.core_sha256() {
        Some(theirs) if theirs == ours => Check::ok(SUBJECT, format!("{} has the same core", path.display())),
        Some(theirs) => Check::bad(
            SUBJECT,
            Status::Error,
            format!("{} has another core, sha256:{theirs}", path.display()),
            "cargo xtask build",
        ),
        None => Check::bad(
            SUBJECT,
            Status::Error,
            format!("{} does not report its core", path.display()),
            "cargo xtask build",
        ),
    });
    let folder = path.parent().unwrap_or(Path::new("."));
    let folders = env::var_os("PATH").unwrap_or_default();
    if !env::split_paths(&folders).any(|folder| folder.join(path.file_name().unwrap_or_default()).is_file()) {
        checks.push(Check::bad(
            SUBJECT,
            Status::Warning,
            "not on PATH: `helm dagu` works, but Helm 3 cannot find it for `--post-renderer dagu-post`",
            format!("export PATH=\"$PATH\":{}", quoted(folder)),
        ));
    }
    checks
}
