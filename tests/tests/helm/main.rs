//! Real Helm without a cluster: `<what>/<helm>` and `<helm>/<case>`.
//!
//! The pinned Helms, or the versions in `DAGU_HELM`: tests/versions.yaml has both.

mod argocd;
mod cases;
mod chart;
mod constraints;
mod differences;
mod documented;
mod exported;
mod flux;
mod gitops;
mod kustomize;
mod messages;
mod on_demand;
mod order;
mod test_pod;
mod umbrella;
mod world;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use dagu_chart_tests::case;
use dagu_chart_tests::exit;
use dagu_chart_tests::helm::Helm;
use libtest_mimic::{Arguments, Failed, Trial};

use world::World;

/// A proof on one Helm.
type Proof = fn(&World, &Helm) -> Result<()>;

const PROOFS: [(&str, Proof); 9] = [
    ("lint", chart::prove_lint),
    ("pipe", chart::prove_pipe),
    ("show-only", chart::prove_show_only),
    ("forgotten-offline", chart::prove_forgotten_offline),
    ("order", order::prove),
    ("test-pod", test_pod::prove),
    ("constraints", constraints::prove),
    ("aliased", umbrella::prove),
    ("aliased-defaults", umbrella::prove_defaults),
];

/// Proofs on the pinned Helms only: other versions word their messages differently and lack some flags.
const ON_PINNED: [(&str, Proof); 8] = [
    ("schema-messages", messages::prove_schema),
    ("core-messages", messages::prove_core),
    ("documented", documented::prove),
    ("then", chart::prove_then),
    ("kustomize", kustomize::prove),
    ("exported", exported::prove),
    ("gitops-kustomize", gitops::prove_kustomize),
    ("gitops-argocd", gitops::prove_argocd),
];

fn main() -> ExitCode {
    exit::code(run)
}

fn run() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    differences::check()?;
    let world = Arc::new(World::new()?);
    let cases: Vec<_> = case::all()?.into_iter().map(Arc::new).collect();
    let on_demand = on_demand::wanted()?;
    let mut trials = Vec::new();
    for index in 0..world.helms.len() {
        let helm = &world.helms[index];
        let on_pinned = ON_PINNED.iter().filter(|_| helm.is_pinned());
        let on_demand = on_demand.iter().copied().filter(|_| helm.is_pinned());
        for (name, proof) in PROOFS.iter().chain(on_pinned).chain(on_demand) {
            let title = format!("{name}/{}", helm.name);
            trials.push(trial(&world, index, title, format!("{name}/"), proof));
        }
        for case in cases.iter().filter(|case| case.values().is_some() || case.merges()) {
            let shared = Arc::clone(case);
            let proof = move |world: &World, helm: &Helm| match shared.merges() {
                true => cases::prove_merged(world, helm, &shared),
                false => cases::prove(world, helm, &shared),
            };
            let title = format!("{}/{}", helm.name, case.name);
            let trial = trial(&world, index, title, format!("/{}", case.name), proof);
            trials.push(match world.unable(helm, case) {
                Some(why) => trial.with_ignored_flag(true).with_kind(why),
                None => trial,
            });
        }
    }
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

/// A trial on the Helm of this number. `name` is what a declared difference calls it.
fn trial(
    world: &Arc<World>,
    index: usize,
    title: String,
    name: String,
    proof: impl Fn(&World, &Helm) -> Result<()> + Send + 'static,
) -> Trial {
    let world = Arc::clone(world);
    Trial::test(title, move || {
        let helm = &world.helms[index];
        differences::hold(&name, helm.version, proof(&world, helm))
            .map_err(|error| Failed::from(format!("{error:#}")))
    })
}
