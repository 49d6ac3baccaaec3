//! References to objects: two documents with the same reference are the same object.

use std::collections::BTreeSet;

use serde_json::Value;

use super::occurrences::Occurrences;
use super::{Document, Rank, rank};
use crate::object::{group, text_at};
use crate::yaml;

/// API group, kind, namespace and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ObjectReference {
    group: String,
    kind: String,
    namespace: String,
    name: String,
}

impl ObjectReference {
    /// The reference of an object, with `namespace` as its default namespace.
    pub(crate) fn of(object: &Value, namespace: &str) -> Self {
        let named = text_at(object, &["metadata", "namespace"]);
        Self {
            group: group(text_at(object, &["apiVersion"])).to_owned(),
            kind: text_at(object, &["kind"]).to_owned(),
            namespace: if named.is_empty() { namespace } else { named }.to_owned(),
            name: text_at(object, &["metadata", "name"]).to_owned(),
        }
    }

    /// The same in no namespace.
    pub(crate) fn without_namespace(&self) -> Self {
        Self { namespace: String::new(), ..self.clone() }
    }

    /// Such as `Deployment`.
    pub(crate) fn kind(&self) -> &str {
        &self.kind
    }

    /// Empty if the object has none.
    pub(crate) fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The object's name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The object, as text.
    pub(crate) fn described(&self) -> String {
        let object = format!("{} `{}`", self.kind.escape_debug(), self.name.escape_debug());
        match self.namespace.as_str() {
            "" => object,
            namespace => format!("{object} in namespace `{}`", namespace.escape_debug()),
        }
    }
}

/// The references of the generated objects of a stream, to find foreign documents with the same one.
#[derive(Default)]
pub(crate) struct ObjectReferences {
    known: BTreeSet<ObjectReference>,
    /// Prefixes of the generated names, so that most documents need not be parsed. Can contain duplicates.
    prefixes: Vec<String>,
}

impl ObjectReferences {
    /// Adds an object of a release with this full name and default `namespace`.
    /// Returns its reference if there is one already.
    pub(crate) fn add(&mut self, object: &Value, fullname: &str, namespace: &str) -> Option<ObjectReference> {
        let identity = ObjectReference::of(object, namespace);
        // A shortened name keeps more than these characters of the full name. A user's own object
        // can have any name.
        let start = fullname.char_indices().nth(50).map_or(fullname, |(end, _)| &fullname[..end]);
        let prefix = if identity.name.starts_with(start) { start } else { identity.name.as_str() };
        if self.prefixes.last().is_none_or(|last| last != prefix) {
            self.prefixes.push(prefix.to_owned());
        }
        let is_new = self.known.insert(identity);
        (!is_new).then(|| ObjectReference::of(object, namespace))
    }

    /// The generated objects that are also in foreign documents.
    pub(crate) fn among<'a>(
        &'a self,
        documents: &'a [Document],
        input: &'a [u8],
        namespace: &'a str,
    ) -> impl Iterator<Item = &'a ObjectReference> {
        let prefixes = self.prefixes.iter().map(|prefix| Occurrences::of(prefix.as_bytes(), input));
        let mut prefixes: Vec<Occurrences<'_>> = prefixes.collect();
        documents
            .iter()
            .filter(move |document| prefixes.iter_mut().any(|prefix| prefix.any_in(&document.body)))
            .filter_map(move |document| self.find(document.body(input), namespace))
    }

    fn find(&self, body: &[u8], namespace: &str) -> Option<&ObjectReference> {
        let head = yaml::head(body)?;
        if head.kind.ends_with("List") {
            return self.find_item(body, namespace);
        }
        let identity = ObjectReference {
            group: group(&head.api_version).to_owned(),
            namespace: head
                .namespace
                .filter(|given| !given.is_empty())
                .unwrap_or_else(|| namespace.to_owned()),
            name: head.name?,
            kind: head.kind,
        };
        self.known.get(&identity)
    }

    /// The generated object that is also in a List, which Helm and the API server split.
    fn find_item(&self, body: &[u8], namespace: &str) -> Option<&ObjectReference> {
        let document = yaml::read(std::str::from_utf8(body).ok()?).ok()?;
        document
            .value
            .get("items")?
            .as_array()?
            .iter()
            .find_map(|item| self.known.get(&ObjectReference::of(item, namespace)))
    }
}

/// The rank of a foreign document in Helm's order; `None` if it contains no object.
pub(super) fn foreign_rank(document: &Document, input: &[u8]) -> Option<Rank> {
    let body = document.body(input);
    match kind_line(body) {
        Some(kind) => Some(rank(kind)),
        None => yaml::head(body).map(|head| rank(&head.kind)),
    }
}

/// The value of a plain `kind:` line at the left margin.
fn kind_line(body: &[u8]) -> Option<&str> {
    let mut rest = body;
    let line = loop {
        let end = memchr::memchr(b'\n', rest);
        let line = &rest[..end.unwrap_or(rest.len())];
        if let Some(value) = line.strip_prefix(b"kind:") {
            break value;
        }
        rest = &rest[end? + 1..];
    };
    let kind = std::str::from_utf8(line).ok()?.trim();
    kind.bytes().all(|b| b.is_ascii_alphanumeric()).then_some(kind).filter(|kind| !kind.is_empty())
}
