//! The memory limit of a running guest.

use wasmtime::{ResourceLimiter, Result as WasmResult};

use crate::error::Error;
use crate::quantity::ByteSize;

/// The memory limit, and whether the guest exceeded it.
pub(crate) struct State {
    /// The limit.
    pub(crate) memory: ByteSize,
    /// Whether the guest was refused more memory.
    pub(crate) refused: bool,
}

impl State {
    /// The error if the guest exceeded the limit: a guest that is refused memory aborts like one with a bug, and only
    /// the limiter knows the difference.
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
