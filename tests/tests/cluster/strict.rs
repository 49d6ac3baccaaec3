//! Applies every case to the API server; unknown and duplicate fields are errors.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Result, ensure};
use dagu_chart_tests::case::{Case, Expected};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::place;

/// Makes the namespaces that the cases are rendered for, and the custom kinds that some of them have.
pub(crate) fn prepare(cluster: &Cluster, cases: &[Case]) -> Result<()> {
    let definition = place::at("tests/cluster/custom-kinds.yaml");
    let definition = definition.to_string_lossy();
    cluster.ask(&["create", "--filename", &definition])?;
    cluster.ask(&["wait", "--for=condition=Established", "--timeout=60s", "--filename", &definition])?;
    let rendered = cases.iter().filter(|case| case.expected(Expected::Stream).is_file());
    let mut namespaces: BTreeSet<_> = rendered.map(|case| case.release.namespace.as_str()).collect();
    namespaces.remove("default");
    namespaces.into_iter().try_for_each(|namespace| cluster.namespace(namespace))
}

/// Server-side apply, as Helm 4 does it, takes everything that the case expects, or `refused` is true.
pub(crate) fn prove(cluster: &Cluster, expected: &Path, refused: bool) -> Result<()> {
    let expected = expected.to_string_lossy();
    let answer = cluster.ask(&[
        "apply",
        "--server-side",
        "--dry-run=server",
        "--validate=strict",
        "--field-manager=helm",
        "--filename",
        &expected,
    ]);
    match refused {
        true => ensure!(answer.is_err(), "the API server takes what the case says it refuses"),
        false => drop(answer?),
    }
    Ok(())
}
