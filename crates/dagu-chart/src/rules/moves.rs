//! A release that changes from one version of Dagu to another.

use super::Rule;
use crate::diagnostic::{Findings, Severity};
use crate::version::{self, Drain, Version};

/// Dagu works differently afterwards.
pub(super) const VERSION_BREAK: Rule = Rule {
    code: "D0516",
    name: "version-break",
    severity: Severity::Warning,
    doc: doc!(
        "The upgrade changes the version of Dagu, and between the two versions Dagu changed something that DAG files, users or other programs depend on. Read the message, and make the change that it describes before you upgrade."
    ),
};

/// The image changes.
pub(super) const VERSION_MOVE: Rule = Rule {
    code: "D0517",
    name: "version-move",
    severity: Severity::Note,
    doc: doc!(
        "The upgrade changes the version of Dagu and so the image, and every pod restarts. Workers of older versions stop at once, and their runs fail. Workers of newer versions first wait for their runs, up to `shutdownTimeout`. Upgrade while no DAG is running."
    ),
};

/// Checks the change from the version that the cluster runs, if that is known.
pub(crate) fn check(previous: &str, version: Version, diagnostics: &mut Findings) {
    let Some(previous) = version::parse(previous).filter(|from| version::differ(*from, version)) else {
        return;
    };
    let path = "image.tag";
    let change = format!("Dagu changes from {previous} to {version}");
    // The workers that stop run the previous version.
    let runs = match previous.worker_drain() {
        Drain::None => "runs on workers fail",
        Drain::Possible => "runs on workers may fail",
        Drain::Certain => "runs that take longer than `shutdownTimeout` fail",
    };
    diagnostics.push(VERSION_MOVE.at(
        path,
        format!("{change}: every pod restarts, and {runs}"),
        "upgrade while no DAG is running",
    ));
    if version::leads_back(previous, version) {
        diagnostics.push(VERSION_BREAK.at(
            path,
            format!("{change}: the older version may not be able to read what the newer one wrote"),
            "restore a backup of the volume from before the upgrade (what was written since then is lost), or try it on a copy of the volume first",
        ));
    }
    for found in version::breaks(previous, version) {
        diagnostics.push(VERSION_BREAK.at(path, format!("{change}: {}", found.what), found.help));
    }
}
