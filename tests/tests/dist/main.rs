//! What `cargo xtask dist` has made in target/dist, in empty homes: `<what>` and `<what>/<helm>`, and by hand
//! `foreign/<platform>`.

mod annotated;
mod archive;
mod documented;
mod emulated;
mod home;
mod image;
mod mach;
mod plugin;
mod registry;
mod release;
mod released;
mod script;
mod server;
mod signed;

use std::process::ExitCode;

use anyhow::Result;
use dagu_chart_tests::exit;
use libtest_mimic::{Arguments, Failed, Trial};

use home::{BOTH, Helm};

/// A proof that needs no Helm.
type Proof = fn() -> Result<()>;
/// A proof on one Helm.
type HelmProof = fn(Helm) -> Result<()>;

const PROOFS: [(&str, Proof); 9] = [
    ("released", released::prove),
    ("sums", archive::prove_sums),
    ("plugin-files", archive::prove_plugins),
    ("annotated", annotated::prove),
    ("no-paths", archive::prove_no_paths),
    ("static", archive::prove_static),
    ("image", image::prove),
    ("script", script::prove),
    ("script-windows", script::prove_windows),
];

const ON_HELM: [(&str, HelmProof); 7] = [
    ("documented", documented::prove),
    ("installed", plugin::prove_installed),
    ("from-github", plugin::prove_from_github),
    ("updated", plugin::prove_updated),
    ("alone", plugin::prove_alone),
    ("signed", signed::prove),
    ("oci", registry::prove),
];

/// Programs that only a release for all platforms has: `cargo xtask test` does not make one.
const FOREIGN: [(&str, Proof); 4] = [
    ("linux-arm64", emulated::prove_arm64),
    ("windows-amd64", emulated::prove_windows),
    ("darwin-amd64", mach::prove_amd64),
    ("darwin-arm64", mach::prove_arm64),
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
    trials
        .extend(FOREIGN.map(|(name, proof)| trial(format!("foreign/{name}"), proof).with_ignored_flag(true)));
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

fn trial(name: String, proof: impl FnOnce() -> Result<()> + Send + 'static) -> Trial {
    Trial::test(name, || proof().map_err(|error| Failed::from(format!("{error:#}"))))
}
