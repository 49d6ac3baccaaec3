//! A key of several sections: a setting of pods.

use super::Key;

/// Where a setting goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Into a field of the pod.
    Pod(&'static str),
    /// Into a field of the component's container.
    Container(&'static str),
    /// Into a field of the Deployment's `spec`.
    Deployment(&'static str),
    /// Wherever the code says that reads it.
    Made,
}

impl Place {
    /// The field as a JSON pointer into a Deployment; empty where there is no single one.
    pub(crate) fn field(self) -> String {
        match self {
            Self::Pod(field) => format!("/spec/template/spec/{field}"),
            Self::Container(field) => format!("/spec/template/spec/containers/0/{field}"),
            Self::Deployment(field) => format!("/spec/{field}"),
            Self::Made => String::new(),
        }
    }
}

/// A part of the values that holds settings of pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// The top of the values: all pods.
    Release,
    /// `coordinator`, `scheduler` or `ui`.
    Component,
    /// `worker`: all pools.
    Worker,
    /// An entry of `workerPools`.
    Pool,
}

/// A setting of pods.
///
/// Its default is that of the section which all others inherit from: the top of the values, or `worker` for what only
/// workers have.
#[derive(Debug)]
pub(crate) struct PodSetting {
    /// What is known of the key.
    pub(crate) key: Key,
    /// Where in the values it may stand.
    pub(crate) sections: &'static [Section],
    /// Where it goes.
    pub(crate) place: Place,
}

impl PodSetting {
    /// Its default in a section as JSON; empty where there is none.
    pub(crate) fn default_in(&self, section: Section) -> &'static str {
        let inherited = [Section::Release, Section::Worker].into_iter().find(|section| self.is_in(*section));
        if inherited == Some(section) { self.key.default } else { "" }
    }

    /// Whether it may stand in a section.
    pub(crate) fn is_in(&self, section: Section) -> bool {
        self.sections.contains(&section)
    }
}

/// The settings that a map takes besides its own keys.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PodSettings {
    /// All there are, by name.
    pub(crate) table: &'static [PodSetting],
    /// Those of this section are taken.
    pub(crate) section: Section,
}

impl PodSettings {
    /// The settings.
    pub(crate) fn iter(self) -> impl Iterator<Item = &'static PodSetting> {
        self.table.iter().filter(move |setting| setting.is_in(self.section))
    }
}
