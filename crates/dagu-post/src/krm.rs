//! A KRM function: answers a ResourceList on stdin with a ResourceList on stdout, as kustomize and kpt call it.
//!
//! This is only another way to transport manifests. The core gets the items as a stream of documents.

mod blocks;
mod carrier;
mod json;
mod results;

use std::io::{self, Cursor, Read};

use dagu_chart_host::{Answer, Document};
use serde_json::Value;

use blocks::Block;
use carrier::Carrier;

/// Kustomize and kpt write the group and the kind into the first lines.
const PEEKED: u64 = 256;
const KIND: &str = "ResourceList";
const GROUP: &str = "config.kubernetes.io/";

/// What this process reads.
pub(crate) struct Input {
    /// If it is a ResourceList.
    pub(crate) list: Option<ResourceList>,
    /// The manifests.
    pub(crate) manifests: Box<dyn Read>,
}

/// A ResourceList with at least one carrier.
pub(crate) struct ResourceList {
    /// In the layout of kustomize and kpt.
    text: String,
    /// The answer to JSON is JSON.
    is_json: bool,
    items: Vec<Item>,
    /// What functions before this one reported.
    results: Vec<Value>,
}

struct Item {
    /// The item as a document.
    text: String,
    carrier: Option<Carrier>,
}

impl Input {
    /// Reads the beginning, and the rest only if it is a ResourceList: other input goes directly into the core's memory.
    pub(crate) fn of(mut stdin: impl Read + 'static) -> io::Result<Self> {
        let mut bytes = Vec::new();
        (&mut stdin).take(PEEKED).read_to_end(&mut bytes)?;
        let beginning = String::from_utf8_lossy(&bytes);
        // Functions that sort keys write the kind after the items.
        if !beginning.contains(KIND) && !beginning.contains(GROUP) {
            return Ok(Self { list: None, manifests: Box::new(Cursor::new(bytes).chain(stdin)) });
        }
        stdin.read_to_end(&mut bytes)?;
        let list = ResourceList::read(&bytes);
        let manifests = list.as_ref().map_or(bytes, ResourceList::manifests);
        Ok(Self { list, manifests: Box::new(Cursor::new(manifests)) })
    }
}

impl ResourceList {
    /// `None` if there is no carrier in it, or if it is neither JSON nor in the layout of kustomize and kpt: the core gets
    /// it as it is, and refuses it if there is a carrier somewhere inside.
    fn read(bytes: &[u8]) -> Option<Self> {
        let (value, text, is_json) = match serde_json::from_slice::<Value>(bytes) {
            Ok(list) => {
                let text = blocks::of(&list)?;
                (list, text, true)
            }
            Err(_) => {
                let text = str::from_utf8(bytes).ok()?;
                (serde_yaml::from_str(text).ok()?, text.to_owned(), false)
            }
        };
        if value["kind"] != KIND || !value["apiVersion"].as_str()?.starts_with(GROUP) {
            return None;
        }
        let block = blocks::top_level(&text).into_iter().find(|block| block.key == "items")?;
        let texts = blocks::items(block.text)?;
        let values = value["items"].as_array().filter(|values| values.len() == texts.len())?;
        let items: Vec<Item> = texts
            .into_iter()
            .zip(values)
            .map(|(text, value)| Item::read(text, value))
            .collect::<Option<_>>()?;
        let has_carrier = items.iter().any(|item| item.carrier.is_some());
        let results = value["results"].as_array().cloned().unwrap_or_default();
        has_carrier.then_some(Self { text, is_json, items, results })
    }

    fn carriers(&self) -> impl Iterator<Item = &Carrier> {
        self.items.iter().filter_map(|item| item.carrier.as_ref())
    }

    /// The carrier whose labels and annotations are those of every carrier.
    fn mark(&self) -> Option<&Carrier> {
        let first = self.carriers().next()?;
        self.carriers().all(|carrier| carrier.is_marked_like(first)).then_some(first)
    }

    /// The items as manifests, with the carriers as Helm printed them.
    ///
    /// Carriers that differ in their labels keep them, so that the core refuses them: it is not known which object is from
    /// which carrier.
    fn manifests(&self) -> Vec<u8> {
        let is_known = self.mark().is_some();
        let mut stream = String::new();
        for item in &self.items {
            stream.push_str("---\n");
            match &item.carrier {
                Some(carrier) if is_known => stream.push_str(&carrier.document()),
                _ => stream.push_str(&item.text),
            }
        }
        stream.into_bytes()
    }

    /// The ResourceList with the objects instead of the carriers, and with the findings.
    pub(crate) fn answered(&self, answer: &Answer) -> Result<String, String> {
        let mut items = String::new();
        for document in answer.documents() {
            match self.mark() {
                Some(mark) if document.is_generated => {
                    items.push_str(&blocks::item(&mark.marked(&document)?))
                }
                _ => items.push_str(&blocks::item(&text(&document))),
            }
        }
        self.with(&items, answer)
    }

    /// The ResourceList as it was, with the findings.
    pub(crate) fn refused(&self, answer: &Answer) -> Result<String, String> {
        let items: String = self.items.iter().map(|item| blocks::item(&item.text)).collect();
        self.with(&items, answer)
    }

    fn with(&self, items: &str, answer: &Answer) -> Result<String, String> {
        let results = results::of(answer, self.carriers())?;
        let mut list = String::new();
        for Block { key, text } in blocks::top_level(&self.text) {
            match key {
                "items" if items.is_empty() => list.push_str("items: []\n"),
                "items" => list.push_str(&format!("items:\n{items}")),
                "results" => {}
                _ => list.push_str(text),
            }
        }
        list.push_str("results:\n");
        for result in self.results.iter().chain(&results) {
            list.push_str(&blocks::item(&json::line(result)));
        }
        if self.is_json {
            let value: Value = serde_yaml::from_str(&list).map_err(|error| error.to_string())?;
            return Ok(json::line(&value));
        }
        Ok(list)
    }
}

impl Item {
    /// The text becomes a document, so that nothing is read differently. It has to mean what it means in the list.
    fn read(text: String, value: &Value) -> Option<Self> {
        let is_same = serde_yaml::from_str::<Value>(&text).is_ok_and(|read| read == *value);
        is_same.then(|| Self { text, carrier: Carrier::read(value) })
    }
}

fn text(document: &Document) -> String {
    String::from_utf8_lossy(&document.text).into_owned()
}
