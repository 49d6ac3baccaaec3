//! The library's answers for a case: made once, for its own trial and for the other engines to compare with.

use anyhow::Result;
use dagu_chart_api::{RenderRequest, ValuesView};

use super::{Case, Stream};
use crate::chart::Chart;
use crate::engine::{Answer, Engine, Native};
use crate::judge::Judge;

/// The questions of a case and the library's answers.
pub struct Answers {
    /// The stream for a post-renderer, and its answer; none if Helm cannot read the values.
    pub post_render: Option<(Stream, Answer)>,
    /// The request for `render`; none if the answer depends on a cluster.
    pub render: Option<Rendered>,
}

/// A request, and both of its answers.
pub struct Rendered {
    /// The question.
    pub request: RenderRequest,
    /// The manifests.
    pub manifests: Answer,
    /// The effective values.
    pub values: Answer,
}

impl Answers {
    /// Asks the library.
    pub fn of(case: &Case, judge: &Judge, chart: &Chart) -> Result<Self> {
        let post_render = match case.stream(judge, chart)? {
            Some(stream) => {
                let answer = Native.post_render(&stream.bytes, case.strict)?;
                Some((stream, answer))
            }
            None => None,
        };
        let render = match case.request() {
            Some(request) => {
                let (manifests, values) =
                    (Native.render(&request)?, Native.values(&request, ValuesView::Effective)?);
                Some(Rendered { request, manifests, values })
            }
            None => None,
        };
        Ok(Self { post_render, render })
    }
}
