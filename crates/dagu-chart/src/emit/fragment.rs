//! Prints parts of a document for insertion into an existing text, at its indentation.

use serde_json::Value;

use super::{LONGEST_IMPLICIT_KEY, behind_key, scalar, spaces};

/// A key as it is before its colon. None if it needs a line of its own.
pub(crate) fn key(name: &str) -> Option<String> {
    let is_implicit = name.len() <= LONGEST_IMPLICIT_KEY && !scalar::has_line_break(name);
    let mut printed = Vec::new();
    scalar::write(name, &mut printed);
    String::from_utf8(printed).ok().filter(|_| is_implicit)
}

/// The same with quotes.
pub(crate) fn quoted(name: &str) -> Option<String> {
    let mut printed = Vec::new();
    scalar::quote(name, &mut printed);
    String::from_utf8(printed).ok().filter(|text| text.len() <= LONGEST_IMPLICIT_KEY)
}

/// Prints an entry of a block mapping on lines of its own.
pub(crate) fn entry(key: &str, value: &Value, indent: usize, out: &mut Vec<u8>) {
    spaces(indent, out);
    super::entry(key, value, indent, out);
    out.push(b'\n');
}

/// Prints an item of a block list on lines of its own.
pub(crate) fn item(value: &Value, indent: usize, out: &mut Vec<u8>) {
    spaces(indent, out);
    out.push(b'-');
    behind_dash(value, indent, out);
}

/// Prints a value that starts at column `indent` of the current line, up to the end of its last line.
pub(crate) fn block(value: &Value, indent: usize, out: &mut Vec<u8>) {
    super::block(value, indent, out);
    out.push(b'\n');
}

/// Prints the item after a dash at column `indent`, up to the end of the line.
pub(crate) fn behind_dash(value: &Value, indent: usize, out: &mut Vec<u8>) {
    out.push(b' ');
    block(value, indent + 2, out);
}

/// Prints the value after the colon of a key at column `indent`, up to the end of the line.
pub(crate) fn behind_colon(value: &Value, indent: usize, out: &mut Vec<u8>) {
    behind_key(value, indent, out);
    out.push(b'\n');
}

/// How texts between brackets or braces are printed.
#[derive(Clone, Copy)]
pub(crate) enum Quotes {
    /// All with quotes, as in JSON.
    All,
    /// Those that need quotes.
    Needed,
}

/// Prints an entry between braces.
pub(crate) fn flow_entry(key: &str, value: &Value, quotes: Quotes, out: &mut Vec<u8>) {
    flow_text(key, quotes, out);
    out.extend_from_slice(b": ");
    flow_value(value, quotes, out);
}

/// Prints a value between brackets or braces. With all quotes it is JSON, but for the escapes, which are YAML's.
pub(crate) fn flow_value(value: &Value, quotes: Quotes, out: &mut Vec<u8>) {
    match value {
        Value::String(text) => flow_text(text, quotes, out),
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                separate(index, out);
                flow_value(item, quotes, out);
            }
            out.push(b']');
        }
        Value::Object(map) => {
            out.push(b'{');
            for (index, (key, value)) in map.iter().enumerate() {
                separate(index, out);
                flow_entry(key, value, quotes, out);
            }
            out.push(b'}');
        }
        other => super::flow(other, out),
    }
}

/// Readers differ about a colon that is between braces and not between quotes.
fn flow_text(text: &str, quotes: Quotes, out: &mut Vec<u8>) {
    match quotes {
        Quotes::Needed if !text.contains(':') => scalar::write(text, out),
        _ => scalar::quote(text, out),
    }
}

fn separate(index: usize, out: &mut Vec<u8>) {
    if index > 0 {
        out.extend_from_slice(b", ");
    }
}
