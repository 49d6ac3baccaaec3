//! A released Dagu, run from rendered manifests as a cluster would run it.
//!
//! Each replica of a Deployment becomes one process in a network and a file system of its own, with
//! the arguments, the environment and the volumes of its container; the names of Services resolve.
//! A field of a pod template that this does not implement is an error, so that nothing is ignored.

mod cluster;
mod container;
mod environment;
mod grpc;
pub mod http;
mod identity;
mod log;
mod manifest;
pub mod network;
mod plan;
mod pod;
mod probe;
mod service;

pub use cluster::{Cluster, version};
pub use environment::resolved;
pub use log::{Tolerated, complaints};
