//! The chart logic of Dagu on Kubernetes: bytes and options in, bytes and diagnostics out.
//!
//! It does no I/O, reads no clock, no environment and no randomness, and keeps no state: the same
//! bytes in give the same bytes out, natively, in wasmtime and in a browser.

pub mod api;
#[macro_use]
pub mod diagnostic;
pub mod diff;
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
mod keys;
mod kubernetes;
mod manifests;
mod metadata;
mod name;
mod object;
mod patch;
mod path;
mod post_render;
mod release;
mod render;
mod rules;
mod schema;
mod setting;
mod shown;
mod shutdown;
mod stream;
mod typed;
mod values;
mod version;
mod yaml;

use std::ops::Range;

use api::ObjectSummary;
use diagnostic::Diagnostic;

pub use declarations::{Known, KnownKey, known};
#[cfg(feature = "codegen")]
pub use declarations::{values_schema, values_yaml};
pub use diagnostic::human;
pub use post_render::post_render;
pub use render::{effective_values, render};

/// A part of a post-rendered stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Bytes of the input that leave as they came.
    Input(Range<usize>),
    /// Bytes of [`PostRendered::generated`].
    Generated(Range<usize>),
}

/// What [`post_render`] gives.
#[derive(Clone, Debug, Default)]
pub struct PostRendered {
    /// Whether a stream was made: false exactly when a diagnostic is an error.
    pub ok: bool,
    /// The stream, part by part; empty when not `ok`.
    pub segments: Vec<Segment>,
    /// What the generated segments point into; not in the order of the stream.
    pub generated: Vec<u8>,
    /// The generated objects, in the order of the stream.
    pub objects: Vec<ObjectSummary>,
    /// What there is to say, errors first.
    pub diagnostics: Vec<Diagnostic>,
}

impl PostRendered {
    /// The stream in one piece, given the input it was made from.
    pub fn concat(&self, input: &[u8]) -> Vec<u8> {
        let mut stream = Vec::with_capacity(input.len() + self.generated.len());
        for segment in &self.segments {
            stream.extend_from_slice(match segment {
                Segment::Input(range) => &input[range.clone()],
                Segment::Generated(range) => &self.generated[range.clone()],
            });
        }
        stream
    }
}

/// Every code with its rule's severity, name and documentation, in order.
#[cfg(feature = "docs")]
pub fn codes() -> Vec<(&'static str, diagnostic::Severity, &'static str, &'static str)> {
    catalogue::all().iter().map(|rule| (rule.code, rule.severity, rule.name, rule.doc)).collect()
}
