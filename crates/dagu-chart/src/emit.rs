//! Prints one Kubernetes object as block YAML that all YAML parsers read the same way.
//!
//! The parsers are Go's YAML 1.1 (`sigs.k8s.io/yaml`: Helm, kubectl, the API server), Go's
//! `yaml.v3` (Helm 4 parses and prints every post-rendered document with it) and YAML 1.2 (most
//! tools outside Go). A scalar is therefore plain only if no parser can read it as anything but
//! that string, and everything else is double-quoted. Layout and escapes are those of `yaml.v3`, so
//! that Helm 4 stores the same bytes as Helm 3.

pub(crate) mod fragment;
mod scalar;

use serde_json::{Map, Value};

/// From this length on `yaml.v3` prints a key in the explicit form, far below the 1,024 characters
/// at which parsers reject an implicit one.
const LONGEST_IMPLICIT_KEY: usize = 128;

/// Appends `value` to `out`, keys in the order of their map. Ends with a newline.
pub(crate) fn object(value: &Value, out: &mut Vec<u8>) {
    block(value, 0, out);
    out.push(b'\n');
}

/// Prints a value that starts on the current line, at column `indent`, up to the end of its last line.
fn block(value: &Value, indent: usize, out: &mut Vec<u8>) {
    match value {
        Value::Object(map) if !map.is_empty() => mapping(map, indent, out),
        Value::Array(items) if !items.is_empty() => sequence(items, indent, out),
        other => flow(other, out),
    }
}

fn mapping(map: &Map<String, Value>, indent: usize, out: &mut Vec<u8>) {
    for (index, (key, value)) in map.iter().enumerate() {
        if index > 0 {
            next_line(indent, out);
        }
        entry(key, value, indent, out);
    }
}

/// Prints an entry whose key starts on the current line, at `indent`.
fn entry(key: &str, value: &Value, indent: usize, out: &mut Vec<u8>) {
    let plain = scalar::is_plain(key);
    if key.len() > LONGEST_IMPLICIT_KEY || (!plain && scalar::has_line_break(key)) {
        out.extend_from_slice(b"? ");
        scalar::write(key, out);
        next_line(indent, out);
        out.extend_from_slice(b": ");
        return block(value, indent + 2, out);
    }
    match plain {
        true => out.extend_from_slice(key.as_bytes()),
        false => scalar::quote(key, out),
    }
    out.push(b':');
    behind_key(value, indent, out);
}

/// Prints the value of an implicit key at `indent`, after its colon.
fn behind_key(value: &Value, indent: usize, out: &mut Vec<u8>) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            next_line(indent + 2, out);
            mapping(map, indent + 2, out);
        }
        Value::Array(items) if !items.is_empty() => {
            next_line(indent, out);
            sequence(items, indent, out);
        }
        other => {
            out.push(b' ');
            flow(other, out);
        }
    }
}

fn sequence(items: &[Value], indent: usize, out: &mut Vec<u8>) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            next_line(indent, out);
        }
        out.extend_from_slice(b"- ");
        block(item, indent + 2, out);
    }
}

/// Prints a value that fits on one line.
fn flow(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Value::String(text) => scalar::write(text, out),
        Value::Array(_) => out.extend_from_slice(b"[]"),
        Value::Object(_) => out.extend_from_slice(b"{}"),
    }
}

/// Ends a line, and goes to column `indent` of the next.
fn next_line(indent: usize, out: &mut Vec<u8>) {
    out.push(b'\n');
    spaces(indent, out);
}

fn spaces(count: usize, out: &mut Vec<u8>) {
    // Sixteen bytes are one store, and few lines begin deeper; in the guest, a copy of any length is a call to its
    // host.
    const STEP: [u8; 16] = [b' '; 16];
    let end = out.len() + count;
    while out.len() < end {
        out.extend_from_slice(&STEP);
    }
    out.truncate(end);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn printed(value: &Value) -> String {
        let mut out = Vec::new();
        object(value, &mut out);
        String::from_utf8(out).expect("the emitter prints UTF-8")
    }

    #[test]
    fn layout_is_that_of_kubectl() {
        let value = json!({
            "kind": "Deployment",
            "metadata": {"labels": {"app.kubernetes.io/name": "dagu"}, "annotations": {}},
            "spec": {
                "replicas": 2,
                "paused": false,
                "strategy": null,
                "containers": [
                    {"args": ["dagu", "worker"], "name": "worker", "ports": []},
                    {"resources": {"limits": {"cpu": "200m", "nvidia.com/gpu": "1"}}},
                ],
            },
        });
        let expected = "\
kind: Deployment
metadata:
  annotations: {}
  labels:
    app.kubernetes.io/name: dagu
spec:
  containers:
  - args:
    - dagu
    - worker
    name: worker
    ports: []
  - resources:
      limits:
        cpu: 200m
        nvidia.com/gpu: \"1\"
  paused: false
  replicas: 2
  strategy: null
";
        assert_eq!(printed(&value), expected);
    }

    #[test]
    fn lists_of_lists_stay_compact() {
        let value = json!({"a": [[1, [2.5]], [], {}, [{"b": [], "c": -3}]]});
        let expected = "\
a:
- - 1
  - - 2.5
- []
- {}
- - b: []
    c: -3
";
        assert_eq!(printed(&value), expected);
    }

    #[test]
    fn long_and_broken_keys_are_explicit() {
        let long = "k".repeat(LONGEST_IMPLICIT_KEY + 1);
        let value = json!({"a\nb": [1, 2], "c": {&long: {"d": 1, "e": [3]}}});
        let expected = format!("? \"a\\nb\"\n: - 1\n  - 2\nc:\n  ? {long}\n  : d: 1\n    e:\n    - 3\n");
        assert_eq!(printed(&value), expected);
        let limit = "k".repeat(LONGEST_IMPLICIT_KEY);
        assert_eq!(printed(&json!({&limit: 1})), format!("{limit}: 1\n"));
    }

    #[test]
    fn scalars_and_empty_collections_are_on_one_line() {
        assert_eq!(printed(&json!({})), "{}\n");
        assert_eq!(printed(&json!([])), "[]\n");
        assert_eq!(printed(&json!("yes")), "\"yes\"\n");
        assert_eq!(printed(&json!(18_446_744_073_709_551_615_u64)), "18446744073709551615\n");
    }

    #[test]
    fn the_deepest_document_that_serde_reads_is_printed() {
        let text = format!("{}1{}", "{\"a\":[".repeat(63), "]}".repeat(63));
        let value: Value = serde_json::from_str(&text).expect("126 levels are within serde's limit");
        assert_eq!(printed(&value).matches("a:").count(), 63);
    }
}
