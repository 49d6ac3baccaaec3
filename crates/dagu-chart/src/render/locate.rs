//! The values texts of a request: read, coalesced, and asked where a finding stands.

use serde_json::{Map, Value};

use super::flags::Flags;
use super::{defaults, fix};
use crate::api::{RenderRequest, SetArgument, ValuesText};
use crate::diagnostic::{Diagnostic, Findings, Span};
use crate::path::{Segment, ValuePath, segments};
use crate::rules::Rule;
use crate::rules::boolean_key::{self, BOOLEAN_KEY};
use crate::rules::quantity::QUANTITY;
use crate::rules::shape::{NOT_ALLOWED, WRONG_TYPE};
use crate::rules::text::{DUPLICATE_KEY, NOT_YAML, SET_MALFORMED};
use crate::values::{coalesce, set};
use crate::yaml::{self, Area, Document, Place};

/// Rules about what a key has rather than about the key: they mark the value.
const OF_VALUES: [&Rule; 3] = [&WRONG_TYPE, &NOT_ALLOWED, &QUANTITY];

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
        let mut arguments: Vec<&SetArgument> = request.set.iter().collect();
        arguments.sort_by_key(|argument| argument.kind);
        for argument in arguments {
            if let Err(message) = set::apply(&mut user, argument) {
                diagnostics.push(Diagnostic {
                    flag: Some(argument.kind.flag()),
                    ..SET_MALFORMED.found(message, "write it as `path.to.key=value`")
                });
            }
            let mut alone = Map::new();
            // What is wrong with it was said above.
            let _ = set::apply(&mut alone, argument);
            self.flags.note(&alone.into(), argument.kind.flag());
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
                diagnostic.span = self.find(diagnostic);
                diagnostic.fix = diagnostic
                    .remedy
                    .as_ref()
                    .and_then(|remedy| fix::fix(remedy, &diagnostic.path, self).map(Box::new));
            }
        }
    }

    fn find(&self, diagnostic: &mut Diagnostic) -> Option<Span> {
        let (index, text, place) = self.documents.iter().rev().find_map(|(index, text, document)| {
            let place = document.find(&diagnostic.path).or_else(|| removed(document, &diagnostic.path))?;
            Some((*index, *text, place))
        })?;
        if diagnostic.code == BOOLEAN_KEY.code
            && let Some(typed) = place.key.and_then(|key| text.text.get(key.start as usize..key.end as usize))
        {
            boolean_key::as_typed(diagnostic, typed);
        }
        let is_of_value = OF_VALUES.iter().any(|rule| rule.code == diagnostic.code)
            && place.scalar
            && place.value.start < place.value.end;
        let area = place.key.filter(|_| !is_of_value).unwrap_or(place.value);
        Some(span(index, text, area))
    }
}

/// The null by which a text removes, with what holds it, the value that an earlier text has at a path.
fn removed(document: &Document<'_>, path: &str) -> Option<Place> {
    let mut above = ValuePath::root();
    let mut map = &document.value;
    for step in segments(path) {
        let Segment::Key(key) = step else { return None };
        above = above.key(&key);
        match map.get(&*key)? {
            Value::Null => return document.find(above.as_str()),
            Value::Object(below) => map = below,
            _ => return None,
        }
    }
    None
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
