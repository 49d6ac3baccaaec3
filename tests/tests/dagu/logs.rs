//! What pods print.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use dagu_chart_tests::dagu::{Cluster, complaints};

use crate::world::{START, World};

/// How much of a log is shown after a failure.
const LAST_LINES: usize = 60;
/// How much workers print before it is plain that they miss the coordinator.
const COMPLAINTS: u64 = 2 << 10;
/// How long they are watched from then on.
const PAUSE: Duration = Duration::from_secs(5);
/// What a pool of two may print in that time; a worker that never pauses prints as much in a second.
const FLOOD: u64 = 8 << 20;
/// How much the volume may grow meanwhile.
const GROWTH: u64 = 1 << 20;

pub(crate) fn quiet(world: &mut World) -> Result<()> {
    world.cluster.check()?;
    for (pod, log) in world.cluster.logs()? {
        let complaints: Vec<&str> = complaints(&log).filter(|line| !world.version.tolerates(line)).collect();
        ensure!(complaints.is_empty(), "{pod}:\n{}", complaints.join("\n"));
    }
    Ok(())
}

/// The node limits the logs of pods, but not what they write to the volume.
pub(crate) fn bounded(world: &mut World) -> Result<()> {
    world.cluster.scale_down("dagu-coordinator")?;
    let folder = world.cluster.claim("dagu-data")?;
    let before = size(&folder)?;
    let printed = |world: &World| world.cluster.printed("dagu-worker-general");
    let start = printed(world)?;
    world.until("the workers complain", START, |world| {
        Ok((printed(world)? > start + COMPLAINTS).then_some(()))
    })?;
    let (before_pause, pause) = (printed(world)?, Instant::now());
    world.until("the pause is over", START, |_| Ok((pause.elapsed() > PAUSE).then_some(())))?;
    let flood = printed(world)? - before_pause;
    ensure!(world.version.floods || flood < FLOOD, "the workers printed {flood} bytes in {PAUSE:?}");
    let grown = size(&folder)?.saturating_sub(before);
    ensure!(grown < GROWTH, "the volume grew by {grown} bytes while the workers printed {flood}");
    Ok(())
}

/// The bytes in a folder.
fn size(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // A file may have gone since.
        let Ok(metadata) = entry.metadata() else { continue };
        bytes += if metadata.is_dir() { size(&entry.path())? } else { metadata.len() };
    }
    Ok(bytes)
}

/// Shows the end of every log.
pub(crate) fn print(cluster: &Cluster) -> Result<()> {
    let mut out = io::stderr().lock();
    for (pod, log) in cluster.logs()? {
        let lines: Vec<&str> = log.lines().collect();
        let skipped = lines.len().saturating_sub(LAST_LINES);
        writeln!(out, "\n---- {pod}, all but {skipped} lines\n{}", lines[skipped..].join("\n"))?;
    }
    Ok(())
}
