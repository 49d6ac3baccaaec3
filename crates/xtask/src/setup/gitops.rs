//! Tools of GitOps that trials run on demand: each takes minutes to build.

use anyhow::Result;

use super::go;
use super::released::Program;
use super::stamp::once;

/// Argo CD's cmp-server, and a client that asks it as the repo-server does.
pub(super) fn argocd() -> Result<()> {
    go::build("tests/argocd", "argocd", ".", "")
}

/// The command of Flux. Its releases contain the manifests of Flux's own controllers, which no trial installs.
pub(super) fn flux() -> Result<()> {
    let flux = Program {
        module: "github.com/fluxcd/flux2/v2@v2.9.5",
        package: "./cmd/flux",
        flags: "-X main.VERSION=2.9.5",
        moved: None,
        lacking: Some("cmd/flux/manifests/none.yaml"),
    };
    install("flux", &flux)
}

fn install(name: &str, program: &Program) -> Result<()> {
    once(name, program.module, |folder| program.build(folder, &folder.join(name)))
}
