//! Limits of a call. The defaults grow with the input, so that no valid input reaches them.

use std::time::Duration;

use clap::Args;

use crate::quantity::{ByteSize, Seconds};

const MIB: u64 = 1 << 20;

/// The address space of 32-bit pointers.
const ADDRESSABLE: u64 = 4 << 30;

// Limits of one call, and the flags of both programs that set them. `None` means a default that follows from the length
// of the input, which counts as memory. Time is wall-clock time without reading and writing. Not a doc comment: clap
// would use it as the help of the command that has these flags.
#[derive(Clone, Copy, Debug, Default, Args)]
#[expect(missing_docs, reason = "the comment above says why")]
pub struct Limits {
    /// Memory limit of the core, such as 512Mi [default: 256Mi plus 256 times the input]
    #[arg(long = "max-memory", value_name = "BYTES")]
    pub memory: Option<ByteSize>,

    /// Size limit of the output, such as 64Mi [default: 64Mi plus 128 times the input]
    #[arg(long = "max-output", value_name = "BYTES")]
    pub output: Option<ByteSize>,

    /// Time limit of the core, such as 10s [default: 10s plus 10s per MiB of input]
    #[arg(long = "timeout", value_name = "SECONDS")]
    pub time: Option<Seconds>,
}

impl Limits {
    /// The memory limit while the input is read.
    pub(crate) fn memory_while_reading(&self) -> ByteSize {
        self.memory.unwrap_or(ByteSize(ADDRESSABLE))
    }

    /// A line of values becomes at most one Deployment, about a hundred times its length.
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
