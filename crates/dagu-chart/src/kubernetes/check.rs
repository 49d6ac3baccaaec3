//! Holds values against the types of Kubernetes: which fields there are, and of what type.
//!
//! A kind is `s` (string), `b` (boolean), `i` and `l` (whole number of 32 and 64 bits), `n` (the same, not below
//! zero), `q` (quantity), `x` (number or string), `o` (any map), `=,A,B` (one of these words, or none), the name of a type,
//! `[` in front of a list's kind and `{` in front of a map's. A null removes what would be inherited, and always fits.

use serde_json::{Map, Value};

use super::types::{Types, fields, is_type};
use crate::diagnostic::{Diagnostic, Findings};
use crate::path::Trail;
use crate::rules::{quantity, shape};
use crate::schema::misfit;
use crate::values::Quantity;

/// Types of which one field at most may be set, beside those that hold no type of their own.
const ONE_OF: [&str; 5] = ["EnvVarSource", "LifecycleHandler", "Probe", "Volume", "VolumeProjection"];

/// A check of many values, with what it found.
#[derive(Default)]
pub(crate) struct Checker {
    types: Types,
    /// What does not fit.
    pub(crate) found: Findings,
}

impl Checker {
    /// Checks one value and all below it. `whole` where no other layer of the values can add to it.
    pub(crate) fn check(&mut self, value: &Value, kind: &str, trail: &Trail<'_>, whole: bool) {
        let inner = kind.get(1..).unwrap_or_default();
        match (kind.as_bytes().first(), value) {
            (Some(b'['), Value::Array(list)) => {
                for (index, item) in list.iter().enumerate() {
                    self.check(item, inner, &Trail::Index(trail, index), true);
                }
            }
            (Some(b'{'), Value::Object(map)) => {
                for (key, value) in map.iter().filter(|(_, value)| !value.is_null()) {
                    self.check(value, inner, &Trail::Key(trail, key), whole);
                }
            }
            (Some(b'='), Value::String(word)) => {
                if inner.split(',').all(|choice| choice != word) {
                    let words = inner.split(',').collect();
                    self.found.push(misfit::not_a_choice(value, words, &trail.path()));
                }
            }
            (_, Value::Object(map)) if is_type(kind) => {
                self.check_fields(map, kind, trail, whole);
            }
            (Some(first), _) if !fits(value, *first) => {
                self.found.push(misfit::wrong_type(value, types(*first), &trail.path()));
            }
            (Some(b'q'), _) => {
                if let Some(quantity) = Quantity::of(value) {
                    quantity::check_one(&quantity, trail, &mut self.found);
                }
            }
            (Some(first), _) => self.found.extend(range(value, *first, trail)),
            (None, _) => {}
        }
    }

    fn check_fields(&mut self, map: &Map<String, Value>, name: &str, trail: &Trail<'_>, whole: bool) {
        let line = self.types.line(name);
        let mut complete = whole;
        for (key, value) in map.iter().filter(|(_, value)| !value.is_null()) {
            match fields(line).find(|field| field.name == key) {
                Some(field) => self.check(value, field.kind, &Trail::Key(trail, key), whole),
                None => {
                    // It may be the one that is missing.
                    complete = false;
                    let known: Vec<&str> = fields(line).map(|field| field.name).collect();
                    self.found.push(misfit::unknown_key(key, &known, &trail.path()));
                }
            }
        }
        if ONE_OF.contains(&name) {
            self.found.extend(more_than_one(map, line, trail));
        }
        for field in fields(line).filter(|field| complete && field.required) {
            if map.get(field.name).is_none_or(Value::is_null) {
                self.found.push(shape::MISSING_KEY.at(
                    trail.path(),
                    format!("`{}` is missing, which Kubernetes requires here", field.name),
                    format!("add `{}`", field.name),
                ));
            }
        }
    }
}

fn more_than_one(map: &Map<String, Value>, line: &'static str, trail: &Trail<'_>) -> Option<Diagnostic> {
    let is_set = |name: &str| map.get(name).is_some_and(|value| !value.is_null());
    let mut set =
        fields(line).filter(|field| is_type(field.kind) && is_set(field.name)).map(|field| field.name);
    let (first, second) = (set.next()?, set.next()?);
    Some(shape::ONE_OF.at(
        trail.path(),
        format!("`{first}` and `{second}` are both set, of which Kubernetes takes one"),
        "keep one of them; `null` removes one that is inherited",
    ))
}

/// The types of JSON Schema that a kind takes.
fn types(first: u8) -> &'static [&'static str] {
    match first {
        b's' | b'=' => &["string"],
        b'b' => &["boolean"],
        b'i' | b'l' | b'n' => &["integer"],
        b'q' | b'x' => &["string", "number"],
        b'[' => &["array"],
        _ => &["object"],
    }
}

fn fits(value: &Value, first: u8) -> bool {
    types(first).iter().any(|name| misfit::is_a(value, name))
}

fn range(value: &Value, first: u8, trail: &Trail<'_>) -> Option<Diagnostic> {
    let minimum = match first {
        b'n' => 0.0,
        b'i' => f64::from(i32::MIN),
        _ => return None,
    };
    let maximum = f64::from(i32::MAX);
    let number = value.as_number()?;
    let size = number.as_f64()?;
    (size < minimum || size > maximum).then(|| misfit::out_of_range(number, minimum, maximum, &trail.path()))
}
