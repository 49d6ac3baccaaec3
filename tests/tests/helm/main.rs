//! Real Helm without a cluster: `<what>/<helm>` and `<helm>/<case>`.

mod cases;
mod chart;
mod constraints;
mod messages;
mod order;
mod test_pod;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use dagu_chart_tests::case;
use dagu_chart_tests::chart::Chart;
use dagu_chart_tests::exit;
use dagu_chart_tests::helm::Helm;
use dagu_chart_tests::judge::Judge;
use libtest_mimic::{Arguments, Failed, Trial};

/// What all trials share.
struct World {
    judge: Judge,
    chart: Chart,
    helms: [Helm; 2],
}

/// A proof on one Helm.
type Proof = fn(&World, &Helm) -> Result<()>;

const PROOFS: [(&str, Proof); 9] = [
    ("lint", chart::prove_lint),
    ("pipe", chart::prove_pipe),
    ("show-only", chart::prove_show_only),
    ("forgotten-offline", chart::prove_forgotten_offline),
    ("order", order::prove),
    ("test-pod", test_pod::prove),
    ("schema-messages", messages::prove_schema),
    ("core-messages", messages::prove_core),
    ("constraints", constraints::prove),
];

fn main() -> ExitCode {
    exit::code(run)
}

fn run() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    let judge = Judge::start()?;
    let chart = Chart::load(&judge)?;
    let world = Arc::new(World { judge, chart, helms: Helm::both()? });
    let cases: Vec<_> = case::all()?.into_iter().map(Arc::new).collect();
    let mut trials = Vec::new();
    for index in 0..world.helms.len() {
        let helm = world.helms[index].name;
        for (name, proof) in PROOFS {
            let shared = Arc::clone(&world);
            trials.push(trial(format!("{name}/{helm}"), move || proof(&shared, &shared.helms[index])));
        }
        for case in cases.iter().filter(|case| case.values().is_some()) {
            let (shared, case) = (Arc::clone(&world), Arc::clone(case));
            trials.push(trial(format!("{helm}/{}", case.name), move || {
                cases::prove(&shared, &shared.helms[index], &case)
            }));
        }
        for case in cases.iter().filter(|case| case.merges()) {
            let (shared, case) = (Arc::clone(&world), Arc::clone(case));
            trials.push(trial(format!("{helm}/{}", case.name), move || {
                cases::prove_merged(&shared, &shared.helms[index], &case)
            }));
        }
    }
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

fn trial(name: String, proof: impl FnOnce() -> Result<()> + Send + 'static) -> Trial {
    Trial::test(name, move || proof().map_err(|error| Failed::from(format!("{error:#}"))))
}
