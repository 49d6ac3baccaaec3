//! The values texts of a request: read, coalesced, and asked where a finding stands.

use serde_json::{Map, Value};

use super::defaults;
use crate::api::{RenderRequest, ValuesText};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::rules::text::{DUPLICATE_KEY, NOT_YAML, SET_MALFORMED};
use crate::values::{coalesce, set};
use crate::yaml::{self, Area, Document};

/// The texts that could be read, in the order of the request.
#[derive(Default)]
pub(super) struct Texts<'r> {
    documents: Vec<(usize, &'r ValuesText, Document<'r>)>,
}

impl<'r> Texts<'r> {
    /// Reads every text and puts them over the defaults; `None` where one cannot be read.
    pub(super) fn coalesce(
        &mut self,
        request: &'r RenderRequest,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Value> {
        let mut user = Map::new();
        for (index, text) in request.values.iter().enumerate() {
            match yaml::read(&text.text) {
                Ok(document) => {
                    diagnostics.extend(duplicates(index, text, &document));
                    coalesce::merge(&mut user, document.value.clone());
                    self.documents.push((index, text, document));
                }
                Err(error) => diagnostics.push(Diagnostic {
                    span: Some(span(index, text, error.area)),
                    ..NOT_YAML.found(error.message, error.help)
                }),
            }
        }
        for argument in &request.set {
            if let Err(message) = set::apply(&mut user, argument) {
                diagnostics.push(SET_MALFORMED.found(message, "write it as `path.to.key=value`"));
            }
        }
        let readable = !diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        // A mapping in the place of a plain value, or the other way round, is found by the values' own types.
        readable.then(|| coalesce::coalesce(&defaults::values(), user).into())
    }

    /// Adds to every finding without a place where its value, or the nearest one above it, was written last.
    pub(super) fn locate(&self, diagnostics: &mut [Diagnostic]) {
        for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.span.is_none()) {
            diagnostic.span = self.find(&diagnostic.path);
        }
    }

    fn find(&self, path: &str) -> Option<Span> {
        if path.is_empty() {
            return None;
        }
        self.documents.iter().rev().find_map(|(index, text, document)| {
            let place = document.find(path)?;
            Some(span(*index, text, place.key.unwrap_or(place.value)))
        })
    }
}

fn duplicates(index: usize, text: &ValuesText, document: &Document<'_>) -> Vec<Diagnostic> {
    let found = document.duplicates.iter().map(|duplicate| Diagnostic {
        span: Some(span(index, text, duplicate.area)),
        ..DUPLICATE_KEY.at(
            &duplicate.path,
            "the key stands twice in its map; the last one counts",
            "keep one of the two",
        )
    });
    found.collect()
}

fn span(index: usize, text: &ValuesText, area: Area) -> Span {
    Span {
        file: u32::try_from(index).unwrap_or(u32::MAX),
        name: text.name.clone(),
        start: area.start,
        end: area.end,
        line: area.line,
        column: area.column,
    }
}
