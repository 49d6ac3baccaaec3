//! The chart on a real API server, installed, changed and removed by real Helm: `<what>/<helm>`.
//!
//! The pinned Kubernetes, or the version in `DAGU_KUBERNETES`: tests/versions.yaml has both.

mod another_core;
mod autoscaled;
mod credentials;
mod disturbed;
mod exported;
mod foretold;
mod forgotten;
mod interrupted;
mod kubelet;
mod leftovers;
mod levels;
mod lifecycle;
mod moved;
mod names;
mod neighbours;
mod pools;
mod public_chart;
mod release;
mod rights;
mod scaled;
mod since;
mod spelled;
mod strict;
mod umbrella;
mod upgrades;
mod waiting;

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use dagu_chart_tests::case::{self, Expected};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::exit;
use dagu_chart_tests::helm::Helm;
use libtest_mimic::{Arguments, Failed, Trial};

/// What all trials share.
struct World {
    cluster: Cluster,
    helms: [Helm; 2],
}

/// A proof on one Helm.
type Proof = fn(&Cluster, &Helm) -> Result<()>;

const PROOFS: [(&str, Proof); 32] = [
    ("upgrades-0", upgrades::prove::<0>),
    ("upgrades-1", upgrades::prove::<1>),
    ("upgrades-2", upgrades::prove::<2>),
    ("upgrades-3", upgrades::prove::<3>),
    ("interrupted", interrupted::prove),
    ("lifecycle", lifecycle::prove),
    ("forgotten-on-install", forgotten::on_install),
    ("forgotten-on-upgrade", forgotten::on_upgrade),
    ("new-namespace", lifecycle::prove_new_namespace),
    ("offline-twice", credentials::prove_offline_twice),
    ("no-right-to-secrets", rights::prove),
    ("secrets-by-name", rights::prove_by_name),
    ("release-only", rights::prove_reader),
    ("levels", levels::prove),
    ("takeover", neighbours::prove_takeover),
    ("two-releases", neighbours::prove_two_releases),
    ("scaled", scaled::prove),
    ("autoscaled", autoscaled::prove),
    ("foretold", foretold::prove),
    ("disturbed", disturbed::prove),
    ("public-chart", public_chart::prove),
    ("waiting", waiting::prove),
    ("deleted-secret", leftovers::prove_deleted_secret),
    ("retained", leftovers::prove_retained),
    ("foreign-claim", leftovers::prove_foreign_claim),
    ("moved", moved::prove),
    ("umbrella", umbrella::prove),
    ("names", names::prove),
    ("pools", pools::prove),
    ("another-core", another_core::prove),
    ("exported", exported::prove_chart),
    ("adopted", exported::prove_adopted),
];

fn main() -> ExitCode {
    exit::code(run)
}

fn run() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    let world = Arc::new(World { cluster: Cluster::start()?, helms: Helm::both()? });
    world.cluster.storage("expandable", 80)?;
    let cases = case::all()?;
    strict::prepare(&world.cluster, &cases)?;
    let mut trials = Vec::new();
    for (name, proof) in PROOFS {
        for index in 0..world.helms.len() {
            let shared = Arc::clone(&world);
            let name = format!("{name}/{}", world.helms[index].name);
            trials.push(trial(name, move || proof(&shared.cluster, &shared.helms[index])));
        }
    }
    let shared = Arc::clone(&world);
    trials.push(trial("spelled".to_owned(), move || spelled::prove(&shared.cluster)));
    for case in cases {
        let expected = case.expected(Expected::Stream);
        if case.values().is_some() && expected.is_file() {
            let shared = Arc::clone(&world);
            trials.push(trial(format!("strict/{}", case.name), move || {
                strict::prove(&shared.cluster, &expected, case.refused_by_kubernetes)
            }));
        }
    }
    let trials = since::mark(trials, &world.cluster)?;
    let conclusion = libtest_mimic::run(&arguments, trials);
    if conclusion.has_failed() {
        io::stdout().write_all(world.cluster.logs().as_bytes())?;
    }
    Ok(conclusion.exit_code())
}

fn trial(name: String, proof: impl FnOnce() -> Result<()> + Send + 'static) -> Trial {
    Trial::test(name, move || proof().map_err(|error| Failed::from(format!("{error:#}"))))
}
