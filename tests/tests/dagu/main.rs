//! A real Dagu in the rendered pods: tests what the manifests do, not what they say.
//!
//! It is the pinned release, or the binary in `DAGU_BIN`: tests/versions.yaml has the versions of both.

mod access;
mod logs;
mod replacement;
mod routing;
mod steps;
mod version;
mod world;

use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use dagu_chart_tests::dagu::network;
use dagu_chart_tests::exit;
use libtest_mimic::{Arguments, Trial};

use world::{Access, Release, World};

type Check = fn(&mut World) -> Result<()>;

/// The two documented pools; users are those that Dagu keeps.
const POOLS: Release = Release {
    name: "pools",
    values: r#"
persistence: { storageClass: nfs-client }
workerPools:
  general: { replicas: 2 }
  gpu: { replicas: 1, labels: { gpu: "true" } }
"#,
    base_path: "",
    access: Access::Login,
};

/// Pods without rights, and one password for everybody.
const RESTRICTED: Release = Release {
    name: "restricted",
    values: r#"
security: restricted
persistence: { storageClass: nfs-client }
auth:
  mode: basic
  basic: { username: operator, password: open-sesame-4711 }
workerPools:
  general: null
  gpu: { replicas: 1, labels: { gpu: "true" } }
"#,
    base_path: "",
    access: Access::Password { user: "operator", password: "open-sesame-4711" },
};

/// Below a path, where the page answers every other one, and open to everybody.
const OPEN: Release = Release {
    name: "open",
    values: r#"
config: { basePath: /dagu }
auth: { mode: none }
persistence: { storageClass: nfs-client }
workerPools:
  general: { replicas: 2 }
"#,
    base_path: "/dagu",
    access: Access::Open,
};

const CHECKS: &[(&Release, &str, Check)] = &[
    (&POOLS, "every pod runs and answers its probes", probes),
    (&POOLS, "the password that the notes name logs in and no other", access::login),
    (&POOLS, "without a login there is nothing to see", access::anonymous),
    (&POOLS, "queued DAGs with the selector run on the pool and nowhere else", routing::queued),
    (&POOLS, "a DAG with the selector that is started runs where it should", routing::started),
    (&POOLS, "DAGs without a selector run where they should", routing::without_selector),
    (&POOLS, "a DAG that no worker matches does what it should", routing::unmatched),
    (&POOLS, "queued DAGs run where `helm dagu route` says", routing::foretold),
    (&POOLS, "a scheduled DAG with the selector runs on the pool", routing::scheduled),
    (&POOLS, "a step on a worker sees no credential", steps::on_workers),
    (&POOLS, "a step in the server or the scheduler sees what its pod is given", steps::in_components),
    (&POOLS, "no pod complains, even after the work", logs::quiet),
    (&POOLS, "a worker that takes another's place joins its pool", replacement::worker),
    (&POOLS, "a run outlives its coordinator, and the next one is found", replacement::coordinator),
    (&POOLS, "a scheduler takes over within the grace period", replacement::scheduler),
    (&POOLS, "a server that takes another's place knows all runs and the password", replacement::server),
    (&RESTRICTED, "every pod runs and answers its probes", probes),
    (&RESTRICTED, "only the password gets in", access::basic),
    (&RESTRICTED, "queued DAGs run without rights", steps::restricted),
    (&RESTRICTED, "a scheduled DAG with the selector runs on the pool", routing::scheduled),
    (&RESTRICTED, "no pod complains, even after the work", logs::quiet),
    (&OPEN, "every pod runs and answers its probes", probes),
    (&OPEN, "everybody gets in", access::open),
    (&OPEN, "no pod complains, even after the work", logs::quiet),
    (&OPEN, "workers without a coordinator do not fill the volume", logs::bounded),
];

/// The release that runs, or why it does not; the one before has ended.
type Running = Arc<Mutex<Option<(&'static str, Result<World, String>)>>>;

fn main() -> ExitCode {
    exit::code(run)
}

fn run() -> Result<ExitCode> {
    version::check()?;
    let mut arguments = Arguments::from_args();
    // The checks of a release share its cluster, and its last ones break things.
    arguments.test_threads = Some(1);
    if !arguments.list
        && let Some(inside) = network::enter()?
    {
        return Ok(if inside.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let running = Running::default();
    let failed = libtest_mimic::run(&arguments, trials(&running)).has_failed();
    // The pods end with it.
    lock(&running).take();
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn trials(running: &Running) -> Vec<Trial> {
    let trial = |(release, name, check): &(&'static Release, &str, Check)| {
        let (release, check, running) = (*release, *check, Arc::clone(running));
        Trial::test(format!("{}/{name}", release.name), move || {
            in_world(&running, release, check).map_err(|error| format!("{error:#}").into())
        })
    };
    CHECKS.iter().map(trial).collect()
}

fn in_world(running: &Running, release: &'static Release, check: Check) -> Result<()> {
    let mut running = lock(running);
    if running.as_ref().is_none_or(|(name, _)| *name != release.name) {
        // First the old pods end, then the new ones start.
        running.take();
        *running = Some((release.name, started(release).map_err(|error| format!("{error:#}"))));
    }
    let (_, world) = running.as_mut().context("nothing runs")?;
    let world = world.as_mut().map_err(|error| anyhow::anyhow!("the release did not start: {error}"))?;
    let passed = check(world);
    if passed.is_err() {
        logs::print(&world.cluster)?;
    }
    passed
}

fn started(release: &'static Release) -> Result<World> {
    let mut world = World::prepare(release)?;
    match world.start() {
        Ok(()) => Ok(world),
        Err(error) => {
            logs::print(&world.cluster)?;
            Err(error)
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn probes(world: &mut World) -> Result<()> {
    world.cluster.check()
}
