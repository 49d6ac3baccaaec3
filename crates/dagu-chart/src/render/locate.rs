//! Adds the range in the texts and a fix to findings.

use dagu_chart_api::{Diagnostic, Span, Text, ValuesText};
use serde_json::Value;

use super::fix;
use super::texts::{Texts, span};
use crate::diagnostic::{Finding, Rule};
use crate::invalid::{NOT_ALLOWED, WRONG_TYPE};
use crate::kubernetes::quantity::QUANTITY;
use crate::path::{Step, ValuePath, steps};
use crate::rules::boolean_key::{self, BOOLEAN_KEY};
use crate::rules::release::{KUBERNETES_TOO_OLD, KUBERNETES_UNREADABLE, NAMESPACE, RELEASE_NAME};
use crate::yaml::{Location, Parsed};

/// Rules about a value rather than its key, whose messages do not always quote the value.
const OF_VALUES: [&Rule; 3] = [&WRONG_TYPE, &NOT_ALLOWED, &QUANTITY];

/// The inputs of a request that are not values, by the rules about them. A default is always valid.
const OF_INPUTS: [(&Rule, &str); 4] = [
    (&RELEASE_NAME, "NAME"),
    (&NAMESPACE, "--namespace"),
    (&KUBERNETES_UNREADABLE, "--kube-version"),
    (&KUBERNETES_TOO_OLD, "--kube-version"),
];

/// What was found, and of everything without a place where its value was set last, and what can be done about it there.
pub(super) fn located(texts: &Texts<'_>, found: Vec<Finding>) -> Vec<Diagnostic> {
    let place = |Finding { mut diagnostic, remedy }: Finding| {
        if let Some((_, flag)) = OF_INPUTS.iter().find(|(rule, _)| rule.code == diagnostic.code) {
            diagnostic.flag = Some(Text::from(*flag));
        } else if diagnostic.span.is_none() && !diagnostic.path.is_empty() {
            diagnostic.flag = texts.flags.find(&diagnostic.path).map(Text::from);
            if diagnostic.flag.is_none() {
                diagnostic.span = find(texts, &mut diagnostic);
                let fix = remedy.and_then(|remedy| fix::fix(&remedy, &diagnostic.path, texts));
                diagnostic.fix = fix.map(Box::new);
            }
        }
        diagnostic
    };
    found.into_iter().map(place).collect()
}

fn find(texts: &Texts<'_>, diagnostic: &mut Diagnostic) -> Option<Span> {
    let (index, text, place) = place(texts, &diagnostic.path)?;
    if diagnostic.code == BOOLEAN_KEY.code
        && let Some(typed) = place.key.and_then(|key| text.text.get(key.start as usize..key.end as usize))
    {
        boolean_key::as_typed(diagnostic, typed);
    }
    let written = text.text.get(place.value.start as usize..place.value.end as usize).unwrap_or_default();
    let is_of_value = place.scalar && !written.is_empty() && is_about(diagnostic, written);
    let area = place.key.filter(|_| !is_of_value).unwrap_or(place.value);
    Some(span(index, text, area))
}

/// Whether a finding is about a value, as it is written, rather than about its key: then its message quotes the value first.
fn is_about(diagnostic: &Diagnostic, written: &str) -> bool {
    let value = written.trim_matches(['"', '\'']);
    let quotes_it = |quoted: &str| match quoted.strip_suffix('…') {
        Some(start) => value.starts_with(start),
        None => quoted == value,
    };
    OF_VALUES.iter().any(|rule| rule.code == diagnostic.code)
        || diagnostic.message.split('`').nth(1).is_some_and(quotes_it)
}

/// The last text that sets the value at a path, or removes it, and where.
pub(super) fn place<'r>(texts: &Texts<'r>, path: &str) -> Option<(usize, &'r ValuesText, Location)> {
    texts.documents.iter().rev().find_map(|(index, text, document)| {
        let place = document.find(path).or_else(|| removed(document, path))?;
        Some((*index, *text, place))
    })
}

/// The null with which a text removes the value, or its parent, that an earlier text has at a path.
fn removed(document: &Parsed<'_>, path: &str) -> Option<Location> {
    let mut above = ValuePath::root();
    let mut map = &document.value;
    for step in steps(path) {
        let Step::Key(key) = step else { return None };
        above = above.key(&key);
        match map.get(&*key)? {
            Value::Null => return document.find(above.as_str()),
            Value::Object(below) => map = below,
            _ => return None,
        }
    }
    None
}
