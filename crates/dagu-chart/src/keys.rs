//! The declaration of a key of the values, from which checks, schema, documentation and editor support are derived.
//!
//! The declarations themselves are in `values`, with the types of the keys.

mod choice;
mod declare;
mod pod_setting;
mod read;

pub(crate) use choice::choice;
pub(crate) use declare::{keys, object};
pub(crate) use pod_setting::{PodSetting, PodSettings, Section, TargetField};
pub(crate) use read::{Declared, Read};

use crate::order;

/// The prefix of top-level keys that contain only YAML anchors.
pub(crate) const ANCHORS: &str = "x-";
/// The probes of a container.
pub(crate) const PROBES: [&str; 3] = ["livenessProbe", "readinessProbe", "startupProbe"];

/// A key.
#[derive(Debug)]
pub(crate) struct Key {
    /// Its name.
    pub(crate) name: &'static str,
    /// The kind of its value.
    pub(crate) holds: Holds,
    /// Its description: lines of whole sentences, each with a leading space, as in doc comments.
    pub(crate) doc: &'static [&'static str],
    /// The default as JSON; empty if there is none, or if the keys below have defaults.
    pub(crate) default: &'static str,
    /// An example as JSON; empty if the default or the type is enough.
    pub(crate) example: &'static str,
    /// The first version of Dagu that supports the key; empty if every version with workers does.
    pub(crate) since: &'static str,
    /// Whether the value is a credential.
    pub(crate) credential: bool,
    /// Whether a change of the value, or of one below it, restarts pods.
    pub(crate) restarts: bool,
}

impl Key {
    /// A key with name, kind and description, and nothing else.
    pub(crate) const fn new(name: &'static str, holds: Holds, doc: &'static [&'static str]) -> Self {
        Self { name, holds, doc, default: "", example: "", since: "", credential: false, restarts: false }
    }

    /// Its first sentence.
    #[cfg(feature = "codegen")]
    pub(crate) fn summary(&self) -> String {
        let text = self.text();
        text.split_inclusive(". ").next().unwrap_or_default().trim_ascii().to_owned()
    }

    /// Its description and the first version of Dagu, in one line.
    pub(crate) fn text(&self) -> String {
        let mut text = self.doc.concat().trim_ascii().to_owned();
        if !self.since.is_empty() {
            text.push_str(&format!(" Since Dagu {}.", self.since));
        }
        text
    }

    /// A part of the pod template: a change restarts pods.
    pub(crate) const fn of_pods(name: &'static str, holds: Holds, doc: &'static [&'static str]) -> Self {
        Self { restarts: true, ..Self::new(name, holds, doc) }
    }
}

/// The kind of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Holds {
    /// A kind in the notation of [`crate::kubernetes::FieldKind`], such as a type of Kubernetes.
    Kind(&'static str),
    /// A map with fixed keys of the chart.
    Object(&'static Object),
    /// A list.
    List(&'static Holds),
    /// A map with any keys.
    Map(&'static Holds),
}

impl Holds {
    /// The kind in the notation of the table of types, if it has one.
    pub(crate) fn kind(self) -> Option<&'static str> {
        match self {
            Self::Kind(kind) => Some(kind),
            _ => None,
        }
    }
}

/// A map with fixed keys of the chart.
#[derive(Debug)]
pub(crate) struct Object {
    /// Its name in the schema.
    pub(crate) name: &'static str,
    /// Its own keys.
    pub(crate) keys: &'static [Key],
    /// The settings of pods that it takes in addition.
    pub(crate) settings: Option<PodSettings>,
}

impl Object {
    /// All keys: its own, then the settings of pods.
    pub(crate) fn all(&self) -> impl Iterator<Item = &'static Key> {
        let settings = self.settings.into_iter().flat_map(PodSettings::iter).map(|setting| &setting.key);
        self.keys.iter().chain(settings)
    }

    /// The names of all keys, sorted.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<&str> = self.all().map(|key| key.name).collect();
        order::sort_by_key(&mut names, |name| *name);
        names
    }

    /// The key of that name.
    pub(crate) fn key(&self, name: &str) -> Option<&'static Key> {
        self.all().find(|key| key.name == name)
    }
}
