//! The table of Kubernetes types with their fields.

use std::cell::OnceCell;

/// Generated: a line for every type, a field as `name:kind`, `name!kind` where Kubernetes requires it, and `@one:a,b`
/// where it takes some of several fields.
const KUBERNETES: &str = include_str!("types.txt");
/// The table of types, parsed on first use.
#[derive(Default)]
pub(crate) struct Types {
    lines: OnceCell<Vec<(&'static str, &'static str)>>,
}

/// A field of a type.
#[derive(Clone, Copy)]
pub(crate) struct TypeField {
    /// Its name.
    pub(crate) name: &'static str,
    /// The kind of its value, see [`super::field_kind`].
    pub(crate) kind: &'static str,
    /// Whether Kubernetes requires it.
    pub(crate) required: bool,
}

impl Types {
    /// The fields of a type; none for a name that is not in the table.
    pub(crate) fn fields(&self, name: &str) -> impl Iterator<Item = TypeField> + use<> {
        fields(self.line(name))
    }

    /// The fields of a type, as [`fields`] reads them; nothing for a name that is not in the table.
    pub(super) fn line(&self, name: &str) -> &'static str {
        // The generated table is sorted.
        let lines = self.lines.get_or_init(|| split(KUBERNETES).collect());
        let found = lines.binary_search_by_key(&name, |(name, _)| *name);
        found.ok().and_then(|index| lines.get(index)).map_or("", |(_, fields)| fields)
    }
}

fn split(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter_map(|line| line.split_once(' '))
}

/// The names of a type's fields.
#[cfg(test)]
pub(crate) fn field_names(name: &str) -> Vec<&'static str> {
    fields(Types::default().line(name)).map(|field| field.name).collect()
}

/// Whether a kind is the name of a type.
pub(crate) fn is_type(kind: &str) -> bool {
    kind.starts_with(|first: char| first.is_ascii_uppercase())
}

/// The fields in a line.
pub(super) fn fields(line: &'static str) -> impl Iterator<Item = TypeField> {
    words(line).filter(|field| !field.name.starts_with('@'))
}

/// How many of several fields a type takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cardinality {
    /// Exactly one.
    One,
    /// One or none.
    Most,
    /// One or more.
    Some,
}

/// The exclusive fields in a line.
pub(super) fn choices(line: &'static str) -> impl Iterator<Item = (Cardinality, &'static str)> {
    words(line).filter_map(|word| match word.name {
        "@one" => Some((Cardinality::One, word.kind)),
        "@most" => Some((Cardinality::Most, word.kind)),
        "@some" => Some((Cardinality::Some, word.kind)),
        _ => None,
    })
}

fn words(line: &'static str) -> impl Iterator<Item = TypeField> {
    line.split_ascii_whitespace().filter_map(|field| {
        let at = field.find([':', '!'])?;
        Some(TypeField { name: &field[..at], kind: &field[at + 1..], required: field.as_bytes()[at] == b'!' })
    })
}

#[cfg(test)]
mod tests {
    use super::super::field_kind::FieldKind;
    use super::super::format;
    use super::*;

    fn is_known(types: &Types, kind: &str) -> bool {
        let is_format = |name: &str| name.is_empty() || format::named(name).is_some();
        match FieldKind::read(kind) {
            FieldKind::Text { format, .. } | FieldKind::NumberOrText { format } => is_format(format),
            FieldKind::List { of, .. } => is_known(types, of),
            FieldKind::Map { of, keys } => is_format(keys) && is_known(types, of),
            FieldKind::Type(name) => !types.line(name).is_empty(),
            FieldKind::Number { least, most } => least < most,
            FieldKind::Choice(_)
            | FieldKind::Flag
            | FieldKind::Quantity
            | FieldKind::AnyMap
            | FieldKind::Any => true,
        }
    }

    #[test]
    fn every_kind_is_known() {
        let types = Types::default();
        for line in KUBERNETES.lines().skip(1) {
            let (name, rest) = line.split_once(' ').expect(line);
            assert!(fields(rest).count() > 0, "{name}");
            for field in fields(rest) {
                let kind = field.kind;
                assert!(is_known(&types, kind), "{name}.{} is of the unknown kind {kind}", field.name);
            }
            for (_, choice) in choices(rest) {
                for name in choice.split(',').filter(|name| *name != "*") {
                    assert!(fields(rest).any(|field| field.name == name), "{line} chooses {name}");
                }
            }
        }
    }

    #[test]
    fn types_are_found() {
        let types = Types::default();
        let port = fields(types.line("ContainerPort")).find(|field| field.name == "containerPort");
        assert!(port.is_some_and(|field| field.required && field.kind == "i1..65535"));
        assert_eq!(types.line("Nothing"), "");
    }
}
