//! A setting of pods: a key that several sections take.

use super::Key;

/// What a setting sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TargetField {
    /// A field of the pod.
    Pod(&'static str),
    /// A field of the component's container.
    Container(&'static str),
    /// A field of the Deployment's `spec`.
    Deployment(&'static str),
    /// An environment variable of the worker's container.
    Variable(&'static str),
    /// Implemented by code.
    Computed,
}

impl TargetField {
    /// Whether it is a single field of a Deployment.
    pub(crate) fn is_field(self) -> bool {
        !matches!(self, Self::Variable(_) | Self::Computed)
    }

    /// The JSON pointer to the field of a Deployment; empty if there is no single one.
    pub(crate) fn field(self) -> String {
        match self {
            Self::Pod(field) => format!("/spec/template/spec/{field}"),
            Self::Container(field) => format!("/spec/template/spec/containers/0/{field}"),
            Self::Deployment(field) => format!("/spec/{field}"),
            Self::Variable(_) | Self::Computed => String::new(),
        }
    }
}

/// A part of the values that takes settings of pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// The top level: all pods.
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
/// Its default is for the section from which all others inherit: the top level, or `worker` for settings that only
/// workers have.
#[derive(Debug)]
pub(crate) struct PodSetting {
    /// The declaration of the key.
    pub(crate) key: Key,
    /// The sections that take it.
    pub(crate) sections: &'static [Section],
    /// What it sets.
    pub(crate) target: TargetField,
}

impl PodSetting {
    /// Its default in a section as JSON; empty if there is none.
    pub(crate) fn default_in(&self, section: Section) -> &'static str {
        let inherited = [Section::Release, Section::Worker].into_iter().find(|section| self.is_in(*section));
        if inherited == Some(section) { self.key.default } else { "" }
    }

    /// Whether a section takes it.
    pub(crate) fn is_in(&self, section: Section) -> bool {
        self.sections.contains(&section)
    }
}

/// The settings that a map takes in addition to its own keys.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PodSettings {
    /// All settings, sorted by name.
    pub(crate) table: &'static [PodSetting],
    /// The section.
    pub(crate) section: Section,
}

impl PodSettings {
    /// The settings.
    pub(crate) fn iter(self) -> impl Iterator<Item = &'static PodSetting> {
        self.table.iter().filter(move |setting| setting.is_in(self.section))
    }
}
