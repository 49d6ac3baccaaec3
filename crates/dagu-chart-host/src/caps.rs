//! What the guest may use while it runs, and the limiter that holds it to that.

use wasmtime::{ResourceLimiter, Result as WasmResult};

use crate::error::Error;
use crate::quantity::ByteSize;

/// What the guest may use, and which cap it met.
pub(crate) struct State {
    /// The memory that it may have.
    pub(crate) memory: ByteSize,
    /// Whether it was refused more.
    pub(crate) refused: bool,
}

impl State {
    /// What stopped the guest, if that is a cap: one that is refused memory aborts like one with a bug, and only the
    /// limiter knows the difference.
    pub(crate) fn met(&self) -> Option<Error> {
        self.refused.then_some(Error::Memory { cap: self.memory })
    }
}

impl ResourceLimiter for State {
    fn memory_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> WasmResult<bool> {
        let allowed = desired as u64 <= self.memory.0;
        self.refused |= !allowed;
        Ok(allowed)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        _desired: usize,
        _maximum: Option<usize>,
    ) -> WasmResult<bool> {
        Ok(true)
    }
}
