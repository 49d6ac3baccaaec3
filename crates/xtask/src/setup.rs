//! `cargo xtask setup`: the tools of the tests that are not in the toolchain.
//!
//! Tools are installed into `target/tools/<name>`, each with the pin that it was made from. A tool that cannot be installed
//! is an error that names the command to get it; no test is skipped.

pub(crate) mod deny;
pub(crate) mod foreign;
mod gitops;
pub(crate) mod go;
mod helms;
mod npm;
mod older;
mod pip;
mod released;
mod rust;
mod stamp;
mod system;

use anyhow::Result;

use crate::versions;

/// Arguments of the command.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only these parts
    #[arg(value_enum)]
    only: Vec<Part>,
    /// Also install the API server and the controllers of an older Kubernetes, such as v1.24.17
    #[arg(long, value_name = "VERSION")]
    kubernetes: Option<String>,
    /// Also install another version of Helm, such as v3.20.0, or `others`: all in tests/versions.yaml; may be repeated
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
    /// The pinned kustomize.
    Kustomize,
    /// etcd and the programs of a Kubernetes control plane.
    Cluster,
    /// A registry of container images, in which the tests put the chart.
    Registry,
    /// actionlint, which checks the workflows.
    Actionlint,
    /// npm packages of the page, and the released Dagu.
    Npm,
    /// Programs from the system's package manager.
    System,
    /// Zig and cargo-zigbuild, with which `cargo xtask dist` builds for other platforms.
    Foreign,
    /// Argo CD's cmp-server, which one trial runs on demand.
    Argocd,
    /// The command of Flux, which one trial runs on demand.
    Flux,
    /// cargo-deny, which `cargo xtask deny` runs and no test needs.
    Deny,
}

const ALL: [Part; 9] = [
    Part::Rust,
    Part::System,
    Part::Npm,
    Part::Helm4,
    Part::Helm3,
    Part::Kustomize,
    Part::Registry,
    Part::Actionlint,
    Part::Cluster,
];

/// Installs what is missing or has another pin.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    match &arguments.only[..] {
        [] => all(),
        parts => parts.iter().try_for_each(|part| ensure(*part)),
    }?;
    arguments.kubernetes.iter().try_for_each(|version| older::kubernetes(version))?;
    arguments.helm.iter().try_for_each(|version| match version.as_str() {
        "others" => versions::other_helms().try_for_each(helms::helm),
        version => helms::helm(version),
    })
}

/// Installs everything.
pub(crate) fn all() -> Result<()> {
    ALL.iter().try_for_each(|part| ensure(*part))
}

/// Installs the build tools of the page.
pub(crate) fn page() -> Result<()> {
    npm::page()
}

/// Installs one part, unless it is installed.
pub(crate) fn ensure(part: Part) -> Result<()> {
    match part {
        Part::Rust => rust::target(),
        Part::Helm3 => go::helm3(),
        Part::Helm4 => go::helm4(),
        Part::Kustomize => go::kustomize(),
        Part::Registry => go::registry(),
        Part::Actionlint => go::actionlint(),
        Part::Cluster => go::cluster(),
        Part::Npm => npm::page().and_then(|()| npm::dagu()),
        Part::System => system::ensure(),
        Part::Foreign => foreign::install(),
        Part::Argocd => gitops::argocd(),
        Part::Flux => gitops::flux(),
        Part::Deny => deny::install(),
    }
}
