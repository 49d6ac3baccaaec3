//! Names of releases.

use super::{Candidate, Candidates};
use crate::helm::Helm;

/// The releases in the current namespace that start as a word does; none if Helm cannot list them.
pub(super) fn named(word: &str) -> Candidates {
    let answer = Helm::find().ok().and_then(|helm| helm.explained(&["list", "--short", "--max=0"]).ok());
    let answer = answer.unwrap_or_default();
    let names = answer.lines().filter(|name| name.starts_with(word));
    Candidates::of(names.map(|name| Candidate::new(name, "")))
}
