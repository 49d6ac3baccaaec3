//! Why a call gave no answer.

use std::io;

use crate::quantity::{ByteSize, Seconds};

/// Why a call gave no answer. What the core has to say about its input is an answer, not an error.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The reader failed.
    #[error("cannot read the input: {0}")]
    Read(io::Error),
    /// The cap on memory was hit.
    #[error(
        "stopped at the memory cap of {cap}: the input and what it becomes need more; set a higher one with --max-memory"
    )]
    Memory {
        /// The cap.
        cap: ByteSize,
    },
    /// The cap on output was hit.
    #[error(
        "stopped at the output cap of {cap}: the manifests have {size}; set a higher one with --max-output"
    )]
    Output {
        /// The cap.
        cap: ByteSize,
        /// What would have been written.
        size: ByteSize,
    },
    /// The cap on time was hit.
    #[error("stopped at the time cap of {cap}; set a higher one with --timeout")]
    Time {
        /// The cap.
        cap: Seconds,
    },
    /// The guest trapped or broke its own ABI.
    #[error(
        "internal error in the chart core: {0}\nthis is a bug and not the fault of the input: please report it with the output of --version"
    )]
    Internal(String),
    /// The embedded core does not load on this machine.
    #[error("cannot load the chart core: {0:#}")]
    Load(wasmtime::Error),
}
