//! How much a call may use. The defaults grow with the input, so that they never meet an honest one.

use std::time::Duration;

use crate::quantity::{ByteSize, Seconds};

const MIB: u64 = 1 << 20;

/// What 32-bit pointers reach.
const ADDRESSABLE: u64 = 4 << 30;

/// Caps on one call; what is `None` follows from the input's length.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// Memory of the guest, the input included.
    pub memory: Option<ByteSize>,
    /// Length of the stream that it makes.
    pub output: Option<ByteSize>,
    /// Time on the clock, reading and writing left out.
    pub time: Option<Seconds>,
}

impl Limits {
    /// The cap while the input is still coming.
    pub(crate) fn memory_while_reading(&self) -> ByteSize {
        self.memory.unwrap_or(ByteSize(ADDRESSABLE))
    }

    /// A line of values becomes at most a Deployment, about a hundred times its length.
    pub(crate) fn memory_for(&self, input: u64) -> ByteSize {
        self.memory.unwrap_or_else(|| ByteSize((256 * MIB + 256 * input).min(ADDRESSABLE)))
    }

    pub(crate) fn output_for(&self, input: u64) -> ByteSize {
        self.output.unwrap_or_else(|| ByteSize(64 * MIB + 128 * input))
    }

    /// Several hundred times what a busy machine needs.
    pub(crate) fn time_for(&self, input: u64) -> Seconds {
        self.time.unwrap_or_else(|| Seconds(Duration::from_secs(10 + 10 * (input / MIB))))
    }
}
