//! A plan for people.

use std::collections::BTreeMap;
use std::fmt::Write;

use dagu_chart_api::{Diff, Loss};

use super::kind::{Kind, count, has_changes, version};
use super::table::table;
use super::{Comparison, Operation, Shown, Sides};

const UNSEEN: &str =
    "Not checked: admission webhooks, quotas, and objects of others with the name of a new object.\n";

/// A plan as text, with colors. `width` is that of the terminal.
pub(crate) fn human(sides: &Sides, comparison: &Comparison, shown: Shown, width: Option<usize>) -> String {
    let diff = &comparison.diff;
    let mut text = head(sides);
    if has_changes(diff) || shown.all {
        let table = table(&diff.workloads, shown.all, width);
        // Writing to a String cannot fail.
        let _ = write!(text, "\n{table}{}", if table.is_empty() { "" } else { "\n" });
        text.push_str(&colored(&comparison.details));
    } else {
        text.push_str(&colored(&comparison.details));
    }
    text.push_str(&versions(diff, sides.operation));
    text.push_str(&claims(diff, sides.operation));
    if sides.operation != Operation::Uninstall {
        text.push_str(UNSEEN);
    }
    text.push_str(&summary(diff));
    text
}

/// What is compared.
fn head(sides: &Sides) -> String {
    let Sides { operation, release, before, to_revision, .. } = sides;
    let namespace = match &*before.namespace {
        "" => String::new(),
        namespace => format!(" in namespace {namespace}"),
    };
    let to = to_revision.map(|revision| format!(" to revision {revision}")).unwrap_or_default();
    let compared = match (before.revision, before.live.is_some()) {
        (0, _) => "not installed yet".to_owned(),
        (revision, true) => format!("compared with revision {revision} and the objects in the cluster"),
        (revision, false) => format!("compared with revision {revision}"),
    };
    format!("Plan: {} {release}{namespace}{to}, {compared}\n", operation.name())
}

/// The moves between versions of Dagu, and what to do.
fn versions(diff: &Diff, operation: Operation) -> String {
    let mut moves: BTreeMap<[&str; 2], Vec<&str>> = BTreeMap::new();
    for workload in &diff.workloads {
        if let Some(change) = version(workload) {
            moves.entry(change).or_default().push(&workload.component);
        }
    }
    let warnings = match operation {
        Operation::Rollback => "a rollback cannot warn about incompatible versions, see docs/roll-back.md",
        _ => "follow the warnings D0516, if there are any",
    };
    let line = |([before, after], components): (&[&str; 2], &Vec<&str>)| {
        format!(
            "VERSION {before} -> {after} ({}): {warnings}; copy the volume first, because a rollback restores no data\n",
            components.join(", ")
        )
    };
    moves.iter().map(line).collect()
}

/// What happens to claims and generated credentials when the release is removed.
fn claims(diff: &Diff, operation: Operation) -> String {
    if operation != Operation::Uninstall {
        return String::new();
    }
    let claims = diff.removed.iter().filter(|removed| removed.object.kind == "PersistentVolumeClaim");
    let mut text = String::new();
    for claim in claims {
        let name = &claim.object.name;
        let _ = match (claim.kept, claim.loss) {
            (true, _) => writeln!(
                text,
                "The claim {name} and its data stay: a new release can use them with persistence.existingClaim."
            ),
            (_, Some(Loss::Data)) => writeln!(
                text,
                "The claim {name} is deleted, and its data with it if the reclaim policy of the volume is Delete. \
                 To keep both, set persistence.retain: true and upgrade first."
            ),
            _ => Ok(()),
        };
    }
    text
}

/// One line: `2 to create, 1 to change, 0 to delete; 3 workloads restart or stop; 1 LOST`.
fn summary(diff: &Diff) -> String {
    if !has_changes(diff) {
        return "No changes.\n".to_owned();
    }
    let created = diff.created.len() + diff.missing.len();
    let removed = diff.removed.iter().filter(|removed| !removed.missing && !removed.kept).count();
    let mut parts =
        vec![format!("{created} to create, {} to change, {removed} to delete", diff.changed.len())];
    for (kind, words) in [
        (Kind::Restart, "restart or stop"),
        (Kind::Drift, "manual changes undone"),
        (Kind::Version, "change the version of Dagu"),
        (Kind::Refused, "REFUSED"),
        (Kind::Conflict, "CONFLICT"),
        (Kind::Loss, "LOST"),
    ] {
        match count(diff, kind) {
            0 => {}
            count => parts.push(format!("{count} {words}")),
        }
    }
    format!("{}\n", parts.join("; "))
}

/// Colors the lines of objects by their mark, and what stops or loses something.
fn colored(details: &str) -> String {
    const RESET: &str = "\u{1b}[0m";
    let mut text = String::with_capacity(details.len());
    for line in details.lines() {
        let is_bad = ["  REFUSED ", "  CONFLICT "].iter().any(|mark| line.starts_with(mark))
            || line.contains(": LOST: ");
        let color = match line.as_bytes().first() {
            _ if is_bad => "\u{1b}[1;31m",
            Some(b'+') => "\u{1b}[32m",
            Some(b'~') => "\u{1b}[33m",
            Some(b'-' | b'!') => "\u{1b}[31m",
            _ => "",
        };
        let reset = if color.is_empty() { "" } else { RESET };
        let _ = writeln!(text, "{color}{line}{reset}");
    }
    text
}
