//! Proofs that run only when `DAGU_GITOPS` names their tool: each tool takes minutes to build.

use anyhow::{Context, Result};

use crate::Proof;
use crate::{argocd, flux};

const VARIABLE: &str = "DAGU_GITOPS";

/// By the name of the tool, for which `cargo xtask setup` has a part.
static PROOFS: [(&str, (&str, Proof)); 2] =
    [("argocd", ("gitops-argocd-server", argocd::prove)), ("flux", ("gitops-flux", flux::prove))];

/// The proofs with the tools that the variable names, separated by commas.
pub(crate) fn wanted() -> Result<Vec<&'static (&'static str, Proof)>> {
    let wanted = std::env::var(VARIABLE).unwrap_or_default();
    let mut proofs = Vec::new();
    for name in wanted.split(',').filter(|name| !name.is_empty()) {
        let found = PROOFS.iter().find(|(tool, _)| *tool == name);
        let (_, proof) = found.with_context(|| {
            let known: Vec<_> = PROOFS.iter().map(|(tool, _)| *tool).collect();
            format!("{VARIABLE} has an unknown tool `{name}`: there are {}", known.join(", "))
        })?;
        proofs.push(proof);
    }
    Ok(proofs)
}
