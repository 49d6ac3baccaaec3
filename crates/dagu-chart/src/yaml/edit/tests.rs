//! What an edit leaves alone, and what it has to print anew.

use json_patch::Patch;
use serde_json::Value;

use super::applied;
use crate::yaml::read_manifest;

/// A text after operations on what it says. Reads it again.
fn patched(text: &str, operations: &str) -> String {
    let document = read_manifest(text).expect("YAML");
    let operations: Patch = serde_json::from_str(operations).expect("a patch");
    let mut value = Value::Object(document.value.clone());
    json_patch::patch(&mut value, &operations).expect("the patch fits");
    let Value::Object(wanted) = value else { panic!("a mapping stays one") };
    let edits = document.edits(&wanted).expect("there are edits");
    let edited = applied(text, &edits).expect("in order");
    assert_eq!(read_manifest(&edited).expect(&edited).value, wanted, "{edited}");
    edited
}

const POD: &str = "\
# head
spec: # of the pod
    containers:
        # the one
        - name: app   # its name
          image: \"x\"
          ports: [ 1, {a: 2} ]
          # behind it
    # behind all
    defaultMode: 0644
    on: yes
";

#[test]
fn block_style_takes_entries_and_items_at_its_own_indentation() {
    let operations = r#"[
        {"op": "add", "path": "/spec/containers/0/env", "value": [{"name": "A", "value": "1"}]},
        {"op": "add", "path": "/spec/containers/-", "value": {"name": "b"}},
        {"op": "add", "path": "/spec/volumes", "value": [{"name": "v", "emptyDir": {}}]}]"#;
    let expected = "\
# head
spec: # of the pod
    containers:
        # the one
        - name: app   # its name
          image: \"x\"
          ports: [ 1, {a: 2} ]
          env:
          - name: A
            value: \"1\"
        - name: b
          # behind it
    # behind all
    defaultMode: 0644
    on: yes
    volumes:
    - emptyDir: {}
      name: v
";
    assert_eq!(patched(POD, operations), expected);
}

#[test]
fn line_ends_are_those_of_the_text() {
    let crlf = POD.replace('\n', "\r\n");
    let operations = r#"[{"op": "add", "path": "/spec/volumes", "value": [{"name": "v", "emptyDir": {}}]}]"#;
    assert_eq!(patched(&crlf, operations), patched(POD, operations).replace('\n', "\r\n"));
}

#[test]
fn a_last_line_without_an_end_stays_one() {
    let operations =
        r#"[{"op": "add", "path": "/a/c", "value": 1}, {"op": "add", "path": "/d", "value": "e"}]"#;
    assert_eq!(patched("a:\n  b: 1", operations), "a:\n  b: 1\n  c: 1\nd: e");
    assert_eq!(patched("a:\r\n  b: 1 # c", operations), "a:\r\n  b: 1 # c\r\n  c: 1\r\nd: e");
}

#[test]
fn values_are_replaced_in_their_place() {
    for (text, operations, expected) in [
        ("a: 1 # c\n", r#"[{"op": "replace", "path": "/a", "value": "x y"}]"#, "a: \"x y\" # c\n"),
        (
            "a: {} # c\nb: 1\n",
            r#"[{"op": "add", "path": "/a/x", "value": [1]}]"#,
            "a:\n  x:\n  - 1 # c\nb: 1\n",
        ),
        ("a:\nb: 1\n", r#"[{"op": "replace", "path": "/a", "value": {"x": 1}}]"#, "a:\n  x: 1\nb: 1\n"),
        (
            "a: [] \n",
            r#"[{"op": "add", "path": "/a/-", "value": {"x": 1, "xx": 2}}]"#,
            "a:\n- x: 1\n  xx: 2 \n",
        ),
        ("a: |\n  t\nb: 1\n", r#"[{"op": "replace", "path": "/a", "value": 1}]"#, "a: 1\nb: 1\n"),
        (
            "a:\n- 1\n- x: 1 # c\n  xx: 2\n",
            r#"[{"op": "replace", "path": "/a/1/xx", "value": 3}]"#,
            "a:\n- 1\n- x: 1 # c\n  xx: 3\n",
        ),
        (
            "a:\n- 1\n- &b !!str 2 # c\n",
            r#"[{"op": "replace", "path": "/a/1", "value": {"x": 3}}]"#,
            "a:\n- 1\n- x: 3 # c\n",
        ),
    ] {
        assert_eq!(patched(text, operations), expected);
    }
}

#[test]
fn entries_and_items_go_with_their_lines() {
    let text = "a:\n  # of b\n  b: 1 # c\n  c:\n  - x: 1\n    xx: 2\n  - z\n  # d\n  d: |+\n    t\n\ne: 1\n";
    for (operations, expected) in [
        (r#"[{"op": "remove", "path": "/a/b"}]"#, text.replace("  b: 1 # c\n", "")),
        (r#"[{"op": "remove", "path": "/a/c/0"}]"#, text.replace("  - x: 1\n    xx: 2\n", "")),
        (r#"[{"op": "remove", "path": "/a/c/1"}]"#, text.replace("  - z\n", "")),
        (r#"[{"op": "remove", "path": "/a/c/0/x"}]"#, text.replace("  - x: 1\n    xx: 2\n", "  - xx: 2\n")),
        (r#"[{"op": "remove", "path": "/a/d"}]"#, text.replace("  d: |+\n    t\n\n", "")),
        (r#"[{"op": "add", "path": "/a/f", "value": 1}]"#, text.replace("t\n\n", "t\n\n  f: 1\n")),
        (r#"[{"op": "add", "path": "/a/c/0", "value": "xx"}]"#, text.replace("  - x", "  - xx\n  - x")),
        (r#"[{"op": "add", "path": "/a/c/1", "value": "xx"}]"#, text.replace("  - z", "  - xx\n  - z")),
    ] {
        assert_eq!(patched(text, operations), expected);
    }
}

#[test]
fn flow_style_stays_flow_style() {
    for (text, operations, expected) in [
        (
            "a: [{n: x, e: [1 ]}] # c\n",
            r#"[{"op": "add", "path": "/a/0/f", "value": {"xx": "z"}}]"#,
            "a: [{n: x, e: [1 ], f: {xx: z}}] # c\n",
        ),
        (
            "a: [{n: x, e: [1 ]}] # c\n",
            r#"[{"op": "add", "path": "/a/0/e/-", "value": 2}]"#,
            "a: [{n: x, e: [1, 2 ]}] # c\n",
        ),
        ("a: [1, 2,]\n", r#"[{"op": "add", "path": "/a/-", "value": "3"}]"#, "a: [1, 2, \"3\"]\n"),
        (
            "a: [1, # c\n  2 # d\n  ]\n",
            r#"[{"op": "add", "path": "/a/-", "value": "3"}]"#,
            "a: [1, # c\n  2 # d\n  , \"3\"]\n",
        ),
        ("a: {b: 1, c: 2}\nd: 1\n", r#"[{"op": "remove", "path": "/a/b"}]"#, "a:\n  c: 2\nd: 1\n"),
        // Quotes as the texts around have them, or where readers differ without them.
        (
            "a: {b: {\"c\": 1, d: x}}\n",
            r#"[{"op": "add", "path": "/a/b/ee", "value": "f:g"}]"#,
            "a: {b: {\"c\": 1, d: x, ee: \"f:g\"}}\n",
        ),
        (
            "a: {b: ['c', \"d\"]}\n",
            r#"[{"op": "add", "path": "/a/b/-", "value": "ee"}]"#,
            "a: {b: ['c', \"d\", \"ee\"]}\n",
        ),
        ("{\"a\": {\"b\": [1, 2]}}\n", r#"[{"op": "remove", "path": "/a/b/0"}]"#, "{\"a\": {\"b\": [2]}}\n"),
        (
            "{\n  \"a\": 1\n}\n",
            r#"[{"op": "add", "path": "/b", "value": "yes"}]"#,
            "{\n  \"a\": 1, \"b\": \"yes\"\n}\n",
        ),
    ] {
        assert_eq!(patched(text, operations), expected);
    }
}

#[test]
fn the_target_of_an_alias_does_not_change_with_it() {
    for (text, operations, expected) in [
        // The alias is written out.
        (
            "a: &a {x: 1} # c\nb: *a # d\n",
            r#"[{"op": "add", "path": "/b/xx", "value": 2}]"#,
            "a: &a {x: 1} # c\nb:\n  x: 1\n  xx: 2 # d\n",
        ),
        // What a merge brought is overridden.
        (
            "a: &a\n  x: {z: 1}\nb:\n  <<: *a # d\n",
            r#"[{"op": "add", "path": "/b/x/xx", "value": 2}]"#,
            "a: &a\n  x: {z: 1}\nb:\n  <<: *a # d\n  x:\n    xx: 2\n    z: 1\n",
        ),
        // The anchor and its alias go together.
        (
            "# h\no: # c\n  a: &a\n    x: 1 # d\n  b: *a\n# e\np: 1 # f\n",
            r#"[{"op": "replace", "path": "/o/a/x", "value": 2}]"#,
            "# h\no:\n  a:\n    x: 2\n  b:\n    x: 1\n# e\np: 1 # f\n",
        ),
        // And where they lie everywhere, so does what is printed.
        (
            "# h\na: &a\n  x: 1 # d\nb: *a\n# t\n",
            r#"[{"op": "replace", "path": "/a/x", "value": 2}]"#,
            "# h\na:\n  x: 2\nb:\n  x: 1\n# t\n",
        ),
        // An anchor that nothing uses is no obstacle.
        (
            "a: &a\n  x: 1 # d\n",
            r#"[{"op": "add", "path": "/a/xx", "value": 2}]"#,
            "a: &a\n  x: 1 # d\n  xx: 2\n",
        ),
    ] {
        assert_eq!(patched(text, operations), expected);
    }
}

#[test]
fn numbers_and_words_keep_their_meaning() {
    let text = "a: 0644\nb: 1_000\nc: yes\nd: 9007199254740993\ne: &e [0x10, ~]\nf: *e\n";
    let edited = patched(text, r#"[{"op": "replace", "path": "/e/0", "value": "no"}]"#);
    assert_eq!(
        edited,
        "a: 420\nb: 1000\nc: true\nd: 9007199254740993\ne:\n- \"no\"\n- null\nf:\n- 16\n- null\n"
    );
    let edited = patched(text, r#"[{"op": "replace", "path": "/c", "value": "no"}]"#);
    assert_eq!(edited, text.replace("yes", "\"no\""));
}

#[test]
fn documents_with_odd_frames_are_edited() {
    for (text, expected) in [
        ("\u{feff}a: 1\n", "\u{feff}a: 1\nm: 1\n"),
        ("  a: 1\n  b: 2\n", "  a: 1\n  b: 2\n  m: 1\n"),
        ("a: 1\n...\n", "a: 1\nm: 1\n...\n"),
        ("? a\n: 1\n", "a: 1\nm: 1\n"),
        ("a: 'x\n\n  y'\n", "a: 'x\n\n  y'\nm: 1\n"),
        ("a: |\n  x", "a: x\nm: 1"),
        ("é: ü # ö\nb:\n- ä\n", "é: ü # ö\nb:\n- ä\nm: 1\n"),
    ] {
        assert_eq!(patched(text, r#"[{"op": "add", "path": "/m", "value": 1}]"#), expected);
    }
}
