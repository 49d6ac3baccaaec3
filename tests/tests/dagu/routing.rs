//! Which pods run which DAGs.

use std::time::Duration;

use anyhow::{Result, ensure};

use crate::version::Place;
use crate::world::{Run, World};

/// How often chance would have to send a DAG to the right worker of three.
const TIMES: usize = 4;
/// How long a scheduled run may take: the minute may just have begun.
const MINUTE: Duration = Duration::from_secs(120);

pub(crate) fn queued(world: &mut World) -> Result<()> {
    let ids = (0..TIMES).map(|_| world.enqueue("gpu")).collect::<Result<Vec<_>>>()?;
    for id in ids {
        let run = world.run("gpu", &id)?;
        ran_at(&run, Place::Gpu)?;
        let worker = run.details["workerId"].as_str().unwrap_or_default();
        ensure!(worker == run.place, "the API says that {worker:?} ran what ran in {}", run.place);
    }
    Ok(())
}

pub(crate) fn started(world: &mut World) -> Result<()> {
    let run = world.started("gpu")?;
    ran_at(&run, world.version.started_with_selector)
}

pub(crate) fn without_selector(world: &mut World) -> Result<()> {
    let run = world.started("plain")?;
    ran_at(&run, world.version.started_without)?;
    let run = world.queued("plain")?;
    ran_at(&run, world.version.queued_without)
}

pub(crate) fn unmatched(world: &mut World) -> Result<()> {
    let waiting = world.enqueue("nobody")?;
    let answer = world.order("nobody", "start")?;
    match world.version.started_unmatched {
        None => ensure!(answer.status == 500, "{} {}", answer.status, answer.body),
        Some(place) => {
            let id = answer.json()?["dagRunId"].as_str().unwrap_or_default().to_owned();
            let run = world.run("nobody", &id)?;
            ran_at(&run, place)?;
        }
    }
    // Whoever came later has had a turn.
    let later = world.queued("gpu")?;
    ran_at(&later, Place::Gpu)?;
    let state = world.state("nobody", &waiting)?;
    ensure!(state == "queued", "the run that nothing matches is {state}");
    Ok(())
}

pub(crate) fn scheduled(world: &mut World) -> Result<()> {
    let id = world.until("the DAG that is due has run", MINUTE, |world| {
        let runs = world.runs("due")?;
        let done = runs.iter().find(|run| run["statusLabel"] == "succeeded");
        Ok(done.and_then(|run| run["dagRunId"].as_str()).map(str::to_owned))
    })?;
    let run = world.run("due", &id)?;
    ran_at(&run, Place::Gpu)
}

/// Fails unless a run was in one of these pods.
pub(crate) fn ran_at(run: &Run, place: Place) -> Result<()> {
    let (id, pod) = (&run.id, &run.place);
    ensure!(pod.starts_with(place.prefix()), "run {id} was in {pod} instead of {place:?}");
    Ok(())
}
