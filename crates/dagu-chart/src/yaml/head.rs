//! Reads kind and name of a document, and no more of the text than necessary.

use memchr::memmem;
use serde_json::Value;

use super::grammar::{self, Event, Halt, Listener};
use super::resolve::resolve;
use super::scalar::Scalar;
use super::scan::Style;
use super::tag::Tag;

/// The annotation with which Helm 4 records the template of a document.
const FILENAME: &str = "postrenderer.helm.sh/postrender-filename";

/// The identifying fields of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// Such as `apps/v1`; empty if it is missing.
    pub(crate) api_version: String,
    /// Such as `Deployment`.
    pub(crate) kind: String,
    /// `metadata.name`.
    pub(crate) name: Option<String>,
    /// `metadata.namespace`.
    pub(crate) namespace: Option<String>,
    /// The template of the document, recorded by Helm 4.
    pub(crate) filename: Option<String>,
}

/// Reads the head of the first document in `bytes`. None if it is not an object, or not valid YAML up to the end of the
/// head.
pub(crate) fn head(bytes: &[u8]) -> Option<Head> {
    let text = std::str::from_utf8(bytes).ok()?;
    // In JSON a later key can be anywhere, so all of it has to be read.
    let json = text.trim_start().starts_with('{').then(|| serde_json::from_slice(bytes).ok());
    let head = match json.flatten() {
        Some(object) => of_json(&object),
        None => of_yaml(text)?,
    };
    (!head.kind.is_empty()).then_some(head)
}

/// Whether a mapping anywhere in a text has a key with such a value. An invalid text is searched up to the error.
pub(crate) fn has(bytes: &[u8], key: &str, is_wanted: fn(&str) -> bool) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    matches!(grammar::parse(text, &mut Search { key, is_wanted, is_behind_key: false }), Err(Halt::Enough))
}

/// Stops at a key with a wanted value.
struct Search<'k> {
    key: &'k str,
    is_wanted: fn(&str) -> bool,
    is_behind_key: bool,
}

impl<'t> Listener<'t> for Search<'_> {
    fn hear(&mut self, event: Event<'t>) -> Result<(), Halt> {
        self.is_behind_key = match event {
            Event::Scalar { text, .. } if self.is_behind_key && (self.is_wanted)(&text) => {
                return Err(Halt::Enough);
            }
            // A value that equals the key is treated as one: the next node is then a key, which never matches.
            Event::Scalar { text, .. } => text == self.key,
            _ => false,
        };
        Ok(())
    }
}

fn of_json(object: &Value) -> Head {
    let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let annotations = object.pointer("/metadata/annotations");
    Head {
        api_version: text("/apiVersion").unwrap_or_default(),
        kind: text("/kind").unwrap_or_default(),
        name: text("/metadata/name"),
        namespace: text("/metadata/namespace"),
        filename: annotations.and_then(|all| all.get(FILENAME)?.as_str()).map(str::to_owned),
    }
}

fn of_yaml(text: &str) -> Option<Head> {
    let is_last_of = |key: &str| memmem::rfind(text.as_bytes(), key.as_bytes());
    let mut reader = HeadReader {
        // In flow style a later key can be anywhere.
        last_key: if text.trim_start().starts_with('{') {
            usize::MAX
        } else {
            ["\nkind", "\nmetadata", "\napiVersion"].into_iter().filter_map(is_last_of).max().unwrap_or(0)
        },
        ..HeadReader::default()
    };
    match grammar::parse(text, &mut reader) {
        Ok(()) | Err(Halt::Enough) => Some(reader.head),
        Err(Halt::Wrong(_)) => None,
    }
}

#[derive(Default)]
struct HeadReader {
    head: Head,
    levels: Vec<Level>,
    /// Whether `metadata` was read to its end.
    metadata: bool,
    /// The end of the last node, and the start of the last line that can have a key of the head: a later key is used.
    end: usize,
    last_key: usize,
}

struct Level {
    room: Room,
    is_map: bool,
    /// The key whose value comes next.
    key: Option<String>,
}

/// The mappings that belong to the head.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    Object,
    Metadata,
    Annotations,
    Elsewhere,
}

impl<'t> Listener<'t> for HeadReader {
    fn hear(&mut self, event: Event<'t>) -> Result<(), Halt> {
        match event {
            Event::Scalar { node, text, style, tag } => {
                self.scalar(&text, style, tag);
                self.end = node.range.end;
            }
            Event::MapStart(_) => self.open(true),
            Event::ListStart(_) => self.open(false),
            Event::Alias { .. } => self.skip(),
            Event::End { .. } => {
                self.levels.pop();
                if self.is_complete() && self.last_key < self.end {
                    return Err(Halt::Enough);
                }
            }
            Event::DocumentEnd => return Err(Halt::Enough),
            Event::DocumentStart => {}
        }
        Ok(())
    }
}

impl HeadReader {
    fn scalar(&mut self, text: &str, style: Style, tag: Tag) {
        let text = match resolve(text, tag, style == Style::Plain) {
            Ok(Scalar::Text(text)) => text.into_owned(),
            _ => String::new(),
        };
        let Some(level) = self.levels.last_mut().filter(|level| level.is_map) else { return };
        let Some(key) = level.key.take() else {
            level.key = Some(text);
            return;
        };
        match (level.room, key.as_str()) {
            (Room::Object, "apiVersion") => self.head.api_version = text,
            (Room::Object, "kind") => self.head.kind = text,
            (Room::Metadata, "name") => self.head.name = Some(text),
            (Room::Metadata, "namespace") => self.head.namespace = Some(text),
            (Room::Annotations, FILENAME) => self.head.filename = Some(text),
            _ => {}
        }
    }

    fn open(&mut self, is_map: bool) {
        let room = match self.levels.last_mut() {
            None => Room::Object,
            Some(level) => match (level.room, level.take_key().as_deref()) {
                (Room::Object, Some("metadata")) => {
                    self.metadata = true;
                    Room::Metadata
                }
                (Room::Metadata, Some("annotations")) => Room::Annotations,
                _ => Room::Elsewhere,
            },
        };
        self.levels.push(Level { room, is_map, key: None });
    }

    /// An alias, whose value is not known here.
    fn skip(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            level.take_key();
        }
    }

    fn is_complete(&self) -> bool {
        self.levels.len() == 1
            && self.metadata
            && !self.head.kind.is_empty()
            && !self.head.api_version.is_empty()
    }
}

impl Level {
    /// The key of a node; empty for a node that is a key itself.
    fn take_key(&mut self) -> Option<String> {
        let key = self.key.take();
        if key.is_none() && self.is_map {
            self.key = Some(String::new());
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config_map() -> Head {
        Head {
            api_version: "v1".to_owned(),
            kind: "ConfigMap".to_owned(),
            name: Some("a".to_owned()),
            namespace: Some("b".to_owned()),
            filename: Some("c/templates/d.yaml".to_owned()),
        }
    }

    #[test]
    fn reads_block_and_flow() {
        let block = "# c\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations:\n    \
                     postrenderer.helm.sh/postrender-filename: 'c/templates/d.yaml'\n  namespace: b\ndata: [\n";
        assert_eq!(head(block.as_bytes()), Some(config_map()));
        let flow = "{\"kind\": \"ConfigMap\", apiVersion: v1, \"metadata\": {\"name\": \"a\", \"namespace\": \"b\", \
                    \"annotations\": {postrenderer.helm.sh/postrender-filename: 'c/templates/d.yaml'}}}\n";
        assert_eq!(head(flow.as_bytes()), Some(config_map()));
        let json = r#"{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"b",
            "annotations":{"postrenderer.helm.sh/postrender-filename":"c/templates/d.yaml"}}}"#;
        assert_eq!(head(json.as_bytes()), Some(config_map()));
    }

    #[test]
    fn only_the_object_itself_counts() {
        let text = "data:\n  kind: Secret\n  metadata: {name: x}\n  ? [kind, metadata]\n  : kind\nkind: A\n\
                    spec:\n- metadata:\n    name: y\nmetadata:\n  labels: {name: z}\n  name: right\napiVersion: v1\n";
        let head = head(text.as_bytes()).expect("an object");
        assert_eq!((head.kind.as_str(), head.name.as_deref()), ("A", Some("right")));
    }

    #[test]
    fn a_later_key_counts() {
        let text = "apiVersion: v1\nkind: A\nmetadata:\n  name: a\nmetadata:\n  name: b\nkind: B\n";
        let head = head(text.as_bytes()).expect("an object");
        assert_eq!((head.kind.as_str(), head.name.as_deref()), ("B", Some("b")));
    }

    #[test]
    fn a_key_is_found_at_any_depth() {
        let is_wanted: fn(&str) -> bool = |text| text.starts_with("wanted/");
        for text in [
            "a: wanted/1\n",
            "- {a: wanted/1}\n",
            "items:\n- b: [{\"a\": 'wanted/1'}]\n",
            "{\"a\": \"wanted/1\"}\n{\"b\": 1}\n",
            "a: wanted/1\nb: [\n",
        ] {
            assert!(has(text.as_bytes(), "a", is_wanted), "{text}");
        }
        for text in ["b: wanted/1\n", "a: |\n  a: wanted/1\n", "a: [wanted/1]\n", "wanted/1: a\n"] {
            assert!(!has(text.as_bytes(), "a", is_wanted), "{text}");
        }
    }

    #[test]
    fn what_is_no_object_has_no_head() {
        for bytes in
            [&b""[..], b"# c\n", b"- kind: a\n", b"kind:\n", b"a: [\n", b"kind: 1\n", b"\xff", b"{", b"text"]
        {
            assert_eq!(head(bytes), None, "{}", bytes.escape_ascii());
        }
    }
}
