//! The parts of the input of a stream case.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::Value;

use super::carrier::{Carrier, Circumstances, Helm};
use super::{Lookup, Release};
use crate::chart::Chart;
use crate::versions::declared;

/// A manifest stream and what its author knows about it.
#[derive(Default)]
pub struct Stream {
    /// The stream.
    pub bytes: Vec<u8>,
    /// The documents of it that are carriers, separators left out.
    pub carriers: Vec<String>,
    /// What is not a carrier, run by run.
    pub foreign: Vec<Vec<u8>>,
    /// The values in the carriers, coalesced.
    pub values: Vec<Value>,
}

impl Stream {
    /// What Helm 3 sends for a first release of these values, a cluster answering.
    pub fn of_values(chart: &Chart, values: &Value) -> Self {
        let circumstances = Circumstances {
            release: &Release::default(),
            kube_version: declared().kubernetes(),
            lookup: &Lookup { answered: true, ..Lookup::default() },
        };
        Self::of_carrier(circumstances.carrier(chart, chart.coalesce(values)))
    }

    /// What Helm 3 sends for a chart that is nothing but the carrier.
    pub(super) fn of_carrier(carrier: Carrier) -> Self {
        let mut stream = Self::default();
        let data = STANDARD.encode(carrier.payload.to_string());
        stream.push_carrier(carrier, &data, Helm::Helm3);
        stream
    }

    fn push_carrier(&mut self, carrier: Carrier, data: &str, helm: Helm) {
        let document = carrier.document(data, helm);
        self.bytes.extend_from_slice(carrier.header(helm).as_bytes());
        self.push_written(carrier, document);
    }

    fn push_written(&mut self, mut carrier: Carrier, document: String) {
        self.bytes.extend_from_slice(document.as_bytes());
        self.carriers.push(document);
        self.values.push(carrier.payload["values"].take());
    }

    /// Adds a document of another chart.
    pub fn push_document(&mut self, text: &str) {
        self.push_foreign(format!("---\n{text}").into_bytes());
    }

    fn push_foreign(&mut self, bytes: Vec<u8>) {
        self.bytes.extend_from_slice(&bytes);
        self.foreign.push(bytes);
    }
}

/// One part of a stream. Exactly one of `file`, `text`, `base64` and `carrier` is given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The bytes of a file in the case's folder.
    file: Option<String>,
    /// This text.
    text: Option<String>,
    /// The bytes of this part.
    base64: Option<String>,
    /// A carrier.
    carrier: Option<CarrierPart>,
    /// The number of copies. `{n}` in a carrier's release name is the number of the copy.
    #[serde(default = "once")]
    repeat: usize,
}

const fn once() -> usize {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct CarrierPart {
    /// The user's values.
    #[serde(default)]
    values: Value,
    /// Instead of the case's.
    release: Option<Release>,
    /// Instead of the case's.
    lookup: Option<Lookup>,
    #[serde(default)]
    helm: Helm,
    /// Replaces top-level keys of the payload.
    #[serde(default)]
    payload: BTreeMap<String, Value>,
    /// Replaces strings of the payload, quotes included, by text that need not be JSON.
    #[serde(default)]
    splice: BTreeMap<String, Vec<Repeated>>,
    broken: Option<Break>,
    /// Fields of the metadata that another tool wrote.
    #[serde(default)]
    metadata: BTreeMap<String, Value>,
    /// The umbrella chart that contains the chart, under the name in `payload`.
    umbrella: Option<String>,
    /// A document with the carrier as JSON in place of `{carrier}`.
    inside: Option<String>,
}

/// A text, several times.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Repeated {
    text: String,
    #[serde(default = "once")]
    repeat: usize,
}

/// How a carrier is broken.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Break {
    /// The second half of the data is missing.
    Truncated,
    /// The data has characters that base64 does not have.
    NotBase64,
    /// The data is base64 of something else than JSON.
    NotJson,
}

impl Part {
    pub(super) fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    pub(super) fn append(
        &self,
        stream: &mut Stream,
        folder: &Path,
        chart: &Chart,
        circumstances: &Circumstances<'_>,
    ) -> Result<()> {
        match (&self.file, &self.text, &self.base64, &self.carrier) {
            (Some(file), None, None, None) => {
                let bytes = fs::read(folder.join(file)).with_context(|| format!("cannot read {file}"))?;
                stream.push_foreign(bytes.repeat(self.repeat));
            }
            (None, Some(text), None, None) => stream.push_foreign(text.repeat(self.repeat).into()),
            (None, None, Some(code), None) => {
                let bytes = STANDARD.decode(code).context("base64")?;
                stream.push_foreign(bytes.repeat(self.repeat));
            }
            (None, None, None, Some(carrier)) => {
                for number in 0..self.repeat {
                    carrier.append(stream, number, chart, circumstances)?;
                }
            }
            _ => bail!("a part is exactly one of file, text, base64 and carrier"),
        }
        Ok(())
    }
}

impl CarrierPart {
    fn append(
        &self,
        stream: &mut Stream,
        number: usize,
        chart: &Chart,
        circumstances: &Circumstances<'_>,
    ) -> Result<()> {
        let mut release = self.release.as_ref().unwrap_or(circumstances.release).clone();
        release.name = release.name.replace("{n}", &number.to_string());
        let circumstances = Circumstances {
            release: &release,
            lookup: self.lookup.as_ref().unwrap_or(circumstances.lookup),
            ..*circumstances
        };
        let mut carrier = circumstances.carrier(chart, chart.coalesce(&self.values));
        for (key, value) in &self.payload {
            carrier.payload[key] = value.clone();
        }
        if let Some(umbrella) = &self.umbrella {
            let alias = carrier.payload["chart"]["name"].as_str().unwrap_or_default();
            carrier.chart = format!("{umbrella}/charts/{alias}");
        }
        if let Some(fullname) = carrier.payload["fullname"].as_str() {
            carrier.name = fullname.to_owned();
        }
        let mut json = carrier.payload.to_string();
        for (mark, pieces) in &self.splice {
            let quoted = Value::from(mark.as_str()).to_string();
            if !json.contains(&quoted) {
                bail!("no string of the payload is {quoted}");
            }
            let text: String = pieces.iter().map(|piece| piece.text.repeat(piece.repeat)).collect();
            json = json.replace(&quoted, &text);
        }
        let mut data = STANDARD.encode(&json);
        match self.broken {
            None => {}
            Some(Break::Truncated) => data.truncate(data.len() / 8 * 4),
            Some(Break::NotBase64) => data.insert(data.len() / 2, '%'),
            Some(Break::NotJson) => data = STANDARD.encode("values: [not, JSON]"),
        }
        if self.metadata.is_empty() && self.inside.is_none() {
            stream.push_carrier(carrier, &data, self.helm);
            return Ok(());
        }
        let mut document: Value = serde_yaml::from_str(&carrier.document(&data, self.helm))?;
        for (key, value) in &self.metadata {
            document["metadata"][key] = value.clone();
        }
        match &self.inside {
            Some(holder) => stream.push_document(&holder.replace("{carrier}", &document.to_string())),
            None => {
                stream.bytes.extend_from_slice(b"---\n");
                stream.push_written(carrier, format!("{document}\n"));
            }
        }
        Ok(())
    }
}
