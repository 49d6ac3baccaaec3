//! The documents of a stream, split a second time, so that the core is not measured by itself.

use std::ops::Range;

use anyhow::{Context, Result};
use dagu_chart::{PostRendered, Segment};
use serde_json::Value;

/// A document of a stream.
pub struct Document<'a> {
    /// Where it stands, its separator included.
    pub range: Range<usize>,
    /// Everything behind its separator.
    pub text: &'a [u8],
}

/// The documents of a stream, empty ones left out.
pub fn split(stream: &[u8]) -> Vec<Document<'_>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in stream.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b"---") && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(stream.len());
    let ranges = starts.windows(2).map(|pair| pair[0]..pair[1]);
    let documents = ranges.map(|range| {
        let whole = &stream[range.clone()];
        let separator = match whole.starts_with(b"---") {
            true => whole.iter().position(|byte| *byte == b'\n').map_or(whole.len(), |end| end + 1),
            false => 0,
        };
        Document { range, text: &whole[separator..] }
    });
    documents.filter(|document| !document.text.trim_ascii().is_empty()).collect()
}

impl Document<'_> {
    /// Its kind, when a line says so.
    pub fn kind(&self) -> Option<String> {
        let mut lines = self.text.split(|byte| *byte == b'\n');
        let kind = lines.find_map(|line| line.strip_prefix(b"kind:"))?;
        let kind = String::from_utf8_lossy(kind);
        Some(kind.trim().trim_matches(['"', '\'']).to_owned())
    }
}

/// A document that the core made.
#[derive(Debug)]
pub struct Generated {
    /// The lines of comment in front of it.
    pub comment: String,
    /// Its YAML.
    pub yaml: String,
    /// What it says by YAML 1.2.
    pub value: Value,
}

impl Generated {
    /// The generated documents of a stream that consists of nothing else.
    pub fn all(stream: &[u8]) -> Result<Vec<Self>> {
        let documents = split(stream);
        let read = documents.iter().map(|document| {
            let text = str::from_utf8(document.text).context("the core printed no UTF-8")?;
            let length =
                text.split_inclusive('\n').take_while(|line| line.starts_with('#')).map(str::len).sum();
            let (comment, yaml) = text.split_at(length);
            Ok(Self {
                comment: comment.to_owned(),
                // The line end of a document in front that had none stands here too.
                yaml: format!("{}\n", yaml.trim_end_matches('\n')),
                value: serde_yaml::from_str(yaml).with_context(|| format!("not YAML 1.2:\n{yaml}"))?,
            })
        });
        read.collect()
    }

    /// Its kind.
    pub fn kind(&self) -> &str {
        self.value["kind"].as_str().unwrap_or_default()
    }
}

/// What the core made, without what it passed through.
pub fn generated(rendered: &PostRendered) -> Vec<u8> {
    let mut stream = Vec::new();
    for segment in &rendered.segments {
        if let Segment::Generated(range) = segment {
            stream.extend_from_slice(&rendered.generated[range.clone()]);
        }
    }
    stream
}
