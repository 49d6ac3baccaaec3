//! Quantities outside the settings of pods that Kubernetes cannot read.

use super::Subject;
use crate::diagnostic::Findings;
use crate::kubernetes::quantity;
use crate::path::{Trail, ValuePath};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    if let Some(size) = &subject.values.persistence.size {
        quantity::check(size, &Trail::Start(&ValuePath::of("persistence.size")), diagnostics);
    }
}
