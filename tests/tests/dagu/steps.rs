//! What a step can see.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};

use crate::routing::ran_at;
use crate::version::Place;
use crate::world::{Run, World};

pub(crate) fn on_workers(world: &mut World) -> Result<()> {
    let run = world.queued("gpu")?;
    ran_at(&run, Place::Gpu)?;
    ensure!(run.environment.contains(&format!("DAGU_WORKER_ID={}\n", run.place)), "{}", run.environment);
    let seen = seen(world, &run);
    ensure!(seen.is_empty(), "a step in {} sees {seen:?}", run.place);
    Ok(())
}

/// A step in these pods can read the credentials of its pod, as documented, and no others.
pub(crate) fn in_components(world: &mut World) -> Result<()> {
    let started = world.started("local")?;
    ran_at(&started, Place::Ui)?;
    let queued = world.queued("local")?;
    ran_at(&queued, Place::Scheduler)?;
    for (run, owner) in [(started, "dagu-ui"), (queued, "dagu-scheduler")] {
        let (seen, given) = (seen(world, &run), world.cluster.credentials(owner)?);
        ensure!(seen == given, "a step in {owner} sees {seen:?} where the pod is given {given:?}");
    }
    let given = world.cluster.credentials("dagu-ui")?;
    ensure!(!given.is_empty(), "the server has no password");
    Ok(())
}

pub(crate) fn restricted(world: &mut World) -> Result<()> {
    let run = world.queued("gpu")?;
    ran_at(&run, Place::Gpu)?;
    let seen = seen(world, &run);
    ensure!(seen.is_empty(), "a step in {} sees {seen:?}", run.place);
    Ok(())
}

/// The credentials that a run has printed.
fn seen(world: &World, run: &Run) -> BTreeSet<String> {
    let values = run.environment.lines().filter_map(|line| line.split_once('=').map(|(_, value)| value));
    let values: BTreeSet<&str> = values.collect();
    let is_shown = |secret: &&str| values.contains(secret);
    world.cluster.secrets().filter(is_shown).map(str::to_owned).collect()
}
