//! What `cargo xtask dist` has made in target/dist, in empty homes: `<what>` and `<what>/<helm>`.

mod archive;
mod documented;
mod home;
mod image;
mod plugin;
mod registry;
mod release;
mod script;
mod server;

use std::process::ExitCode;

use anyhow::Result;
use dagu_chart_tests::exit;
use libtest_mimic::{Arguments, Failed, Trial};

use home::{BOTH, Helm};

/// A proof that needs no Helm.
type Proof = fn() -> Result<()>;
/// A proof on one Helm.
type HelmProof = fn(Helm) -> Result<()>;

const PROOFS: [(&str, Proof); 6] = [
    ("sums", archive::prove_sums),
    ("plugin-files", archive::prove_plugin),
    ("no-paths", archive::prove_no_paths),
    ("static", archive::prove_static),
    ("image", image::prove),
    ("script", script::prove),
];

const ON_HELM: [(&str, HelmProof); 5] = [
    ("documented", documented::prove),
    ("installed", plugin::prove_installed),
    ("updated", plugin::prove_updated),
    ("alone", plugin::prove_alone),
    ("oci", registry::prove),
];

fn main() -> ExitCode {
    exit::code(run)
}

fn run() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    let mut trials: Vec<_> = PROOFS.map(|(name, proof)| trial(name.to_owned(), proof)).into();
    for (name, proof) in ON_HELM {
        trials.extend(BOTH.map(|helm| trial(format!("{name}/{}", helm.name()), move || proof(helm))));
    }
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

fn trial(name: String, proof: impl FnOnce() -> Result<()> + Send + 'static) -> Trial {
    Trial::test(name, || proof().map_err(|error| Failed::from(format!("{error:#}"))))
}
