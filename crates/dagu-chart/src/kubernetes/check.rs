//! Checks values against the types of Kubernetes: fields, kinds of values, and fields that depend on each other.
//!
//! A null removes an inherited value and is always valid.

use std::collections::BTreeSet;

use serde_json::{Map, Number, Value};

use super::field_kind::FieldKind;
use super::refusal::{ITEM_TWICE, MISSING_KEY, ONE_OF, not_of, unknown_field};
use super::set::is_set;
use super::types::{Cardinality, TypeField, choices, fields, is_type, line};
use super::{format, quantity, together};
use crate::diagnostic::Findings;
use crate::invalid;
use crate::keys::{Holds, Object};
use crate::path::Trail;
use crate::resources::Quantity;
use crate::shown::listed;

/// `0777`, the largest file mode.
const LARGEST_MODE: f64 = 511.0;

/// How fields that the table does not have are handled.
#[derive(Clone, Copy, Default, PartialEq)]
enum Unknown {
    #[default]
    Refused,
    /// A newer Kubernetes may have them.
    Reported,
    /// The object only resembles a type of the table.
    Ignored,
}

/// Checks values and collects the findings.
#[derive(Default)]
pub(crate) struct Checker {
    unknown: Unknown,
    /// The findings.
    pub(crate) found: Findings,
}

impl Checker {
    /// A checker that reports unknown fields as warnings, because a newer Kubernetes may have them.
    pub(crate) fn of_any_version() -> Self {
        Self { unknown: Unknown::Reported, ..Self::default() }
    }

    /// A checker for objects that only resemble a type, which accepts unknown fields.
    pub(crate) fn of_likenesses() -> Self {
        Self { unknown: Unknown::Ignored, ..Self::default() }
    }

    /// Checks a value and everything below it. `whole` if no other layer of the values can add to it.
    pub(crate) fn check(&mut self, value: &Value, kind: &str, trail: &Trail<'_>, whole: bool) {
        let kind = FieldKind::read(kind);
        match (kind, value) {
            (FieldKind::Flag, Value::Bool(_))
            | (FieldKind::AnyMap, Value::Object(_))
            | (FieldKind::Any, _) => {}
            (FieldKind::Text { may_be_empty: true, .. }, Value::String(text)) if text.is_empty() => {}
            (FieldKind::Text { format, .. } | FieldKind::NumberOrText { format }, Value::String(text)) => {
                self.check_format(text, format, trail);
            }
            (FieldKind::Number { least, most }, Value::Number(number)) if invalid::is_a(value, "integer") => {
                self.check_number(number, least, most, trail);
            }
            (FieldKind::NumberOrText { format }, Value::Number(number))
                if invalid::is_a(value, "integer") =>
            {
                let (least, most) = if format == "port" { (1.0, 65535.0) } else { (0.0, i32::MAX.into()) };
                self.found.extend(invalid::range(number, least, most, trail));
            }
            (FieldKind::Choice(choices), Value::String(_) | Value::Bool(_) | Value::Number(_)) => {
                self.check_choice(value, choices, trail);
            }
            (FieldKind::Quantity, Value::String(_) | Value::Number(_)) => {
                if let Some(quantity) = Quantity::of(value) {
                    quantity::check(&quantity, trail, &mut self.found);
                }
            }
            (FieldKind::List { of, is_filled, identity }, Value::Array(list)) => {
                if is_filled && list.is_empty() {
                    self.report_empty(trail);
                }
                for (index, item) in list.iter().enumerate() {
                    self.check(item, of, &Trail::Index(trail, index), true);
                }
                self.check_identity(list, identity, trail);
            }
            (FieldKind::Map { of, keys }, Value::Object(map)) => {
                for (key, value) in map.iter().filter(|(_, value)| !value.is_null()) {
                    let trail = Trail::Key(trail, key);
                    self.check_format(key, keys, &trail);
                    self.check(value, of, &trail, whole);
                }
            }
            (FieldKind::Type(name), Value::Object(map)) => self.check_fields(map, name, trail, whole),
            _ => self.report_type(value, kind, trail),
        }
    }

    fn check_format(&mut self, text: &str, name: &str, trail: &Trail<'_>) {
        if let Some(format) = format::named(name).filter(|format| !(format.fits)(text)) {
            self.found.push(not_of(format, text, trail));
        }
    }

    fn check_number(&mut self, number: &Number, least: f64, most: f64, trail: &Trail<'_>) {
        let mut outside = invalid::range(number, least, most, trail);
        if let Some(mode) = outside.as_mut().filter(|_| most == LARGEST_MODE) {
            mode.diagnostic.help =
                "write a file mode in octal with a leading zero, such as `0644`".to_owned();
        }
        self.found.extend(outside);
    }

    /// Also for a number or a boolean, because quotes would not make it one of the choices.
    fn check_choice(&mut self, value: &Value, choices: &str, trail: &Trail<'_>) {
        if choices.split(',').all(|choice| Some(choice) != value.as_str()) {
            self.found.push(invalid::not_a_choice(value, choices.split(',').collect(), &trail.path()));
        }
    }

    fn report_empty(&mut self, trail: &Trail<'_>) {
        self.found.push(MISSING_KEY.at(
            trail.path(),
            "the list is empty, but Kubernetes requires an item",
            "add an item",
        ));
    }

    fn report_type(&mut self, value: &Value, kind: FieldKind<'_>, trail: &Trail<'_>) {
        let mut found = invalid::wrong_type(value, kind.json_types(), &trail.path());
        if let Some(help) = self.spelled(kind).filter(|_| found.remedy.is_none()) {
            found.diagnostic.help = help;
        }
        self.found.push(found);
    }

    /// An example of a map or of a list of maps, with the required fields.
    fn spelled(&self, kind: FieldKind<'_>) -> Option<String> {
        let fields_of = |name: &str| {
            // Variables usually have a value, and tolerations a key.
            let is_pair = |field: &TypeField| ["key", "value"].contains(&field.name) && field.kind == "s";
            let is_needed = |field: &TypeField| field.required || is_pair(field);
            let needed = fields(line(name)).filter(is_needed);
            let fields: Vec<String> = needed.map(|field| format!("{}: …", field.name)).collect();
            (!fields.is_empty()).then(|| format!("{{{}}}", fields.join(", ")))
        };
        match kind {
            FieldKind::Type(name) => fields_of(name).map(|fields| format!("write a map such as `{fields}`")),
            FieldKind::List { of, .. } if is_type(of) => {
                fields_of(of).map(|fields| format!("write a list of maps such as `- {fields}`"))
            }
            _ => None,
        }
    }

    /// Checks the value of a key of the chart and everything below it.
    pub(crate) fn check_held(&mut self, value: &Value, holds: Holds, trail: &Trail<'_>, whole: bool) {
        match (holds, value) {
            (Holds::Kind(kind), _) => self.check(value, kind, trail, whole),
            (Holds::Object(object), Value::Object(map)) => self.check_keys(map, object, trail, whole),
            (Holds::List(of), Value::Array(list)) => {
                for (index, item) in list.iter().enumerate() {
                    self.check_held(item, *of, &Trail::Index(trail, index), true);
                }
            }
            (Holds::Map(of), Value::Object(map)) => {
                for (key, value) in map.iter().filter(|(_, value)| !value.is_null()) {
                    self.check_held(value, *of, &Trail::Key(trail, key), whole);
                }
            }
            (Holds::List(_), _) => self.found.push(invalid::wrong_type(value, &["array"], &trail.path())),
            (Holds::Object(_) | Holds::Map(_), _) => {
                self.found.push(invalid::wrong_type(value, &["object"], &trail.path()));
            }
        }
    }

    fn check_keys(&mut self, map: &Map<String, Value>, object: &Object, trail: &Trail<'_>, whole: bool) {
        for (key, value) in map.iter().filter(|(_, value)| !value.is_null()) {
            match object.key(key) {
                Some(known) => self.check_held(value, known.holds, &Trail::Key(trail, key), whole),
                None => {
                    let names = object.names();
                    let is_at_the_top = matches!(trail, Trail::Start(path) if path.as_str().is_empty());
                    let misplaced =
                        if is_at_the_top { invalid::misplaced_section(key, value, &names) } else { None };
                    self.found
                        .push(misplaced.unwrap_or_else(|| invalid::unknown_key(key, &names, &trail.path())));
                }
            }
        }
    }

    /// Reports items that are equal in all fields of `identity`.
    fn check_identity(&mut self, list: &[Value], identity: &str, trail: &Trail<'_>) {
        let Some(first) = identity.split(',').next().filter(|field| !field.is_empty()) else { return };
        let of = |item: &Value| identity.split(',').map(|field| item[field].clone()).collect::<Vec<_>>();
        let mut seen = BTreeSet::new();
        for (index, item) in list.iter().enumerate().filter(|(_, item)| !item[first].is_null()) {
            let own = of(item);
            if !seen.insert(Value::from(own.clone()).to_string()) {
                let named: Vec<String> = own.iter().filter(|value| !value.is_null()).map(named).collect();
                let item = Trail::Index(trail, index);
                self.found.push(ITEM_TWICE.at(
                    Trail::Key(&item, first).path(),
                    format!("{} is in this list twice", named.join(" with ")),
                    "change or remove one of the two",
                ));
            }
        }
    }

    fn check_fields(&mut self, map: &Map<String, Value>, name: &str, trail: &Trail<'_>, whole: bool) {
        let line = line(name);
        let mut complete = whole;
        for (key, value) in map.iter().filter(|(_, value)| !value.is_null()) {
            match fields(line).find(|field| field.name == key) {
                Some(field) => self.check(value, field.kind, &Trail::Key(trail, key), whole),
                None => {
                    // It can be a misspelt required field.
                    complete = false;
                    if self.unknown == Unknown::Ignored {
                        continue;
                    }
                    let known: Vec<&str> = fields(line).map(|field| field.name).collect();
                    self.found.push(match self.unknown {
                        Unknown::Reported => unknown_field(key, &known, trail),
                        _ => invalid::unknown_key(key, &known, &trail.path()),
                    });
                }
            }
        }
        for (cardinality, names) in choices(line) {
            self.check_cardinality(map, line, cardinality, names, trail, complete);
        }
        for field in fields(line).filter(|field| complete && field.required) {
            if map.get(field.name).is_none_or(Value::is_null) {
                self.found.push(MISSING_KEY.at(
                    trail.path(),
                    format!("missing `{}`, which Kubernetes requires here", field.name),
                    format!("add `{}`", field.name),
                ));
            }
        }
        together::check(name, map, trail, whole, &mut self.found);
    }

    /// Checks how many of several fields are set. `*` stands for all fields whose value is a type.
    fn check_cardinality(
        &mut self,
        map: &Map<String, Value>,
        line: &'static str,
        cardinality: Cardinality,
        names: &'static str,
        trail: &Trail<'_>,
        complete: bool,
    ) {
        let among = |field: &str, kind: &str| match names {
            "*" => is_type(kind),
            names => names.split(',').any(|name| name == field),
        };
        let all = || fields(line).filter(|field| among(field.name, field.kind)).map(|field| field.name);
        let mut set = all().filter(|name| map.get(*name).is_some_and(is_set));
        match (set.next(), set.next()) {
            (Some(first), Some(second)) if cardinality != Cardinality::Some => self.found.push(ONE_OF.at(
                trail.path(),
                format!("`{first}` and `{second}` are both set, but Kubernetes allows only one of them"),
                "remove one of them",
            )),
            (None, _) if complete && cardinality != Cardinality::Most => {
                self.found.push(MISSING_KEY.at(
                    trail.path(),
                    "Kubernetes requires one of several fields here, but none is set",
                    format!("add one of {}", listed(all())),
                ));
            }
            _ => {}
        }
    }
}

fn named(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{}`", crate::shown::shortened(text)),
        other => format!("`{other}`"),
    }
}
