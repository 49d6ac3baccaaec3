//! What must hold in every case, whatever its author expects.

mod credentials;
mod duplicates;
mod foreign;
mod judged;
mod order;
mod typed;

use anyhow::{Context, Result, ensure};
use dagu_chart::{PostRendered, human};
use serde_json::Value;

use crate::case::{Case, Stream};
use crate::document::{self, Generated};
use crate::engine::Native;
use crate::judge::Judge;

/// A case that was rendered natively.
pub struct Rendering<'a> {
    /// The case.
    pub case: &'a Case,
    /// What went in.
    pub stream: &'a Stream,
    /// What the core answered.
    pub rendered: PostRendered,
    /// The stream that leaves.
    pub output: Vec<u8>,
    /// The documents in it that the core made.
    pub documents: Vec<Generated>,
}

impl<'a> Rendering<'a> {
    /// Renders a case.
    pub fn of(case: &'a Case, stream: &'a Stream) -> Result<Self> {
        let rendered = Native::post_rendered(&stream.bytes, case.strict);
        Ok(Self {
            case,
            stream,
            output: rendered.concat(&stream.bytes),
            documents: Generated::all(&document::generated(&rendered))?,
            rendered,
        })
    }

    /// Checks everything that does not need an expectation.
    pub fn check(&self, judge: &Judge) -> Result<()> {
        self.is_whole_or_an_error()?;
        credentials::check(self).context("credentials")?;
        foreign::check(self).context("foreign documents")?;
        if self.rendered.ok {
            self.summaries_are_true()?;
            order::check(self).context("order")?;
            typed::check(self).context("types of k8s-openapi")?;
            judged::check(self, judge).context("the judge")?;
            duplicates::check(self).context("the carrier beside its own output")?;
        }
        Ok(())
    }

    fn is_whole_or_an_error(&self) -> Result<()> {
        let errors = self
            .rendered
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == dagu_chart::diagnostic::Severity::Error);
        ensure!(self.rendered.ok != errors, "an error and a stream, or neither:\n{}", self.text());
        ensure!(self.rendered.ok || self.output.is_empty(), "an error and a part of the stream");
        Ok(())
    }

    fn summaries_are_true(&self) -> Result<()> {
        let told: Vec<_> = self
            .rendered
            .objects
            .iter()
            .map(|object| (object.api_version.as_str(), object.kind.as_str(), object.name.as_str()))
            .collect();
        let made: Vec<_> = self
            .documents
            .iter()
            .map(|document| {
                let text = |value: &'_ Value| value.as_str().unwrap_or_default().to_owned();
                (
                    text(&document.value["apiVersion"]),
                    text(&document.value["kind"]),
                    text(&document.value["metadata"]["name"]),
                )
            })
            .collect();
        let made: Vec<_> = made
            .iter()
            .map(|(version, kind, name)| (version.as_str(), kind.as_str(), name.as_str()))
            .collect();
        ensure!(told == made, "the summaries are {told:?}, the documents {made:?}");
        let bytes: usize = self.rendered.objects.iter().map(|object| object.bytes as usize).sum();
        let printed = document::generated(&self.rendered).len();
        ensure!(bytes <= printed, "the summaries count {bytes} bytes, {printed} were printed");
        Ok(())
    }

    /// The diagnostics as a person reads them.
    pub fn text(&self) -> String {
        human(&self.rendered.diagnostics)
    }
}
