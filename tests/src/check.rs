//! Checks of every case, whatever its expectations are.

mod carried;
mod credentials;
mod duplicates;
mod fixes;
mod foreign;
mod judged;
mod meaning;
mod order;
mod origins;
mod readers;
mod resolved;
mod restarts;
mod restricted;
mod summaries;
mod typed;

use anyhow::{Context, Result, ensure};
use dagu_chart::PostRendered;
use dagu_chart_api::human;

use crate::case::{Case, Stream};
use crate::document::{self, Generated};
use crate::engine::Native;
use crate::judge::Judge;

pub use carried::carried;
pub use fixes::fixes;
pub use foreign::untouched;
pub use meaning::meaning;
pub use origins::origins;
pub use resolved::resolved;

/// A case that was rendered natively.
pub struct Rendering<'a> {
    /// The case.
    pub case: &'a Case,
    /// What went in.
    pub stream: &'a Stream,
    /// What the core answered.
    pub rendered: PostRendered,
    /// The output stream.
    pub output: Vec<u8>,
    /// The documents in it that the core made.
    pub documents: Vec<Generated>,
    /// The documents in it that are others' and were changed.
    pub edited: Vec<String>,
}

impl<'a> Rendering<'a> {
    /// Renders a case.
    pub fn of(case: &'a Case, stream: &'a Stream) -> Result<Self> {
        let rendered = Native::post_rendered(&stream.bytes, case.strict);
        let made = document::made(&rendered, &stream.bytes);
        let edited = made.edited.into_iter().map(String::from_utf8).collect::<Result<_, _>>();
        Ok(Self {
            case,
            stream,
            output: rendered.concat(&stream.bytes),
            documents: Generated::all(&made.generated)?,
            edited: edited.context("an edited document is no UTF-8")?,
            rendered,
        })
    }

    /// Checks everything that does not need an expectation.
    pub fn check(&self, judge: &Judge) -> Result<()> {
        self.is_whole_or_an_error()?;
        credentials::check(self).context("credentials")?;
        readers::check(self).context("readers of credentials")?;
        foreign::check(self).context("foreign documents")?;
        if self.rendered.ok {
            summaries::check(self).context("summaries")?;
            order::check(self).context("order")?;
            restricted::check(self).context("the restricted level")?;
            restarts::check(self).context("restarts")?;
            if self.case.refused_by_kubernetes {
                judged::check_refused(self, judge).context("the judge")?;
            } else {
                typed::check(self).context("types of k8s-openapi")?;
                judged::check(self, judge).context("the judge")?;
            }
            duplicates::check(self).context("the carrier beside its own output")?;
        }
        Ok(())
    }

    /// The quick checks, for thousands of renderings.
    pub fn check_briefly(&self, judge: &Judge) -> Result<()> {
        self.is_whole_or_an_error()?;
        credentials::check(self).context("credentials")?;
        readers::check(self).context("readers of credentials")?;
        summaries::check(self).context("summaries")?;
        order::check(self).context("order")?;
        restricted::check(self).context("the restricted level")?;
        typed::check(self).context("types of k8s-openapi")?;
        judged::check_reading(self, judge).context("the judge")
    }

    fn is_whole_or_an_error(&self) -> Result<()> {
        let errors = self
            .rendered
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == dagu_chart_api::Severity::Error);
        ensure!(self.rendered.ok != errors, "an error and a stream, or neither:\n{}", self.text());
        ensure!(self.rendered.ok || self.output.is_empty(), "an error and a part of the stream");
        Ok(())
    }

    /// The diagnostics as a person reads them.
    pub fn text(&self) -> String {
        human(&self.rendered.diagnostics)
    }
}
