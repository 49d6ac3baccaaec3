//! What the page edits: values files in Helm's order, the values of a release, or nothing.

use dagu_chart_api::{LocalDocument, LocalEdit, ValuesText};

use super::document::Document;
use crate::failure::Failure;

/// Without a document the page starts with its own example.
#[derive(Default)]
pub(crate) struct Documents(Vec<Document>);

impl Documents {
    /// Files, the last of which wins. None of them may be there twice, under whatever name: two texts would be written to
    /// it.
    pub(crate) fn of_files(names: Vec<String>) -> Result<Self, Failure> {
        let mut documents: Vec<Document> = Vec::new();
        for name in names {
            let document = Document::of_file(name)?;
            if documents.iter().any(|other| other.path() == document.path()) {
                return Err(Failure::UiTwice(document.name().to_owned()));
            }
            documents.push(document);
        }
        Ok(Self(documents))
    }

    pub(crate) fn of_release(values: ValuesText) -> Result<Self, Failure> {
        Ok(Self(vec![Document::of_release(values)?]))
    }

    /// Their names for people; `None` without a document.
    pub(crate) fn names(&self) -> Option<String> {
        let names: Vec<_> = self.0.iter().map(Document::name).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// The values as they are now.
    pub(super) fn load(&self) -> Result<Vec<LocalDocument>, Failure> {
        self.0.iter().map(Document::load).collect()
    }

    /// Writes a file, unless it or the text in `edit` is not based on what was read last. The path is only compared.
    pub(super) fn save(&self, edit: LocalEdit) -> Result<LocalDocument, Failure> {
        match self.0.iter().find(|document| document.path() == edit.path) {
            Some(document) => document.save(edit),
            // A page of a program that was stopped may have had another file.
            None => Err(Failure::FileChanged(edit.path)),
        }
    }

    /// Waits until files that are being written are whole. None is written after this.
    pub(super) fn close(&self) {
        self.0.iter().for_each(Document::close);
    }
}
