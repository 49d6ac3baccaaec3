//! What makes two documents the same object.

use std::collections::BTreeSet;

use memchr::memmem;
use serde_json::Value;

use super::{Document, rank};
use crate::object::text_at;
use crate::yaml;

/// API group, kind, namespace and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Identity {
    group: String,
    kind: String,
    namespace: String,
    name: String,
}

impl Identity {
    /// The identity of an object, which lives in `namespace` unless it says otherwise.
    pub(crate) fn of(object: &Value, namespace: &str) -> Self {
        let named = text_at(object, &["metadata", "namespace"]);
        Self {
            group: group(text_at(object, &["apiVersion"])).to_owned(),
            kind: text_at(object, &["kind"]).to_owned(),
            namespace: if named.is_empty() { namespace } else { named }.to_owned(),
            name: text_at(object, &["metadata", "name"]).to_owned(),
        }
    }

    /// As `Deployment`.
    pub(crate) fn kind(&self) -> &str {
        &self.kind
    }

    /// Empty where the object says none.
    pub(crate) fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The object's name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The object in a person's words.
    pub(crate) fn described(&self) -> String {
        let object = format!("{} `{}`", self.kind.escape_debug(), self.name.escape_debug());
        match self.namespace.as_str() {
            "" => object,
            namespace => format!("{object} in namespace `{}`", namespace.escape_debug()),
        }
    }
}

/// The generated objects of a stream, asked which foreign documents are one of them.
#[derive(Default)]
pub(crate) struct Identities {
    known: BTreeSet<Identity>,
    /// What some generated name starts with, so that most documents need not be parsed.
    prefixes: BTreeSet<String>,
}

impl Identities {
    /// Adds an object of a release with this full name, which lives in `namespace` unless it says
    /// otherwise. Gives its identity back when there is one already.
    pub(crate) fn add(&mut self, object: &Value, fullname: &str, namespace: &str) -> Option<Identity> {
        let identity = Identity::of(object, namespace);
        if self.known.contains(&identity) {
            return Some(identity);
        }
        // A composed name that is too long keeps more than this of the full name. A user's own object
        // may have any name.
        let start = fullname.char_indices().nth(50).map_or(fullname, |(end, _)| &fullname[..end]);
        let prefix = if identity.name.starts_with(start) { start } else { identity.name.as_str() };
        if !self.prefixes.contains(prefix) {
            self.prefixes.insert(prefix.to_owned());
        }
        self.known.insert(identity);
        None
    }

    /// The generated object that a foreign document also is.
    pub(crate) fn find(&self, document: &Document, input: &[u8], namespace: &str) -> Option<&Identity> {
        let body = document.body(input);
        if !self.prefixes.iter().any(|prefix| memmem::find(body, prefix.as_bytes()).is_some()) {
            return None;
        }
        let head = yaml::head(body)?;
        if head.kind.ends_with("List") {
            return self.find_item(body, namespace);
        }
        let identity = Identity {
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

    /// The generated object that stands in a List too, which Helm and the API server take apart.
    fn find_item(&self, body: &[u8], namespace: &str) -> Option<&Identity> {
        let document = yaml::read(std::str::from_utf8(body).ok()?).ok()?;
        document
            .value
            .get("items")?
            .as_array()?
            .iter()
            .find_map(|item| self.known.get(&Identity::of(item, namespace)))
    }
}

/// The place of a foreign document in Helm's order; `None` where it holds no object.
pub(super) fn foreign_rank(document: &Document, input: &[u8]) -> Option<usize> {
    let body = document.body(input);
    match kind_line(body) {
        Some(kind) => Some(rank(kind)),
        None => yaml::head(body).map(|head| rank(&head.kind)),
    }
}

/// The value of a plain `kind:` line at the left margin.
fn kind_line(body: &[u8]) -> Option<&str> {
    const KEY: &[u8] = b"kind:";
    let at = memmem::find_iter(body, KEY).find(|at| *at == 0 || body[at - 1] == b'\n')?;
    let line = body[at + KEY.len()..].split(|b| *b == b'\n').next()?;
    let kind = std::str::from_utf8(line).ok()?.trim();
    kind.bytes().all(|b| b.is_ascii_alphanumeric()).then_some(kind).filter(|kind| !kind.is_empty())
}

fn group(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}
