//! Pods that replace each other.

use anyhow::{Result, ensure};

use crate::routing::ran_at;
use crate::version::Place;
use crate::world::{RUN, START, World};

pub(crate) fn worker(world: &mut World) -> Result<()> {
    let (_, new) = world.cluster.replace("dagu-worker-gpu", START)?;
    let run = world.queued_after_replacement("gpu")?;
    ensure!(run.place == new, "{} ran what only {new} could", run.place);
    Ok(())
}

pub(crate) fn coordinator(world: &mut World) -> Result<()> {
    let id = world.enqueue("long")?;
    world.until("the run has begun", RUN, |world| {
        Ok((world.state("long", &id)? == "running").then_some(()))
    })?;
    world.cluster.replace("dagu-coordinator", START)?;
    let run = world.run("long", &id)?;
    ran_at(&run, Place::Gpu)?;
    let run = world.queued_after_replacement("gpu")?;
    ran_at(&run, Place::Gpu)
}

pub(crate) fn scheduler(world: &mut World) -> Result<()> {
    world.cluster.replace("dagu-scheduler", START)?;
    let run = world.queued("gpu")?;
    ran_at(&run, Place::Gpu)
}

pub(crate) fn server(world: &mut World) -> Result<()> {
    let before = world.queued("gpu")?;
    world.cluster.replace("dagu-ui", START)?;
    world.renew()?;
    let after = world.run("gpu", &before.id)?;
    ensure!(after.environment == before.environment, "run {} is another one now", before.id);
    Ok(())
}
