//! The notation of the table of types for the kind of a field.
//!
//! | kind | value |
//! |---|---|
//! | `s`, `s.format`, `s?format` | a string: any, of a format (see [`super::format`]), or empty or of a format |
//! | `b`, `o`, `*` | a boolean; any map; anything |
//! | `i`, `l`, `n` | a whole number: of 32 bits, of 64 bits, not negative; followed by `1..100`: in this range |
//! | `q` | a quantity |
//! | `x.format` | a whole number or a string, of a format |
//! | `=A,B` | one of these choices; `=,A,B`: or an empty string |
//! | `[T` | a list of `T`; `[+T`: not empty; `[a,b;T`: no two items have the same `a` and `b` |
//! | `{T`, `{format;T` | a map of `T`; the keys are of a format |
//! | `Name` | a type of the table |

use crate::float::LARGEST_WHOLE;

/// The kind of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum FieldKind<'k> {
    /// A string of a format; any string if the format is empty.
    Text { format: &'k str, may_be_empty: bool },
    /// One of these choices, separated by commas.
    Choice(&'k str),
    /// A boolean.
    Flag,
    /// A whole number.
    Number { least: f64, most: f64 },
    /// A quantity.
    Quantity,
    /// A whole number or a string.
    NumberOrText { format: &'k str },
    /// Any map.
    AnyMap,
    /// Anything.
    Any,
    /// A list, and the fields that identify its items.
    List { of: &'k str, is_filled: bool, identity: &'k str },
    /// A map, and the format of its keys.
    Map { of: &'k str, keys: &'k str },
    /// A type of the table.
    Type(&'k str),
}

impl<'k> FieldKind<'k> {
    /// Reads a kind.
    pub(crate) fn read(kind: &'k str) -> Self {
        let (first, rest) = kind.split_at(kind.len().min(1));
        // The prefix before the kind of items and values.
        let marked = || rest.split_once(';').unwrap_or(("", rest));
        match first {
            "s" => {
                Self::Text { format: rest.get(1..).unwrap_or_default(), may_be_empty: rest.starts_with('?') }
            }
            "=" => Self::Choice(rest),
            "b" => Self::Flag,
            "i" => number(rest, i32::MIN.into()),
            "n" => number(rest, 0.0),
            "l" => match number(rest, -LARGEST_WHOLE) {
                Self::Number { least, most } if !rest.contains("..") || rest.ends_with("..") => {
                    Self::Number { least, most: most.max(LARGEST_WHOLE) }
                }
                bounded => bounded,
            },
            "q" => Self::Quantity,
            "x" => Self::NumberOrText { format: rest.get(1..).unwrap_or_default() },
            "o" => Self::AnyMap,
            "*" => Self::Any,
            "[" => {
                let (identity, of) = marked();
                let (of, is_filled) = of.strip_prefix('+').map_or((of, false), |of| (of, true));
                Self::List { of, is_filled, identity }
            }
            "{" => {
                let (keys, of) = marked();
                Self::Map { of, keys }
            }
            _ => Self::Type(kind),
        }
    }

    /// Its types in JSON Schema.
    pub(crate) fn json_types(self) -> &'static [&'static str] {
        match self {
            Self::Text { .. } | Self::Choice(_) => &["string"],
            Self::Flag => &["boolean"],
            Self::Number { .. } => &["integer"],
            Self::Quantity => &["string", "number"],
            Self::NumberOrText { .. } => &["string", "integer"],
            Self::List { .. } => &["array"],
            Self::Any => &[],
            Self::AnyMap | Self::Map { .. } | Self::Type(_) => &["object"],
        }
    }
}

/// A bound of a range such as `1..100`, which can be omitted.
fn number(range: &str, least: f64) -> FieldKind<'_> {
    let (from, to) = range.split_once("..").unwrap_or_default();
    let bound = |text: &str| text.parse::<i64>().ok().map(|bound| bound as f64);
    FieldKind::Number { least: bound(from).unwrap_or(least), most: bound(to).unwrap_or(i32::MAX.into()) }
}

#[cfg(test)]
mod tests {
    use super::FieldKind;

    #[test]
    fn kinds_are_read() {
        assert_eq!(FieldKind::read("s"), FieldKind::Text { format: "", may_be_empty: false });
        assert_eq!(FieldKind::read("s?label"), FieldKind::Text { format: "label", may_be_empty: true });
        assert_eq!(FieldKind::read("i1..65535"), FieldKind::Number { least: 1.0, most: 65535.0 });
        assert_eq!(FieldKind::read("l600.."), FieldKind::Number { least: 600.0, most: super::LARGEST_WHOLE });
        assert_eq!(FieldKind::read("l0..511"), FieldKind::Number { least: 0.0, most: 511.0 });
        assert_eq!(FieldKind::read("n"), FieldKind::Number { least: 0.0, most: f64::from(i32::MAX) });
        assert_eq!(FieldKind::read("[+s"), FieldKind::List { of: "s", is_filled: true, identity: "" });
        assert_eq!(
            FieldKind::read("[name;EnvVar"),
            FieldKind::List { of: "EnvVar", is_filled: false, identity: "name" }
        );
        assert_eq!(FieldKind::read("{label-key;s"), FieldKind::Map { of: "s", keys: "label-key" });
        assert_eq!(FieldKind::read("PodSpec"), FieldKind::Type("PodSpec"));
    }
}
