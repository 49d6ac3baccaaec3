//! Parses the values texts of a request and merges them and the flags over the defaults.

use dagu_chart_api::{RenderRequest, SetArgument, SetKind, Span, ValuesText};
use serde_json::{Map, Value};

use super::defaults;
use super::flags::Flags;
use crate::diagnostic::{Finding, Findings, Rule, Severity};
use crate::order;
use crate::path::{Step, steps};
use crate::shown::shown;
use crate::values::{coalesce, set};
use crate::yaml::{self, Area, Parsed};

/// The text is not YAML.
pub(crate) const NOT_YAML: Rule = Rule {
    code: "D0101",
    name: "not-yaml",
    severity: Severity::Error,
    doc: doc!("A values file must be one YAML mapping that Helm can parse."),
};

/// A duplicate key.
pub(crate) const DUPLICATE_KEY: Rule = Rule {
    code: "D0105",
    name: "duplicate-key",
    severity: Severity::Warning,
    doc: doc!("The map has the same key twice. Helm silently uses the last one, so the first has no effect."),
};

/// A key is a number that Helm writes in another way.
pub(crate) const NUMBER_KEY: Rule = Rule {
    code: "D0125",
    name: "number-key",
    severity: Severity::Warning,
    doc: doc!(
        "Helm reads an unquoted key such as `007` or `1e3` as a number and converts it to text again: the pool `007` is named `7` in the cluster, and the label `1e3` is named `1000`. Put the key in quotes, as in `\"007\"`."
    ),
};

/// A `--set` argument cannot be parsed.
pub(crate) const SET_MALFORMED: Rule = Rule {
    code: "D0106",
    name: "set-malformed",
    severity: Severity::Error,
    doc: doc!("A `--set` argument must be `path=value` in Helm's syntax."),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[&NOT_YAML, &DUPLICATE_KEY, &NUMBER_KEY, &SET_MALFORMED];

/// The value that the Dagu version of a request overrides.
pub(super) const DAGU_VERSION: &str = "daguVersion";

/// The Dagu version of a request that has one.
pub(super) fn dagu_version(request: &RenderRequest) -> Option<&str> {
    request.dagu_version.as_deref().filter(|version| !version.is_empty())
}

/// The texts that could be parsed, in the order of the request.
#[derive(Default)]
pub(super) struct Texts<'r> {
    pub(super) documents: Vec<(usize, &'r ValuesText, Parsed<'r>)>,
    /// The values that flags set.
    pub(super) flags: Flags,
}

impl<'r> Texts<'r> {
    /// The values of all texts and flags over the defaults; `None` if one cannot be parsed.
    pub(super) fn coalesce(
        &mut self,
        request: &'r RenderRequest,
        diagnostics: &mut Findings,
    ) -> Option<Value> {
        let user = self.merge(request, diagnostics)?;
        if let Some(version) = dagu_version(request) {
            let mut set = Map::new();
            set.insert(DAGU_VERSION.to_owned(), version.into());
            self.flags.note(&set.into(), "--dagu-version");
        }
        Some(coalesce::coalesce(&defaults::values(), user).into())
    }

    /// The same without the defaults.
    pub(super) fn merge(
        &mut self,
        request: &'r RenderRequest,
        diagnostics: &mut Findings,
    ) -> Option<Map<String, Value>> {
        let mut user = Map::new();
        for (index, text) in request.values.iter().enumerate() {
            match yaml::read(&text.text) {
                Ok(document) => {
                    diagnostics.extend(duplicates(index, text, &document));
                    diagnostics.extend(renamed(index, text, &document));
                    coalesce::merge(&mut user, document.value.clone());
                    self.documents.push((index, text, document));
                }
                Err(error) => {
                    let mut found = NOT_YAML.found(error.message, error.help);
                    found.diagnostic.span = Some(span(index, text, error.area));
                    diagnostics.push(found);
                }
            }
        }
        let mut arguments: Vec<&SetArgument> = request.set.iter().collect();
        order::sort_by_key(&mut arguments, |argument| argument.kind);
        for argument in arguments {
            if let Err(message) = set::apply(&mut user, argument) {
                let help = match argument.kind {
                    SetKind::Json => "write it as `path.to.key=value` with a JSON value, or as a JSON map",
                    _ => "write it as `path.to.key=value`",
                };
                let mut found = SET_MALFORMED.found(message, help);
                found.diagnostic.flag = Some(argument.kind.flag().into());
                diagnostics.push(found);
            }
            let mut alone = Map::new();
            // The error was reported above.
            let _ = set::apply(&mut alone, argument);
            self.flags.note(&alone.into(), argument.kind.flag());
        }
        let readable = !diagnostics.has_error();
        // The types of the values report a mapping in place of a scalar and vice versa.
        readable.then_some(user)
    }
}

fn duplicates(index: usize, text: &ValuesText, document: &Parsed<'_>) -> Vec<Finding> {
    let found = document.noted.duplicates.iter().map(|duplicate| {
        let help = "remove one of the two";
        let mut found = DUPLICATE_KEY.at(&duplicate.path, "duplicate key: Helm uses the last one", help);
        found.diagnostic.span = Some(span(index, text, duplicate.area));
        found
    });
    found.collect()
}

fn renamed(index: usize, text: &ValuesText, document: &Parsed<'_>) -> Vec<Finding> {
    let found = document.noted.renamed.iter().map(|key| {
        let written = text.text.get(key.area.start as usize..key.area.end as usize).unwrap_or_default();
        let read = steps(key.path.as_str()).last();
        let read = read.map(|step| match step {
            Step::Key(key) => key.into_owned(),
            Step::Index(index) => index.to_string(),
        });
        let mut found = NUMBER_KEY.at(
            &key.path,
            format!(
                "Helm reads the unquoted key `{}` as the number `{}`",
                shown(written),
                read.unwrap_or_default()
            ),
            format!("put the key in quotes: `\"{}\"`", shown(written)),
        );
        found.diagnostic.span = Some(span(index, text, key.area));
        found
    });
    found.collect()
}

/// A part of a text, as diagnostics name it.
pub(super) fn span(index: usize, text: &ValuesText, area: Area) -> Span {
    Span {
        file: u32::try_from(index).unwrap_or(u32::MAX),
        name: text.name.clone(),
        start: area.start,
        end: area.end,
        line: area.line,
        column: area.column,
    }
}
