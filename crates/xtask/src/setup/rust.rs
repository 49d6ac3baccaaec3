//! The target of the Rust toolchain for which the core is built.

use anyhow::Result;

use crate::root;

/// Ensures that the compiler can build the core.
pub(super) fn target() -> Result<()> {
    dagu_chart_target::ensure(root::root(), dagu_chart_target::GUEST, |line| println!("{line}"))
}
