//! The values that the page edits: a file, or the values of a release, which are only shown.

use std::fs;

use dagu_chart_api::{LocalDocument, LocalEdit, ValuesText};

use crate::failure::Failure;
use crate::file::{Files, write_changed};

pub(crate) struct Document {
    source: Source,
    /// The text that was read last, with the name as on the command line.
    read: ValuesText,
    /// Goes up with each text that is read or written.
    version: u32,
}

enum Source {
    /// Nothing: the page starts with its own example.
    None,
    /// A file, with its path from the root: pages of different files keep different work.
    File { path: String },
    /// A release.
    Release,
}

impl Document {
    pub(crate) fn none() -> Self {
        let read = ValuesText { name: String::new(), text: String::new() };
        Self { source: Source::None, read, version: 0 }
    }

    pub(crate) fn of_file(name: String) -> Result<Self, Failure> {
        if name == "-" {
            return Err(Failure::UiStdin);
        }
        let text = Files::default().read(&name)?;
        let path = fs::canonicalize(&name).map_err(|error| Failure::File { name: name.clone(), error })?;
        let path = path.to_string_lossy().into_owned();
        Ok(Self { source: Source::File { path }, read: ValuesText { name, text }, version: 0 })
    }

    pub(crate) fn of_release(values: ValuesText) -> Self {
        Self { source: Source::Release, read: values, version: 0 }
    }

    /// The name for people; `None` without a document.
    pub(crate) fn name(&self) -> Option<&str> {
        (!matches!(self.source, Source::None)).then_some(&*self.read.name)
    }

    /// The values as they are now.
    pub(super) fn load(&mut self) -> Result<Option<LocalDocument>, Failure> {
        if let Source::File { .. } = self.source {
            let text = Files::default().read(&self.read.name)?;
            if text != self.read.text {
                self.version += 1;
                self.read.text = text;
            }
        }
        Ok(self.shown())
    }

    /// Writes the file, unless it or the text in `edit` is not based on what was read last.
    pub(super) fn save(&mut self, edit: LocalEdit) -> Result<Option<LocalDocument>, Failure> {
        let name = self.read.name.clone();
        if !matches!(self.source, Source::File { .. }) {
            return Err(Failure::NotAFile(name));
        }
        if edit.version != self.version {
            return Err(Failure::FileChanged(name));
        }
        let changed = ValuesText { name, text: edit.text };
        if changed.text != self.read.text {
            write_changed(&self.read, &changed)?;
            self.version += 1;
            self.read = changed;
        }
        Ok(self.shown())
    }

    fn shown(&self) -> Option<LocalDocument> {
        let ValuesText { name, text } = self.read.clone();
        let (path, is_file) = match &self.source {
            Source::None => return None,
            Source::File { path } => (path.clone(), true),
            Source::Release => (name.clone(), false),
        };
        Some(LocalDocument { name, path, text, version: self.version, is_file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(version: u32, text: &str) -> LocalEdit {
        LocalEdit { version, text: text.to_owned() }
    }

    #[test]
    fn a_file_is_written_only_on_top_of_what_was_loaded() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("values.yaml");
        fs::write(&path, "a: 1 # why\n").expect("a file");
        let name = path.to_str().expect("a name").to_owned();
        let mut document = Document::of_file(name).expect("a document");
        let loaded = document.load().expect("a file").expect("a document");
        assert!(loaded.is_file && loaded.text == "a: 1 # why\n");

        let saved = document.save(edit(loaded.version, "a: 2 # why\n")).expect("a file").expect("a document");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "a: 2 # why\n");
        let stale = document.save(edit(loaded.version, "a: 3\n"));
        assert!(matches!(stale, Err(Failure::FileChanged(_))), "another tab wrote the file");

        fs::write(&path, "a: 4\n").expect("a file");
        let changed = document.save(edit(saved.version, "a: 3\n"));
        assert!(matches!(changed, Err(Failure::FileChanged(_))), "another program wrote the file");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "a: 4\n");
        let again = document.load().expect("a file").expect("a document");
        assert!(again.version > saved.version && again.text == "a: 4\n");
        document.save(edit(again.version, "a: 3\n")).expect("based on the newest text");
    }

    #[test]
    fn the_values_of_a_release_are_not_written() {
        let values = ValuesText { name: "release dagu".to_owned(), text: "{}\n".to_owned() };
        let mut document = Document::of_release(values);
        let loaded = document.load().expect("values").expect("a document");
        assert!(!loaded.is_file);
        assert!(document.save(edit(loaded.version, "a: 1\n")).is_err());
        assert!(Document::none().load().expect("nothing").is_none());
    }
}
