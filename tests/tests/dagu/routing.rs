//! Which pods run which DAGs.

use std::time::Duration;

use anyhow::{Result, bail, ensure};
use dagu_chart_api::Outcome;

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

/// A queued DAG runs where `helm dagu route` says.
pub(crate) fn foretold(world: &mut World) -> Result<()> {
    for dag in ["gpu", "plain", "local"] {
        let route = world.route(dag)?;
        let places: Vec<String> = match route.outcome {
            Outcome::Workers => route.pools.iter().map(|pool| format!("dagu-worker-{pool}-")).collect(),
            Outcome::Local => [Place::Ui, Place::Scheduler].map(|place| place.prefix().to_owned()).into(),
            other => bail!("{dag}: {other:?}"),
        };
        let run = world.queued(dag)?;
        let is_told = places.iter().any(|place| run.place.starts_with(place));
        ensure!(is_told, "{dag} was in {} instead of {places:?}", run.place);
    }
    ensure!(world.route("gpu")?.pools == ["gpu"], "another pool than the one of the selector");
    ensure!(world.route("nobody")?.outcome == Outcome::Nowhere, "a pool for a selector that none has");
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
