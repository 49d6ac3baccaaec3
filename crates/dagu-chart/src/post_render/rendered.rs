//! What post-rendering takes beside a stream, and what it gives.

use dagu_chart_api::{Diagnostic, ObjectSummary};

use crate::stream::Segment;

/// How [`crate::post_render`] treats a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PostRenderOptions {
    /// Warnings count as errors.
    pub strict: bool,
}

/// The result of [`crate::post_render`].
#[derive(Clone, Debug, Default)]
pub struct PostRendered {
    /// Whether it succeeded: false exactly if a diagnostic is an error.
    pub ok: bool,
    /// The parts of the stream; empty if not `ok`.
    pub segments: Vec<Segment>,
    /// The text of the generated segments, not in the order of the stream.
    pub generated: Vec<u8>,
    /// The generated objects, in the order of the stream.
    pub objects: Vec<ObjectSummary>,
    /// The diagnostics, errors first.
    pub diagnostics: Vec<Diagnostic>,
}

impl PostRendered {
    /// The stream as one text, for the input of the call.
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
