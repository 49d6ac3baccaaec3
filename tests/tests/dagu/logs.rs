//! What pods print.

use std::io::{self, Write};

use anyhow::{Result, ensure};
use dagu_chart_tests::dagu::{Cluster, complaints};

use crate::world::World;

/// How much of a log is shown after a failure.
const LAST_LINES: usize = 60;

pub(crate) fn quiet(world: &mut World) -> Result<()> {
    world.cluster.check()?;
    for (pod, log) in world.cluster.logs()? {
        let complaints: Vec<&str> = complaints(&log).filter(|line| !world.version.tolerates(line)).collect();
        ensure!(complaints.is_empty(), "{pod}:\n{}", complaints.join("\n"));
    }
    Ok(())
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
