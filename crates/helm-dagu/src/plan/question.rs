//! The questions to Helm about both sides of a plan.

use std::ffi::OsString;
use std::process::Stdio;

use super::{Operation, Sides, Wanted};
use crate::connection::connection;
use crate::failure::Failure;
use crate::helm::{Helm, failed};
use crate::helm_arguments::{Flag, flags, is_on};
use crate::helm_refusal::forbidden;
use crate::output;
use crate::release::{Printed, Release};
use crate::report::ReportFile;
use dagu_chart_api::Apply;

/// Keeps Helm from upgrading. `server` lets Helm read the cluster, so that it finds generated credentials. These are the
/// last arguments, so that no argument of the user overrides them.
const DRY_RUN: [&str; 2] = ["--dry-run=server", "--output=json"];

/// What a plan is asked about.
pub(crate) enum Question<'a> {
    /// `helm upgrade` with these arguments, which may install the release.
    Upgrade(&'a [OsString]),
    /// `helm rollback` to this revision, or to the previous one.
    Rollback(Option<u64>, &'a [OsString]),
    /// `helm uninstall`.
    Uninstall(&'a [OsString]),
}

/// Asks Helm about both sides. Temporary files are deleted afterwards.
pub(crate) fn ask(helm: &Helm, release: &str, question: &Question) -> Result<Sides, Failure> {
    match question {
        Question::Upgrade(arguments) => upgrade(helm, release, arguments),
        Question::Rollback(revision, arguments) => rollback(helm, release, *revision, arguments),
        Question::Uninstall(arguments) => uninstall(helm, release, arguments),
    }
}

fn upgrade(helm: &Helm, name: &str, arguments: &[OsString]) -> Result<Sides, Failure> {
    let given = flags(arguments);
    let connection = connection(&given);
    let release = Release { helm, name, connection: &connection };
    let mut before =
        if is_on(&given, "install") { release.baseline_if_any()? } else { release.baseline()? };
    let report = ReportFile::new()?;
    let (mut upgrade, _placed) = helm.post_rendered("upgrade", report.path())?;
    upgrade.arg(name).args(arguments).args(DRY_RUN);
    // Values may come from stdin.
    let (upgraded, message) = helm.captured_of(upgrade.stdin(Stdio::inherit()))?;
    if !upgraded.status.success() {
        if let Some(reason) = forbidden(&message) {
            return Err(Failure::DryRunForbidden(reason.to_owned()));
        }
        output::stderr(&message);
        return Err(failed(&["upgrade", name], upgraded.status));
    }
    output::stderr(&message);
    report.print();
    let upgraded: Printed = serde_json::from_slice(json(&upgraded.stdout)).map_err(Failure::Release)?;
    let operation = if before.revision == 0 { Operation::Install } else { Operation::Upgrade };
    if before.namespace.is_empty() {
        before.namespace = upgraded.namespace;
    }
    let apply = apply(&upgraded.apply_method, &given);
    Ok(Sides {
        operation,
        release: name.to_owned(),
        before,
        after: Wanted { manifest: upgraded.manifest, values: upgraded.values, apply: Some(apply) },
        to_revision: None,
        findings: report.findings(),
    })
}

fn rollback(
    helm: &Helm,
    name: &str,
    revision: Option<u64>,
    arguments: &[OsString],
) -> Result<Sides, Failure> {
    let given = flags(arguments);
    let connection = connection(&given);
    let release = Release { helm, name, connection: &connection };
    let (before, previous) = release.last()?;
    let revision = release.target(revision, previous)?;
    let target = release.revision(revision)?;
    let apply = apply(&target.apply_method, &given);
    Ok(Sides {
        operation: Operation::Rollback,
        release: name.to_owned(),
        before,
        after: Wanted { manifest: target.manifest, values: target.values, apply: Some(apply) },
        to_revision: Some(revision),
        findings: Vec::new(),
    })
}

fn uninstall(helm: &Helm, name: &str, arguments: &[OsString]) -> Result<Sides, Failure> {
    let connection = connection(&flags(arguments));
    let (before, _) = Release { helm, name, connection: &connection }.last()?;
    Ok(Sides {
        operation: Operation::Uninstall,
        release: name.to_owned(),
        before,
        after: Wanted::default(),
        to_revision: None,
        findings: Vec::new(),
    })
}

/// How Helm would apply a revision of this method.
fn apply(method: &str, given: &[Flag]) -> Apply {
    match method {
        "ssa" if is_on(given, "force-conflicts") => Apply::Force,
        "ssa" => Apply::Server,
        _ => Apply::Client,
    }
}

/// The JSON in what Helm prints. Helm 4 prints in front of it which chart it pulled from a registry.
fn json(printed: &[u8]) -> &[u8] {
    let start = printed.iter().position(|byte| *byte == b'{').unwrap_or_default();
    &printed[start..]
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn what_helm_prints_before_the_json_is_skipped() {
        let pulled =
            b"Pulled: registry.example.com/charts/dagu:0.1.0\nDigest: sha256:00\n{\"manifest\": \"{}\"}\n";
        assert_eq!(json(pulled), b"{\"manifest\": \"{}\"}\n");
        assert_eq!(json(b"{}"), b"{}");
        assert_eq!(json(b"nothing"), b"nothing");
    }
}
