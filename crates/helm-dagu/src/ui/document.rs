//! Values that the page edits: a file, or the values of a release, which are only shown.

use std::fs;
use std::sync::{Mutex, MutexGuard, PoisonError};

use dagu_chart_api::{LocalDocument, LocalEdit, ValuesText};

use crate::entropy;
use crate::failure::Failure;
use crate::file::{Files, ensure_regular, write_changed};

pub(super) struct Document {
    source: Source,
    /// The name for people: that of a file as on the command line.
    name: String,
    read: Mutex<Read>,
}

enum Source {
    /// A file, with its path from the root: pages of different files keep different work.
    File { path: String },
    /// A release. What a page keeps of it has credentials, so it is for this program alone.
    Release { id: String },
}

/// The text that was read or written last.
struct Read {
    text: String,
    /// Random, so that a page of a program that was stopped, which may have had another file, has none that is right.
    version: String,
}

impl Read {
    fn new(text: String) -> Result<Self, Failure> {
        Ok(Self { text, version: entropy::token()? })
    }
}

impl Document {
    pub(super) fn of_file(name: String) -> Result<Self, Failure> {
        if name == "-" {
            return Err(Failure::UiStdin);
        }
        let text = read_file(&name)?;
        let path = fs::canonicalize(&name).map_err(|error| Failure::File { name: name.clone(), error })?;
        let path = path.to_string_lossy().into_owned();
        Self::new(Source::File { path }, name, text)
    }

    pub(super) fn of_release(values: ValuesText) -> Result<Self, Failure> {
        let id = format!("{} {}", values.name, entropy::token()?);
        Self::new(Source::Release { id }, values.name, values.text)
    }

    fn new(source: Source, name: String, text: String) -> Result<Self, Failure> {
        Ok(Self { source, name, read: Mutex::new(Read::new(text)?) })
    }

    /// The name for people.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// What no other document has.
    pub(super) fn path(&self) -> &str {
        match &self.source {
            Source::File { path } => path,
            Source::Release { id } => id,
        }
    }

    /// The values as they are now.
    pub(super) fn load(&self) -> Result<LocalDocument, Failure> {
        let Source::File { .. } = self.source else { return Ok(self.shown(&self.lock())) };
        // Before the lock: a file on another machine may not answer, and the program must end all the same.
        let text = read_file(&self.name)?;
        let mut read = self.lock();
        if text != read.text {
            *read = Read::new(text)?;
        }
        Ok(self.shown(&read))
    }

    /// Writes the file, unless it or the text in `edit` is not based on what was read last.
    pub(super) fn save(&self, edit: LocalEdit) -> Result<LocalDocument, Failure> {
        if !matches!(self.source, Source::File { .. }) {
            return Err(Failure::NotAFile(self.name.clone()));
        }
        let mut read = self.lock();
        if edit.version != read.version {
            return Err(Failure::FileChanged(self.name.clone()));
        }
        if edit.text != read.text {
            let new = Read::new(edit.text)?;
            write_changed(&self.named(&read.text), &self.named(&new.text))?;
            *read = new;
        }
        Ok(self.shown(&read))
    }

    /// Waits until a file that is being written is whole. None is written after this.
    pub(super) fn close(&self) {
        std::mem::forget(self.lock());
    }

    fn lock(&self) -> MutexGuard<'_, Read> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn named(&self, text: &str) -> ValuesText {
        ValuesText { name: self.name.clone(), text: text.to_owned() }
    }

    fn shown(&self, read: &Read) -> LocalDocument {
        LocalDocument {
            name: self.name.clone(),
            path: self.path().to_owned(),
            text: read.text.clone(),
            version: read.version.clone(),
            is_file: matches!(self.source, Source::File { .. }),
        }
    }
}

fn read_file(name: &str) -> Result<String, Failure> {
    ensure_regular(name)?;
    Files::default().read(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(version: &str, text: &str) -> LocalEdit {
        LocalEdit { path: String::new(), version: version.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_file_is_written_only_on_top_of_what_was_loaded() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("values.yaml");
        fs::write(&path, "a: 1 # why\n").expect("a file");
        let name = path.to_str().expect("a name").to_owned();
        let document = Document::of_file(name).expect("a document");
        let loaded = document.load().expect("a file");
        assert!(loaded.is_file && loaded.text == "a: 1 # why\n");

        let saved = document.save(edit(&loaded.version, "a: 2 # why\n")).expect("a file");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "a: 2 # why\n");
        let stale = document.save(edit(&loaded.version, "a: 3\n"));
        assert!(matches!(stale, Err(Failure::FileChanged(_))), "another tab wrote the file");

        fs::write(&path, "a: 4\n").expect("a file");
        let changed = document.save(edit(&saved.version, "a: 3\n"));
        assert!(matches!(changed, Err(Failure::FileChanged(_))), "another program wrote the file");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "a: 4\n");
        let again = document.load().expect("a file");
        assert!(again.version != saved.version && again.text == "a: 4\n");
        document.save(edit(&again.version, "a: 3\n")).expect("based on the newest text");
    }

    #[test]
    fn a_page_of_a_program_that_was_stopped_writes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let name = folder.path().join("values.yaml").to_str().expect("a name").to_owned();
        fs::write(&name, "a: 1\n").expect("a file");
        let first = Document::of_file(name.clone()).expect("a document");
        let loaded = first.load().expect("a file");
        let second = Document::of_file(name.clone()).expect("a document");
        let stale = second.save(edit(&loaded.version, "a: 2\n"));
        assert!(matches!(stale, Err(Failure::FileChanged(_))));
        assert_eq!(fs::read_to_string(&name).expect("a file"), "a: 1\n");
    }

    #[test]
    fn the_values_of_a_release_are_not_written() {
        let values = ValuesText { name: "release dagu".to_owned(), text: "{}\n".to_owned() };
        let document = Document::of_release(values).expect("a document");
        let loaded = document.load().expect("values");
        assert!(!loaded.is_file);
        assert!(document.save(edit(&loaded.version, "a: 1\n")).is_err());
        let other = Document::of_release(ValuesText { name: loaded.name, text: loaded.text });
        let other = other.expect("a document").load().expect("values");
        assert_ne!(other.path, loaded.path, "it may be in another cluster");
    }
}
