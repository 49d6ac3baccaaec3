//! Prints the generated objects. Each object is dropped as soon as it is printed.

use std::ops::Range;

use dagu_chart_api::ObjectSummary;
use serde_json::Value;

use crate::emit;
use crate::object::text_at;
use crate::order;
use crate::stream::{self, Carrier, ObjectReference, ObjectReferences, Rank, Written};

/// A document that was printed.
struct Printed {
    rank: Rank,
    /// Its separator and its source.
    head: Range<usize>,
    /// The object.
    body: Range<usize>,
    summary: ObjectSummary,
}

/// Every generated object of a stream.
#[derive(Default)]
pub(crate) struct Manifests {
    text: Vec<u8>,
    documents: Vec<Printed>,
    identities: ObjectReferences,
    twice: Option<ObjectReference>,
}

/// The printed text, with the ranges of its documents and their objects.
pub(crate) struct Sheet {
    /// The documents in the order of printing, and the remark.
    pub(crate) text: Vec<u8>,
    /// The ranges of the documents, in Helm's install order.
    pub(crate) written: Vec<Written>,
    /// Their objects, in that order.
    pub(crate) summaries: Vec<ObjectSummary>,
}

impl Manifests {
    /// Prints an object of a carrier.
    pub(crate) fn add(&mut self, mut object: Value, carrier: &Carrier) {
        carrier.sign(&mut object);
        let release = &carrier.release;
        // Two charts with one name share all objects: reporting the first one is enough.
        if let Some(identity) = self.identities.add(&object, &release.fullname, &release.release.namespace) {
            self.twice.get_or_insert(identity);
        }
        let start = self.text.len();
        self.text.extend_from_slice(b"---\n");
        if let Some(source) = &carrier.source {
            self.text.extend_from_slice(source.as_bytes());
            self.text.push(b'\n');
        }
        let head = start..self.text.len();
        emit::object(&object, &mut self.text);
        let body = head.end..self.text.len();
        self.documents.push(Printed {
            rank: stream::rank(text_at(&object, &["kind"])),
            summary: summary(&object, body.end - start),
            head,
            body,
        });
    }

    /// The references of all objects.
    pub(crate) fn identities(&self) -> &ObjectReferences {
        &self.identities
    }

    /// The first object added since the last call that another carrier had rendered before.
    pub(crate) fn take_twice(&mut self) -> Option<ObjectReference> {
        self.twice.take()
    }

    /// Sorts the documents by kind, keeping the order of the chart within a kind, and puts `remark`
    /// under the head of the first one.
    pub(crate) fn finish(mut self, remark: &[u8]) -> Sheet {
        let mut documents = std::mem::take(&mut self.documents);
        order::sort_by(&mut documents, |one, other| one.rank.cmp(&other.rank));
        let start = self.text.len();
        self.text.extend_from_slice(remark);
        let remark = start..self.text.len();
        let mut written = Vec::with_capacity(documents.len());
        let mut summaries = Vec::with_capacity(documents.len());
        for Printed { rank, head, body, mut summary } in documents {
            if written.is_empty() && !remark.is_empty() {
                summary.bytes += u32::try_from(remark.len()).unwrap_or(u32::MAX);
                written.extend([(rank.clone(), head), (rank.clone(), remark.clone()), (rank, body)]);
            } else {
                written.push((rank, head.start..body.end));
            }
            summaries.push(summary);
        }
        Sheet { text: self.text, written, summaries }
    }
}

fn summary(object: &Value, bytes: usize) -> ObjectSummary {
    let text = |path: &[&str]| text_at(object, path).to_owned();
    ObjectSummary {
        api_version: text(&["apiVersion"]),
        kind: text(&["kind"]),
        name: text(&["metadata", "name"]),
        bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
    }
}
