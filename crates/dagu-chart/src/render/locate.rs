//! The values texts of a request: read, coalesced, and asked where a finding stands.

use serde_json::{Map, Value};

use super::flags::Flags;
use super::{defaults, fix};
use crate::api::{RenderRequest, SetArgument, SetKind, ValuesText};
use crate::diagnostic::{Diagnostic, Findings, Span};
use crate::rules::text::{DUPLICATE_KEY, NOT_YAML, SET_MALFORMED};
use crate::values::{coalesce, set};
use crate::yaml::{self, Area, Document};

/// The texts that could be read, in the order of the request.
#[derive(Default)]
pub(super) struct Texts<'r> {
    pub(super) documents: Vec<(usize, &'r ValuesText, Document<'r>)>,
    /// What the flags set.
    flags: Flags,
}

impl<'r> Texts<'r> {
    /// Reads every text and puts them over the defaults; `None` where one cannot be read.
    pub(super) fn coalesce(
        &mut self,
        request: &'r RenderRequest,
        diagnostics: &mut Findings,
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
                diagnostics.push(Diagnostic {
                    flag: Some(flag(argument)),
                    ..SET_MALFORMED.found(message, "write it as `path.to.key=value`")
                });
            }
            let mut alone = Map::new();
            // What is wrong with it was said above.
            let _ = set::apply(&mut alone, argument);
            self.flags.note(&alone.into(), flag(argument));
        }
        let readable = !diagnostics.have_error();
        // A mapping in the place of a plain value, or the other way round, is found by the values' own types.
        readable.then(|| coalesce::coalesce(&defaults::values(), user).into())
    }

    /// Adds to every finding without a place where its value was set last, and what can be done about it there.
    pub(super) fn locate(&self, diagnostics: &mut [Diagnostic]) {
        let unplaced =
            |diagnostic: &&mut Diagnostic| diagnostic.span.is_none() && !diagnostic.path.is_empty();
        for diagnostic in diagnostics.iter_mut().filter(unplaced) {
            diagnostic.flag = self.flags.find(&diagnostic.path);
            if diagnostic.flag.is_none() {
                diagnostic.span = self.find(&diagnostic.path);
                diagnostic.fix = diagnostic
                    .remedy
                    .as_ref()
                    .and_then(|remedy| fix::fix(remedy, &diagnostic.path, self).map(Box::new));
            }
        }
    }

    fn find(&self, path: &str) -> Option<Span> {
        self.documents.iter().rev().find_map(|(index, text, document)| {
            let place = document.find(path)?;
            Some(span(*index, text, place.key.unwrap_or(place.value)))
        })
    }
}

fn flag(argument: &SetArgument) -> &'static str {
    match argument.kind {
        SetKind::Set => "--set",
        SetKind::String => "--set-string",
        SetKind::Json => "--set-json",
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
