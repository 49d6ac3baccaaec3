//! How much a call may use. The defaults grow with the input, so that they never meet an honest one.

use std::time::Duration;

use clap::Args;

use crate::quantity::{ByteSize, Seconds};

const MIB: u64 = 1 << 20;

/// What 32-bit pointers reach.
const ADDRESSABLE: u64 = 4 << 30;

// Caps on one call, and the flags of both programs that set them. What is `None` follows from the input's length, which
// counts as memory; time is that on the clock, reading and writing left out. No doc comment: clap would take it for the
// text of the command that has these flags.
#[derive(Clone, Copy, Debug, Default, Args)]
#[expect(missing_docs, reason = "the comment above says why")]
pub struct Limits {
    /// Memory that the core may use, as 512Mi [default: 256Mi and 256 times the input]
    #[arg(long = "max-memory", value_name = "BYTES")]
    pub memory: Option<ByteSize>,

    /// Size that the manifests may have, as 64Mi [default: 64Mi and 128 times the input]
    #[arg(long = "max-output", value_name = "BYTES")]
    pub output: Option<ByteSize>,

    /// Time that the core may take, as 10s [default: 10s and 10s more per MiB of input]
    #[arg(long = "timeout", value_name = "SECONDS")]
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
