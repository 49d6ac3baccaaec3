//! `cargo xtask setup`: everything that the tests need and the toolchain does not bring.
//!
//! Tools land in `target/tools/<name>`, each beside the pin that it was made from. What cannot be had
//! is an error that names the command to get it, never a test that is left out.

pub(crate) mod go;
mod helms;
mod npm;
mod older;
mod rust;
mod stamp;
mod system;

use anyhow::Result;

/// Arguments of the verb.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only these parts
    #[arg(value_enum)]
    only: Vec<Part>,
    /// Also the API server and the controllers of an older Kubernetes, as v1.24.17
    #[arg(long, value_name = "VERSION")]
    kubernetes: Option<String>,
    /// Also a Helm of another version, as v3.20.0; may be given more than once
    #[arg(long, value_name = "VERSION")]
    helm: Vec<String>,
}

/// A part of the setup.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// The target of the Rust toolchain for which the core is built.
    Rust,
    /// The pinned Helm 3.
    Helm3,
    /// The pinned Helm 4.
    Helm4,
    /// etcd and the programs of a Kubernetes control plane.
    Cluster,
    /// npm packages of the page, and the released Dagu.
    Npm,
    /// Programs that only the system's package manager has.
    System,
}

const ALL: [Part; 6] = [Part::Rust, Part::System, Part::Npm, Part::Helm4, Part::Helm3, Part::Cluster];

/// Installs what is missing or was made from another pin.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    match &arguments.only[..] {
        [] => all(),
        parts => parts.iter().try_for_each(|part| ensure(*part)),
    }?;
    arguments.kubernetes.iter().try_for_each(|version| older::kubernetes(version))?;
    arguments.helm.iter().try_for_each(|version| helms::helm(version))
}

/// Installs everything.
pub(crate) fn all() -> Result<()> {
    ALL.iter().try_for_each(|part| ensure(*part))
}

/// Installs what the page is built with.
pub(crate) fn page() -> Result<()> {
    npm::page()
}

/// Installs one part unless it is there.
pub(crate) fn ensure(part: Part) -> Result<()> {
    match part {
        Part::Rust => rust::target(),
        Part::Helm3 => go::helm3(),
        Part::Helm4 => go::helm4(),
        Part::Cluster => go::cluster(),
        Part::Npm => npm::page().and_then(|()| npm::dagu()),
        Part::System => system::ensure(),
    }
}
