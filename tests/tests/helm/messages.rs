//! The full message that a user reads when Helm stops.

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::case;
use dagu_chart_tests::helm::{self, Helm};
use dagu_chart_tests::place;
use dagu_chart_tests::snapshot;

use crate::cases::template;
use crate::world::World;

/// Stopped by the schema, before the core runs: a snapshot and its case. One finding each, because
/// Helm prints several in its own order.
const BY_SCHEMA: [(&str, &str); 3] = [
    ("schema-unknown-key", "unknown-key"),
    ("schema-wrong-type", "pool-replicas-fraction"),
    ("schema-unknown-mode", "auth-mode-unknown"),
];

/// Stopped by the core.
const BY_CORE: [(&str, &str); 3] = [
    ("core-unknown-key", "unknown-key"),
    ("core-access-mode", "access-mode-once"),
    ("core-password-short", "auth-admin-password-short"),
];

pub(crate) fn prove_schema(world: &World, helm: &Helm) -> Result<()> {
    BY_SCHEMA.iter().try_for_each(|(name, case)| keep(world, helm, name, case, &[]))
}

pub(crate) fn prove_core(world: &World, helm: &Helm) -> Result<()> {
    BY_CORE.iter().try_for_each(|(name, case)| keep(world, helm, name, case, &["--skip-schema-validation"]))
}

fn keep(world: &World, helm: &Helm, name: &str, case: &str, more: &[&str]) -> Result<()> {
    let case = case::all()?.into_iter().find(|known| known.name == case).context("there is no such case")?;
    let outcome = helm::run(template(world, helm, &case).args(more))?;
    ensure!(!outcome.ok, "Helm did not stop:\n{}", outcome.stdout);
    let root = place::at("");
    let stderr = outcome.stderr.replace(root.to_string_lossy().as_ref(), "");
    snapshot::check(name, &helm.name, &stderr)
}
