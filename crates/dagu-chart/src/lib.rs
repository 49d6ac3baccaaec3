//! The chart logic of Dagu on Kubernetes: bytes and options in, bytes and diagnostics out.
//!
//! It does no I/O, reads no clock, no environment and no randomness, and keeps no state: the same
//! bytes in give the same bytes out, natively, in wasmtime and in a browser.

#[macro_use]
mod diagnostic;
pub mod diff;
pub mod json;
pub mod reading;

mod binary;
#[cfg(any(feature = "docs", test))]
mod catalogue;
mod chart;
mod component;
mod context;
mod convention;
mod credentials;
mod declarations;
mod duration;
mod emit;
mod expand;
mod float;
mod foreign;
mod inject;
mod invalid;
mod inventory;
mod keys;
mod kubernetes;
mod manifests;
mod metadata;
mod name;
mod object;
mod order;
mod patch;
mod path;
mod post_render;
mod references;
mod release;
mod render;
mod resources;
mod route;
mod rules;
mod setting;
mod shown;
mod shutdown;
mod stream;
mod values;
mod version;
mod yaml;

pub use declarations::known;
#[cfg(feature = "codegen")]
pub use declarations::values_schema;
pub use inventory::inventory;
pub use post_render::{PostRenderOptions, PostRendered, post_render};
pub use render::{carried_values, edit, pools, render, route, shown_values, user_values};
pub use stream::Segment;

/// Every code with its rule's severity, name and documentation, in order.
#[cfg(feature = "docs")]
pub fn codes() -> Vec<(&'static str, dagu_chart_api::Severity, &'static str, &'static str)> {
    catalogue::all().iter().map(|rule| (rule.code, rule.severity, rule.name, rule.doc)).collect()
}
