//! The objects of an answer, one by one: which are shown, and their files.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dagu_chart_api::ObjectSummary;

use crate::failure::Failure;
use crate::nearest::nearest;

/// An object and its document.
pub(crate) struct Object<'a> {
    summary: ObjectSummary,
    pub(crate) text: &'a [u8],
}

/// The objects of a report in the stream that it is about.
pub(crate) fn objects(summaries: Vec<ObjectSummary>, stream: &[u8]) -> Vec<Object<'_>> {
    let mut rest = stream;
    let object = |summary: ObjectSummary| {
        let (text, behind) = rest.split_at(rest.len().min(summary.bytes as usize));
        rest = behind;
        Object { summary, text }
    };
    summaries.into_iter().map(object).collect()
}

/// Keeps the objects that are wanted, as `KIND` or `KIND/NAME`; all of them if none is named.
pub(crate) fn keep(objects: &mut Vec<Object<'_>>, wanted: &[String]) -> Result<(), Failure> {
    for name in wanted {
        if !objects.iter().any(|object| object.is(name)) {
            let nearest = nearest(name, objects.iter().map(Object::name));
            return Err(Failure::NoObject { name: name.clone(), nearest });
        }
    }
    objects.retain(|object| wanted.is_empty() || wanted.iter().any(|name| object.is(name)));
    Ok(())
}

/// The documents as one stream.
pub(crate) fn stream(objects: &[Object<'_>]) -> Vec<u8> {
    objects.iter().flat_map(|object| object.text).copied().collect()
}

/// Writes each object to a file of its own in a folder, and returns the paths.
pub(crate) fn write(objects: &[Object<'_>], folder: &Path) -> Result<String, Failure> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| Failure::OutputFile { path, error }
    };
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let mut names = BTreeSet::new();
    let mut written = String::new();
    for object in objects {
        let path = folder.join(object.file(&mut names));
        fs::write(&path, object.text).map_err(failed(&path))?;
        written.push_str(&format!("wrote {}\n", path.display()));
    }
    Ok(written)
}

impl Object<'_> {
    fn is(&self, wanted: &str) -> bool {
        let (kind, name) = wanted.split_once('/').map_or((wanted, None), |(kind, name)| (kind, Some(name)));
        self.summary.kind.eq_ignore_ascii_case(kind) && name.is_none_or(|name| name == self.summary.name)
    }

    fn name(&self) -> String {
        format!("{}/{}", self.summary.kind, self.summary.name)
    }

    /// A file name that is not taken: objects of other namespaces or API groups may have the same kind and name.
    pub(crate) fn file(&self, taken: &mut BTreeSet<String>) -> String {
        let ObjectSummary { kind, name, .. } = &self.summary;
        // Roles have names such as `system:reader`, and may have any character that a URL can encode. Every system, YAML and
        // shell has to take the name of the file as it is.
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        let base = format!("{}-{name}", kind.to_lowercase()).replace(|c| !is_plain(c), "_");
        let numbers = (2..).map(|number| format!("{base}-{number}.yaml"));
        let mut names = std::iter::once(format!("{base}.yaml")).chain(numbers);
        // On Windows and macOS `A` and `a` are one file.
        names.find(|name| taken.insert(name.to_lowercase())).unwrap_or(base)
    }
}
