//! The cases and what runs them: README.md of this package says how to write one.

pub mod case;
pub mod chart;
pub mod check;
pub mod cluster;
pub mod comparison;
pub mod constraint;
pub mod dagu;
pub mod document;
pub mod edit;
pub mod engine;
pub mod exit;
pub mod expectation;
pub mod folder;
pub mod helm;
pub mod invariants;
pub mod judge;
pub mod lookup;
pub mod markdown;
pub mod place;
pub mod probe;
pub mod route;
pub mod seed;
pub mod shrink;
pub mod snapshot;
pub mod versions;
pub mod wait;
