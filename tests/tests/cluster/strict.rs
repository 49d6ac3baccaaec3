//! What the API server says to every case, unknown and duplicate fields being errors.

use std::path::Path;

use anyhow::Result;
use dagu_chart_tests::cluster::Cluster;

const NAMESPACE: &str = "strict";

/// Makes the namespace that the cases are held against.
pub(crate) fn prepare(cluster: &Cluster) -> Result<()> {
    cluster.namespace(NAMESPACE)
}

/// Server-side apply, as Helm 4 does it, takes everything that the case expects.
pub(crate) fn prove(cluster: &Cluster, expected: &Path) -> Result<()> {
    let expected = expected.to_string_lossy();
    cluster.ask(&[
        "apply",
        "--server-side",
        "--dry-run=server",
        "--validate=strict",
        "--field-manager=helm",
        "--namespace",
        NAMESPACE,
        "--filename",
        &expected,
    ])?;
    Ok(())
}
