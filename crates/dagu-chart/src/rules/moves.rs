//! A release that moves from one version of Dagu to another.

use super::Rule;
use crate::diagnostic::{Findings, Severity};
use crate::version::{self, Drain, Version};

/// Something works differently afterwards.
pub(super) const VERSION_BREAK: Rule = Rule {
    code: "D0516",
    name: "version-break",
    severity: Severity::Warning,
    doc: doc!(
        "The upgrade moves the release to another version of Dagu, and something on the way between the two changes what files, people or programs have to do."
    ),
};

/// The image is another one.
pub(super) const VERSION_MOVE: Rule = Rule {
    code: "D0517",
    name: "version-move",
    severity: Severity::Note,
    doc: doc!(
        "Another version of Dagu is another image, so every pod restarts. A worker of a version without a graceful stop ends at once, whatever it is doing; a newer one lets its runs end for a while."
    ),
};

/// Checks the way from the version that the cluster runs, if it is known.
pub(crate) fn check(previous: &str, version: Version, diagnostics: &mut Findings) {
    let Some(previous) = version::parse(previous).filter(|from| version::differ(*from, version)) else {
        return;
    };
    let path = "image.tag";
    let way = format!("Dagu moves from {previous} to {version}");
    // The workers that stop are those of the version before.
    let runs = match previous.worker_drain() {
        Drain::None => "runs on workers fail",
        Drain::Possible => "runs on workers can fail",
        Drain::Certain => "runs fail that take longer than their worker waits for them",
    };
    diagnostics.push(VERSION_MOVE.at(
        path,
        format!("{way}: every pod restarts, and {runs}"),
        "wait until no DAG runs",
    ));
    if version::leads_back(previous, version) {
        diagnostics.push(VERSION_BREAK.at(
            path,
            format!("{way}: an older Dagu need not understand what a newer one wrote"),
            "go back to a copy of the volume from before the upgrade, or try on a copy first",
        ));
    }
    for found in version::breaks(previous, version) {
        diagnostics.push(VERSION_BREAK.at(path, format!("{way}: {}", found.what), found.help));
    }
}
