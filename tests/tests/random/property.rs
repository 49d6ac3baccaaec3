//! Properties of a values file and of its objects.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use dagu_chart_api::{RenderRequest, ValuesText};
use dagu_chart_tests::case::{Case, ENTROPY, Input, Lookup, Release, Stream};
use dagu_chart_tests::chart::Chart;
use dagu_chart_tests::check::Rendering;
use dagu_chart_tests::engine::{Engine, Native, Wasmtime};
use dagu_chart_tests::invariants::{self, Objects};
use dagu_chart_tests::judge::Judge;
use serde_json::Value;

use crate::injected::{self, Left};
use crate::workload::Workload;

/// The part of the names of the data volume.
const VOLUME: &str = "data";

/// Whether the core took the values.
pub(crate) enum Outcome {
    /// There are objects.
    Accepted,
    /// There are these diagnostics.
    Refused(String),
}

/// What the proof needs.
pub(crate) struct Property<'a> {
    pub(crate) engine: &'a Wasmtime,
    pub(crate) judge: &'a Judge,
    pub(crate) chart: &'a Chart,
}

/// Every how many files the checks are made that take longest.
const THOROUGH: usize = 16;

impl Property<'_> {
    /// An error is a property that does not hold.
    pub(crate) fn holds(&self, values: &Value, others: &[Workload], number: usize) -> Result<Outcome> {
        let case = case(values);
        let mut stream = Stream::of_values(self.chart, values);
        others.iter().for_each(|other| stream.push_document(&other.text));
        let wanted = Native.post_render(&stream.bytes, false)?;
        ensure!(wanted == self.engine.post_render(&stream.bytes, false)?, "wasmtime differs");
        let rendering = Rendering::of(&case, &stream)?;
        ensure!(wanted.stream == rendering.output && wanted.text == rendering.text(), "two runs differ");
        if !wanted.ok {
            return Ok(Outcome::Refused(wanted.text));
        }
        if number.is_multiple_of(THOROUGH) {
            rendering.check(self.judge)?;
            self.renders_alike(values)?;
        } else {
            rendering.check_briefly(self.judge)?;
        }
        let all = rendering.documents.iter().map(|document| &document.value).collect();
        let volume = self.chart.name(values, &case.release.name, VOLUME).replace('.', "-");
        let left =
            Left { values, edited: &rendering.edited, generated: &rendering.documents, volume: &volume };
        others.iter().try_for_each(|other| injected::check(other, &left)).context("inject")?;
        let values = stream.values.first().context("a stream without a carrier")?;
        invariants::check(&Objects { all, values })?;
        Ok(Outcome::Accepted)
    }

    /// `render` reads the same values from text.
    fn renders_alike(&self, values: &Value) -> Result<()> {
        let request = RenderRequest {
            release_name: Some(Release::default().name),
            values: vec![ValuesText { name: "values.yaml".to_owned(), text: ascii(values) }],
            entropy: Some(ENTROPY.to_owned()),
            ..RenderRequest::default()
        };
        let wanted = Native.render(&request)?;
        ensure!(wanted.ok, "render refuses what post_render takes:\n{}", wanted.text);
        ensure!(wanted == self.engine.render(&request)?, "wasmtime renders differently");
        Ok(())
    }
}

fn case(values: &Value) -> Case {
    Case {
        name: "random".to_owned(),
        folder: PathBuf::new(),
        reason: String::new(),
        promises: Vec::new(),
        release: Release::default(),
        kube_version: "v1.37.2".to_owned(),
        strict: false,
        refused_by_kubernetes: false,
        refused_by_helm: false,
        resolved: false,
        lookup: Lookup { answered: true, ..Lookup::default() },
        input: Input::Values(ascii(values)),
    }
}

/// The values as JSON in ASCII, which is YAML too: YAML does not allow every character unescaped.
pub(crate) fn ascii(values: &Value) -> String {
    let mut text = String::new();
    for character in values.to_string().chars() {
        match character {
            ' '..='~' => text.push(character),
            _ => text.push_str(&format!("\\U{:08X}", u32::from(character))),
        }
    }
    text
}
