//! How a key of the values is declared: once, with all that checks, the schema, documentation and editors know of it.
//!
//! The declarations themselves stand with the types that the keys are read into, in `values`.

mod choice;
mod declare;
mod pod_setting;
mod read;

pub(crate) use choice::choice;
pub(crate) use declare::{keys, object};
pub(crate) use pod_setting::{Place, PodSetting, PodSettings, Section};
pub(crate) use read::{Declared, Read};

/// What keys at the top begin with that hold nothing but YAML anchors.
pub(crate) const ANCHORS: &str = "x-";
/// The probes of a container.
pub(crate) const PROBES: [&str; 3] = ["livenessProbe", "readinessProbe", "startupProbe"];

/// A key.
#[derive(Debug)]
pub(crate) struct Key {
    /// As it is written.
    pub(crate) name: &'static str,
    /// What its value is.
    pub(crate) holds: Holds,
    /// What it is for: lines of whole sentences, each with a blank before it, as comments have them.
    pub(crate) doc: &'static [&'static str],
    /// The chart's default as JSON; empty where there is none, or where the keys below have theirs.
    pub(crate) default: &'static str,
    /// What somebody might write, as JSON; empty where the default or the type says it.
    pub(crate) example: &'static str,
    /// The first version of Dagu that has what the key sets; empty where every version that runs workers has it.
    pub(crate) since: &'static str,
    /// Whether the value is secret.
    pub(crate) credential: bool,
    /// Whether pods are replaced when the value, or one below it, changes.
    pub(crate) restarts: bool,
}

impl Key {
    /// A key of which nothing is said but its name, what it holds and what it is for.
    pub(crate) const fn new(name: &'static str, holds: Holds, doc: &'static [&'static str]) -> Self {
        Self { name, holds, doc, default: "", example: "", since: "", credential: false, restarts: false }
    }

    /// Its first sentence.
    #[cfg(feature = "codegen")]
    pub(crate) fn summary(&self) -> String {
        let text = self.text();
        text.split_inclusive(". ").next().unwrap_or_default().trim_ascii().to_owned()
    }

    /// What it is for and since when, in one line.
    pub(crate) fn text(&self) -> String {
        let mut text = self.doc.concat().trim_ascii().to_owned();
        if !self.since.is_empty() {
            text.push_str(&format!(" Since Dagu {}.", self.since));
        }
        text
    }

    /// A part of the pod template, whose pods are replaced with it.
    pub(crate) const fn of_pods(name: &'static str, holds: Holds, doc: &'static [&'static str]) -> Self {
        Self { restarts: true, ..Self::new(name, holds, doc) }
    }
}

/// What a value is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Holds {
    /// What a word of [`crate::kubernetes::Kind`] says, a type of Kubernetes among them.
    Kind(&'static str),
    /// A map with keys of the chart's own.
    Object(&'static Object),
    /// A list.
    List(&'static Holds),
    /// A map with any keys.
    Map(&'static Holds),
}

impl Holds {
    /// The word, where one says it.
    pub(crate) fn kind(self) -> Option<&'static str> {
        match self {
            Self::Kind(kind) => Some(kind),
            _ => None,
        }
    }
}

/// A map with keys of the chart's own.
#[derive(Debug)]
pub(crate) struct Object {
    /// Its name in the schema.
    pub(crate) name: &'static str,
    /// The keys that are its alone.
    pub(crate) keys: &'static [Key],
    /// The settings of pods that it takes besides.
    pub(crate) settings: Option<PodSettings>,
}

impl Object {
    /// Every key, with the settings of pods behind those that are its alone.
    pub(crate) fn all(&self) -> impl Iterator<Item = &'static Key> {
        let settings = self.settings.into_iter().flat_map(PodSettings::iter).map(|setting| &setting.key);
        self.keys.iter().chain(settings)
    }

    /// The names of all keys, sorted.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<&str> = self.all().map(|key| key.name).collect();
        names.sort_unstable();
        names
    }

    /// The key of that name.
    pub(crate) fn key(&self, name: &str) -> Option<&'static Key> {
        self.all().find(|key| key.name == name)
    }
}
