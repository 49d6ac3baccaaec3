//! The table of Kubernetes types with their fields.

/// Generated and sorted: a line for every type, a field as `name:kind`, `name!kind` where Kubernetes requires it, and
/// `@one:a,b` where it takes some of several fields.
const KUBERNETES: &str = include_str!("types.txt");

/// Where the lines begin, which the compiler finds: to find them at run time took a tenth of a small rendering.
static STARTS: [u16; count(KUBERNETES.as_bytes())] = starts(KUBERNETES.as_bytes());

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

/// The fields of a type; none for a name that is not in the table.
pub(crate) fn fields_of(name: &str) -> impl Iterator<Item = TypeField> + use<> {
    fields(line(name))
}

/// The fields of a type, as [`fields`] reads them; nothing for a name that is not in the table.
pub(super) fn line(name: &str) -> &'static str {
    let at = |start: &u16| KUBERNETES.get(usize::from(*start)..).and_then(|text| text.split_once(' '));
    let found = STARTS.binary_search_by_key(&Some(name), |start| at(start).map(|(name, _)| name));
    let fields = found.ok().and_then(|index| STARTS.get(index)).and_then(at).map(|(_, fields)| fields);
    fields.and_then(|fields| fields.lines().next()).unwrap_or_default()
}

const fn count(table: &[u8]) -> usize {
    let (mut lines, mut at) = (0, 0);
    while at < table.len() {
        lines += (table[at] == b'\n') as usize;
        at += 1;
    }
    lines
}

/// INVARIANT: the table ends with a newline, and each of its lines begins before 64 KiB.
const fn starts<const LINES: usize>(table: &[u8]) -> [u16; LINES] {
    let mut starts = [0; LINES];
    let (mut line, mut at) = (1, 0);
    while line < LINES {
        if table[at] == b'\n' {
            assert!(at < u16::MAX as usize);
            starts[line] = (at + 1) as u16;
            line += 1;
        }
        at += 1;
    }
    starts
}

/// The names of a type's fields.
#[cfg(test)]
pub(crate) fn field_names(name: &str) -> Vec<&'static str> {
    fields_of(name).map(|field| field.name).collect()
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

    fn is_known(kind: &str) -> bool {
        let is_format = |name: &str| name.is_empty() || format::named(name).is_some();
        match FieldKind::read(kind) {
            FieldKind::Text { format, .. } | FieldKind::NumberOrText { format } => is_format(format),
            FieldKind::List { of, .. } => is_known(of),
            FieldKind::Map { of, keys } => is_format(keys) && is_known(of),
            FieldKind::Type(name) => !line(name).is_empty(),
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
        for line in KUBERNETES.lines().skip(1) {
            let (name, rest) = line.split_once(' ').expect(line);
            assert!(fields(rest).count() > 0, "{name}");
            for field in fields(rest) {
                let kind = field.kind;
                assert!(is_known(kind), "{name}.{} is of the unknown kind {kind}", field.name);
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
        let port = fields(line("ContainerPort")).find(|field| field.name == "containerPort");
        assert!(port.is_some_and(|field| field.required && field.kind == "i1..65535"));
        assert_eq!(line("Nothing"), "");
    }
}
