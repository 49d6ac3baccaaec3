//! Places of values, and texts that must not hang, overflow or eat all memory.

use super::{Error, Parsed, read};

fn refused(text: &str) -> Error {
    match read(text) {
        Ok(document) => panic!("{} keys were read", document.value.len()),
        Err(error) => error,
    }
}

/// The key and the value at a path, as they are written, with the line and column of the value.
fn found<'t>(document: &Parsed<'t>, text: &'t str, path: &str) -> Option<(&'t str, &'t str, u32, u32)> {
    let place = document.find(path)?;
    let slice = |start: u32, end: u32| text.get(start as usize..end as usize);
    let key = place.key.map_or(Some(""), |key| slice(key.start, key.end))?;
    let value = place.value;
    Some((key, slice(value.start, value.end)?, value.line, value.column))
}

#[test]
fn finds_where_values_stand() {
    let text = "é: {b: 'it''s' , \"c.d\": [1, x y]} # e\n\
                pool: &p !x\n  # c\n  'labels':\n    gpu: \"a\\\"b\"  # \"\n  text: |\n    one\n    two\n\n  none:\n\
                other:\n  <<: *p\n  none: 1\r\nyes: &a 2\nlast: *a\n";
    let document = read(text).expect("YAML");
    let at = |path| found(&document, text, path);
    assert_eq!(at("[\"é\"].b"), Some(("b", "'it''s'", 1, 8)));
    assert_eq!(at("[\"é\"][\"c.d\"][1]"), Some(("", "x y", 1, 29)));
    assert_eq!(at("[\"é\"][\"c.d\"]"), Some(("\"c.d\"", "[1, x y]", 1, 25)));
    assert_eq!(at("pool.labels.gpu"), Some(("gpu", "\"a\\\"b\"", 5, 10)));
    assert_eq!(at("pool.labels"), Some(("'labels'", "gpu: \"a\\\"b\"", 5, 5)));
    assert_eq!(at("pool.text"), Some(("text", "one\n    two", 7, 5)));
    assert_eq!(at("pool.none"), Some(("none", "", 10, 8)));
    assert_eq!(at("other.none"), Some(("none", "1", 13, 9)));
    assert_eq!(at("other.labels.gpu"), at("pool.labels.gpu"));
    assert_eq!(at("true"), Some(("yes", "2", 14, 9)));
    assert_eq!(at("last"), Some(("last", "*a", 15, 7)));
    assert_eq!(at("pool.missing"), None);
}

#[test]
fn reports_keys_that_stand_twice() {
    let document = read("a:\n  b: 1\n  c: 2\n  b: 3\nd: &d {x: 1}\ne: {<<: *d, x: 2}\n").expect("YAML");
    let found: Vec<_> =
        document.noted.duplicates.iter().map(|twice| (twice.path.as_str(), twice.area.line)).collect();
    assert_eq!(found, [("a.b", 4)]);
    let many = "a: 1\n".repeat(1000);
    assert_eq!(read(&many).expect("YAML").noted.duplicates.len(), 50);
}

#[test]
fn says_where_a_text_is_broken() {
    for (text, line, column, message) in [
        ("a: 1\nb: [1,\nc: 2\n", 2, 4, "this `[` is never closed"),
        ("a: [{b: 1, c: [2]]\nd: 3\n", 1, 18, "expected `,` or `}`"),
        ("a: {\n  b: 1\nc: 2\nd: 3\n", 1, 4, "this `{` is never closed"),
        ("a: {\n  \"b\": \"1\"\n  \"c\": 2\n}\n", 3, 3, "expected `,` or `}`"),
        ("a: \"b\nc: 1\nd: 2\n", 1, 4, "this quoted text is never closed"),
        ("a: 1\nb\nc: 2\n", 2, 1, "this key has no `:` on its line"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "the indentation of this line matches none of the lines above"),
        ("a: 1\n  b: 2\n", 2, 4, "a `:` is not allowed here"),
        ("a: b: c\n", 1, 5, "a `:` is not allowed here"),
        ("a: 1\n\t\nb: 2\n", 2, 1, "a tab cannot be used for indentation"),
        ("a:\n\tb: 1\n", 2, 1, "a tab cannot be used for indentation"),
        ("a: @b\n", 1, 4, "`@` cannot start a value"),
        ("a: *b\n", 1, 4, "there is no anchor `&b` before this alias"),
        ("a: \"\\/\"\n", 1, 5, "`\\/` is not an escape sequence of YAML 1.1"),
        ("{a: 1}}\n", 1, 7, "text follows the end of the document"),
    ] {
        let error = refused(text);
        assert_eq!((error.area.line, error.area.column, &*error.message), (line, column, message), "{text}");
    }
    let error = refused("a: é\nb: \u{7f}\n");
    assert_eq!((error.area.line, error.area.column, error.area.start), (2, 4, 9), "{error:?}");
    let error = refused("- a\n");
    assert_eq!(error.message, "expected a mapping at the top level, found a list");
    let error = refused("a: 1\n--- # c\nb: 1\n");
    assert_eq!((error.message.as_str(), error.area.line), ("a second YAML document begins here", 3));
}

#[test]
fn nesting_is_bounded() {
    let fits = format!("a: {}1{}\n", "[".repeat(99), "]".repeat(99));
    assert!(read(&fits).is_ok());
    let indented: String = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let deep = ["[", "{a: ", "- ", "? ", "- - ", "[{"].map(|open| open.repeat(10_000));
    for text in deep.iter().chain([&indented]) {
        assert!(refused(text).message.contains("too deeply"), "{text:.20}");
        super::head(text.as_bytes());
    }
    let aliases: String = (1..200).map(|at| format!("a{at}: &a{at} {{k: *a{}}}\n", at - 1)).collect();
    assert_eq!(refused(&format!("a0: &a0 x\n{aliases}")).message, "aliases are nested too deeply");
}

#[test]
fn aliases_are_bounded() {
    let bomb = |first: &str, each: fn(&str) -> String| {
        let levels = (1..10).map(|at| {
            let aliases = vec![format!("*a{}", at - 1); 10].join(", ");
            format!("a{at}: &a{at} {}\n", each(&aliases))
        });
        format!("a0: &a0 {first}\n{}", levels.collect::<String>())
    };
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), "*a, ".repeat(1000));
    for text in [
        bomb("x", |aliases| format!("[{aliases}]")),
        bomb("{k: v}", |aliases| format!("{{<<: [{aliases}]}}")),
        bomb("{}", |aliases| format!("{{<<: [{aliases}]}}")),
        text,
    ] {
        assert_eq!(refused(&text).message, "aliases expand to too many values");
    }
    assert_eq!(refused("a: &a [*a]\n").message, "the value of an anchor contains itself");
}

#[test]
fn a_long_scalar_is_read() {
    let long = "x".repeat(1 << 20);
    let text = format!("a: {long}\nb: \"{long}\"\nc: |\n  {long}\n");
    let document = read(&text).expect("YAML");
    assert_eq!(
        document.value.values().filter_map(|value| value.as_str()).map(str::len).sum::<usize>(),
        (3 << 20) + 1
    );
}
