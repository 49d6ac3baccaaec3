//! Diagnostics of invalid values, for all checks.

mod elsewhere;
mod nearest;
mod skew;

use std::rc::Rc;

use serde_json::{Number, Value};

use crate::diagnostic::{Finding, Remedy, Rule, Severity};
use crate::float;
use crate::path::{Trail, ValuePath};
use crate::shown::{listed, shortened, template_help};

pub(crate) use nearest::{is_slip, nearest};
pub(crate) use skew::name_skew;

/// A key that the chart does not have.
pub(crate) const UNKNOWN_KEY: Rule = Rule {
    code: "D0102",
    name: "unknown-key",
    severity: Severity::Error,
    doc: doc!(
        "Neither the chart nor Kubernetes has this key. If it were ignored, the setting that you meant would have no effect."
    ),
};

/// A value of the wrong type.
pub(crate) const WRONG_TYPE: Rule = Rule {
    code: "D0103",
    name: "wrong-type",
    severity: Severity::Error,
    doc: doc!(
        "The value has the wrong type for its key. YAML reads unquoted text such as `true` and `1.30` as a boolean and a number."
    ),
};

/// A value that is not one of the choices or out of range.
pub(crate) const NOT_ALLOWED: Rule = Rule {
    code: "D0104",
    name: "value-not-allowed",
    severity: Severity::Error,
    doc: doc!("The value is not one of the choices of its key, or it is out of range."),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[&UNKNOWN_KEY, &WRONG_TYPE, &NOT_ALLOWED];

/// The maximum number of keys that a help lists.
const MOST_LISTED: usize = 12;

/// Reports an unknown key of the map at `path`.
pub(crate) fn unknown_key(key: &str, known: &[&str], path: &ValuePath) -> Finding {
    if let Some((help, remedy)) = elsewhere::advice(key, path) {
        return UNKNOWN_KEY.at(path.key(key), format!("unknown key `{}`", shortened(key)), help).with(remedy);
    }
    let near = nearest(key, known.iter().copied());
    let remedy = near.map_or(Remedy::Remove, |near| Remedy::Rename(near.to_owned()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.len() > MOST_LISTED => {
            let more = known.len() - MOST_LISTED;
            format!("use one of {}, or one of {more} other keys", listed(&known[..MOST_LISTED]))
        }
        None => format!("use one of {}", listed(known)),
    };
    UNKNOWN_KEY.at(path.key(key), format!("unknown key `{}`", shortened(key)), help).with(remedy)
}

/// Reports a Kubernetes manifest that is given as values.
pub(crate) fn pasted_object(values: &Value) -> Option<Finding> {
    let kind = values.get("kind")?.as_str()?;
    values.get("apiVersion")?.as_str()?;
    Some(UNKNOWN_KEY.at(
        "apiVersion",
        format!("this is a Kubernetes manifest (`{}`), not a values file", shortened(kind)),
        "pass a values file; to add this object to the release, make it an item of the list `extraObjects`",
    ))
}

/// Reports a map at the top level that belongs elsewhere: a pool, or the values of this chart as in an umbrella chart.
pub(crate) fn misplaced_section(key: &str, value: &Value, known: &[&str]) -> Option<Finding> {
    let section = value.as_object().filter(|section| !section.is_empty())?;
    // A misspelt component has replicas too.
    if elsewhere::is_pool(section) && nearest(key, known.iter().copied()).is_none() {
        return Some(UNKNOWN_KEY.at(
            ValuePath::root().key(key),
            format!("unknown key `{}`, with the settings of a worker pool", shortened(key)),
            "if it is a worker pool, indent it under `workerPools`",
        ));
    }
    section.keys().all(|key| known.contains(&key.as_str())).then(|| {
        UNKNOWN_KEY.at(
            ValuePath::root().key(key),
            format!(
                "`{}` is not a key of this chart but contains its values, as in an umbrella chart",
                shortened(key)
            ),
            format!(
                "pass only this section, such as `yq .{} values.yaml | helm dagu render --values -`",
                shortened(key)
            ),
        )
    })
}

/// Reports a pool setting on the level of the pools' names, where all of `settings` are. `empty` is a pool without settings.
pub(crate) fn beside_pools(
    key: &str,
    empty: Option<&str>,
    settings: &Rc<[String]>,
    pools: &ValuePath,
) -> Finding {
    let help = match empty {
        Some(pool) => format!("indent it under pool `{}`", shortened(pool)),
        None => "indent it under the name of its pool".to_owned(),
    };
    let remedy = empty.map(|pool| Remedy::Indent { pool: pool.to_owned(), settings: Rc::clone(settings) });
    let message = format!("`{key}` is a setting of a pool, but it is on the level of the pools' names");
    Finding { remedy, ..UNKNOWN_KEY.at(pools.key(key), message, help) }
}

/// Whether a value has a type of JSON Schema.
pub(crate) fn is_a(value: &Value, type_name: &str) -> bool {
    match (type_name, value) {
        ("null", Value::Null)
        | ("boolean", Value::Bool(_))
        | ("string", Value::String(_))
        | ("number", Value::Number(_))
        | ("array", Value::Array(_))
        | ("object", Value::Object(_)) => true,
        ("integer", Value::Number(number)) => number.as_f64().is_some_and(float::is_whole),
        _ => false,
    }
}

/// Reports a value that has none of the types, which are named as in JSON Schema.
pub(crate) fn wrong_type(value: &Value, types: &[&str], path: &ValuePath) -> Finding {
    let expected = types.iter().map(|name| described(name)).collect::<Vec<_>>().join(" or ");
    let (help, remedy) = match value {
        Value::Bool(_) | Value::Number(_) if types == ["string"] => {
            ("put it in quotes".to_owned(), Some(Remedy::Quote))
        }
        Value::String(text) => {
            // From bytes, like all JSON here: parsing from text would add a second parser to the guest.
            let meant = serde_json::from_slice(text.as_bytes()).ok();
            let fits = meant.is_some_and(|meant: Value| types.iter().any(|name| is_a(&meant, name)));
            let help = match template_help(text) {
                Some(help) => help.to_owned(),
                None if fits => format!("write {expected}, without quotes"),
                None => format!("write {expected}"),
            };
            (help, fits.then(|| Remedy::Unquote(text.trim().to_owned())))
        }
        _ => (format!("write {expected}"), None),
    };
    let message = format!("expected {expected}, found {}", found(value));
    Finding { remedy, ..WRONG_TYPE.at(path, message, help) }
}

/// Reports a value that is not one of the choices.
pub(crate) fn not_a_choice(value: &Value, mut choices: Vec<&str>, path: &ValuePath) -> Finding {
    choices.retain(|choice| !choice.is_empty());
    let given = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let near = nearest(&given, choices.iter().copied());
    let remedy = near.map(|near| Remedy::Replace(near.to_owned()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => match template_help(&given) {
            Some(help) => help.to_owned(),
            None => format!("use one of {}", listed(choices)),
        },
    };
    let message = format!("`{}` is not a valid value", shortened(&given));
    Finding { remedy, ..NOT_ALLOWED.at(path, message, help) }
}

/// Reports a whole number that is out of range.
pub(crate) fn range(number: &Number, minimum: f64, maximum: f64, trail: &Trail<'_>) -> Option<Finding> {
    let size = number.as_f64()?;
    (size < minimum || size > maximum).then(|| out_of_range(number, minimum, maximum, &trail.path()))
}

/// The diagnostic of a whole number that is out of range.
pub(crate) fn out_of_range(number: &Number, minimum: f64, maximum: f64, path: &ValuePath) -> Finding {
    NOT_ALLOWED.at(
        path,
        format!("{number} is out of range"),
        format!("use a whole number from {} to {}", float::decimal(minimum), float::decimal(maximum)),
    )
}

fn described(type_name: &str) -> &str {
    match type_name {
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "`true` or `false`",
        "array" => "a list",
        "object" => "a map",
        "string" => "a string",
        other => other,
    }
}

fn found(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(flag) => format!("the boolean {flag}"),
        Value::Number(number) => format!("the number {number}"),
        // Never the text itself: it may be a credential under the wrong key.
        Value::String(_) => "a string".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a map".to_owned(),
    }
}
