//! Why a call has no answer.

use std::io;

use crate::quantity::{ByteSize, Seconds};

/// Why a call has no answer. Findings about the input are an answer, not an error.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The reader failed.
    #[error("cannot read the input: {0}")]
    Read(io::Error),
    /// The memory limit was exceeded.
    #[error("the chart core needs more than its memory limit of {cap}: set a higher limit with --max-memory")]
    Memory {
        /// The limit.
        cap: ByteSize,
    },
    /// The output limit was exceeded.
    #[error(
        "the manifests have {size}, more than the output limit of {cap}: set a higher limit with --max-output"
    )]
    Output {
        /// The limit.
        cap: ByteSize,
        /// The size of the output.
        size: ByteSize,
    },
    /// The time limit was exceeded.
    #[error("the chart core needs more than its time limit of {cap}: set a higher limit with --timeout")]
    Time {
        /// The limit.
        cap: Seconds,
    },
    /// The guest trapped or broke its own ABI.
    #[error(
        "internal error in the chart core: {0}\nthis is a bug, not a problem of the input: please report it with the output of --version"
    )]
    Internal(String),
    /// The embedded core does not load on this machine.
    #[error("cannot load the chart core: {0:#}")]
    Load(wasmtime::Error),
}
