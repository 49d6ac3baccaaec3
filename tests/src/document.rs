//! The documents of a stream, split independently of the core.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Context, Result};
use dagu_chart::{PostRendered, Segment};
use memchr::memmem::find;
use serde_json::{Map, Value};

/// A document of a stream.
pub struct Document<'a> {
    /// Its range, including its separator.
    pub range: Range<usize>,
    /// Everything after its separator.
    pub text: &'a [u8],
}

/// Removes null annotations, as Helm 4 does, which makes no difference to Kubernetes; returns whether there were any.
pub fn drop_empty_annotations(object: &mut Value) -> bool {
    let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) else { return false };
    let empty = metadata.get("annotations").and_then(Value::as_object).is_some_and(Map::is_empty);
    empty && metadata.remove("annotations").is_some()
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
    /// Its kind, if it has a line with it.
    pub fn kind(&self) -> Option<String> {
        let mut lines = self.text.split(|byte| *byte == b'\n');
        let kind = lines.find_map(|line| line.strip_prefix(b"kind:"))?;
        let kind = String::from_utf8_lossy(kind);
        let kind = kind.split_once(" #").map_or(&*kind, |(kind, _)| kind);
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
    /// Its value by YAML 1.2.
    pub value: Value,
}

/// Generated documents as a stream without the comments in front of them.
pub fn yaml(documents: &[Generated]) -> String {
    documents.iter().map(|document| format!("---\n{}", document.yaml)).collect()
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
                // If the previous document has no line end, it is here.
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

/// What the core made, without what it passed through or changed.
pub fn generated(rendered: &PostRendered, input: &[u8]) -> Vec<u8> {
    made(rendered, input).generated
}

/// What left that did not come like this.
#[derive(Default)]
pub struct Made {
    /// The generated documents as one stream.
    pub generated: Vec<u8>,
    /// The documents of others that were changed.
    pub edited: Vec<Vec<u8>>,
}

/// Tells apart what the core made, what it changed and what it passed through.
pub fn made(rendered: &PostRendered, input: &[u8]) -> Made {
    let output = rendered.concat(input);
    let came: BTreeSet<&[u8]> = split(input).iter().map(|document| document.text.trim_ascii_end()).collect();
    let own = generated_ranges(rendered);
    let mut objects = rendered.objects.iter().peekable();
    let mut made = Made::default();
    for document in split(&output) {
        let is_own = own.iter().any(|own| own.start <= document.range.start && document.range.end <= own.end);
        let named = |text: &str| find(document.text, text.as_bytes()).is_some();
        if is_own && objects.next_if(|object| named(&object.kind) && named(&object.name)).is_some() {
            made.generated.extend_from_slice(&output[document.range]);
        } else if !came.contains(document.text.trim_ascii_end()) {
            made.edited.push(document.text.to_vec());
        }
    }
    made
}

/// Where the output is not input, neighbours in one.
fn generated_ranges(rendered: &PostRendered) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for segment in &rendered.segments {
        let length = match segment {
            Segment::Input(range) | Segment::Generated(range) => range.len(),
        };
        if matches!(segment, Segment::Generated(_)) {
            match ranges.last_mut() {
                Some(last) if last.end == at => last.end += length,
                _ => ranges.push(at..at + length),
            }
        }
        at += length;
    }
    ranges
}
