//! Manifests as files for tools that apply them: one file, a base for kustomize, or a plain chart.
//!
//! The objects are those of `helm dagu render`; nothing here decides what is in them.

mod chart;
mod difference;
mod folder;
mod header;
mod kustomize;
mod object;
mod stub;

use std::collections::BTreeMap;

pub(crate) use chart::{Release, chart};
pub(crate) use difference::difference;
pub(crate) use folder::Folder;
pub(crate) use header::Header;
pub(crate) use header::is_exported;
pub(crate) use kustomize::kustomize;
pub(crate) use object::Object;
pub(crate) use stub::stub;

/// Texts by their path in a folder.
pub(crate) type Files = BTreeMap<String, String>;
