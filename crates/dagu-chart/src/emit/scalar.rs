//! One string as a YAML scalar, plain or double-quoted.

/// The byte may start a plain scalar: a letter or `/`, never a digit, sign or indicator.
const START: u8 = 1;
/// The byte may be inside a plain scalar.
const INSIDE: u8 = 2;
/// The byte is a digit.
const DIGIT: u8 = 4;
/// The byte ends quantities and durations such as `500m`, `1Gi` and `24h`. `e` and `E` are not
/// among them, nor what follows the zero of `0x`, `0o` and `0b`.
const UNIT: u8 = 8;
/// The byte starts a character that a double-quoted scalar may have to escape.
const ESCAPE: u8 = 16;

const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        table[byte] = match b {
            b'm' | b'k' | b'M' | b'G' | b'T' | b'P' | b'i' | b's' | b'h' => START | INSIDE | UNIT,
            b'a'..=b'z' | b'A'..=b'Z' | b'/' => START | INSIDE,
            b'0'..=b'9' => INSIDE | DIGIT,
            b'-' | b'_' | b'.' | b':' => INSIDE,
            // The lead bytes are those of C1 controls, of the line separators, of the byte order
            // mark with its neighbours, and of everything beyond U+FFFF.
            0..=0x1f | b'"' | b'\\' | 0x7f | 0xc2 | 0xe2 | 0xef | 0xf0..=0xff => ESCAPE,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// Appends `text` so that every YAML parser reads exactly this string.
pub(super) fn write(text: &str, out: &mut Vec<u8>) {
    if is_plain(text) {
        out.extend_from_slice(text.as_bytes());
    } else {
        quote(text, out);
    }
}

/// Whether `text` contains a character that is a line break in YAML 1.1.
pub(super) fn has_line_break(text: &str) -> bool {
    text.bytes().any(|byte| class(byte) & ESCAPE != 0)
        && text.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
}

fn class(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

/// Whether `text` can be printed without quotes, on one line.
pub(super) fn is_plain(text: &str) -> bool {
    let text = text.as_bytes();
    let (Some(&first), Some(&last)) = (text.first(), text.last()) else {
        return false;
    };
    if class(first) & DIGIT != 0 {
        return is_quantity(text);
    }
    class(first) & START != 0
        && text.iter().all(|&byte| class(byte) & INSIDE != 0)
        && last != b':'
        && !is_word(text)
}

/// Whether `text` is digits and a unit: `500m`, `10Gi`, `24h`.
fn is_quantity(text: &[u8]) -> bool {
    let digits = text.iter().take_while(|&&byte| class(byte) & DIGIT != 0).count();
    let unit = &text[digits..];
    !unit.is_empty() && unit.iter().all(|&byte| class(byte) & UNIT != 0)
}

/// Whether a YAML parser reads `text` as a boolean or null. Parsers differ in the spellings that they know.
fn is_word(text: &[u8]) -> bool {
    text.len() <= 5
        && [&b"y"[..], b"n", b"on", b"no", b"off", b"yes", b"true", b"null", b"false"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
}

/// Appends `text` between double quotes.
pub(super) fn quote(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut copied = 0;
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        if class(byte) & ESCAPE == 0 {
            at += 1;
            continue;
        }
        let character = text[at..].chars().next().expect("every flagged byte starts a character");
        let next = at + character.len_utf8();
        if needs_escape(character) {
            out.extend_from_slice(&text.as_bytes()[copied..at]);
            escape(character, out);
            copied = next;
        }
        at = next;
    }
    out.extend_from_slice(&text.as_bytes()[copied..]);
    out.push(b'"');
}

fn needs_escape(character: char) -> bool {
    matches!(
        character,
        '\0'..='\x1f' | '"' | '\\' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}'
            | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{10000}'..
    )
}

/// Writes the escape that `yaml.v3` writes for `character`; all of them are in YAML 1.1 and 1.2.
fn escape(character: char, out: &mut Vec<u8>) {
    let short = match character {
        '\0' => b'0',
        '\x07' => b'a',
        '\x08' => b'b',
        '\t' => b't',
        '\n' => b'n',
        '\x0b' => b'v',
        '\x0c' => b'f',
        '\r' => b'r',
        '\x1b' => b'e',
        '"' => b'"',
        '\\' => b'\\',
        '\u{85}' => b'N',
        '\u{2028}' => b'L',
        '\u{2029}' => b'P',
        _ => return escape_number(u32::from(character), out),
    };
    out.extend_from_slice(&[b'\\', short]);
}

fn escape_number(number: u32, out: &mut Vec<u8>) {
    let (marker, digits) = match number {
        0..=0xff => (b'x', 2),
        0x100..=0xffff => (b'u', 4),
        _ => (b'U', 8),
    };
    out.extend_from_slice(&[b'\\', marker]);
    for digit in (0..digits).rev() {
        let nibble = (number >> (4 * digit)) & 0xf;
        out.push(b"0123456789ABCDEF"[nibble as usize]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        write(text, &mut out);
        String::from_utf8(out).expect("the emitter prints UTF-8")
    }

    #[test]
    fn names_paths_and_quantities_are_plain() {
        for text in [
            "dagu",
            "apps/v1",
            "app.kubernetes.io/name",
            "ghcr.io/dagu-org/dagu:latest",
            "/data",
            "DAGU_HOME",
            "ReadWriteMany",
            "500m",
            "10Gi",
            "24h",
            "nodes",
            "Never",
            "o",
            "yess",
        ] {
            assert_eq!(written(text), text);
        }
    }

    #[test]
    fn whatever_some_reader_resolves_is_quoted() {
        for text in [
            "",
            "y",
            "N",
            "yes",
            "No",
            "oN",
            "OFF",
            "tRue",
            "False",
            "null",
            "Null",
            "~",
            "0",
            "012",
            "1_000",
            "0x1F",
            "0o7",
            "0b1",
            "1e3",
            "1E",
            "08",
            "1.5",
            ".5",
            "-1",
            "+1",
            ".inf",
            "-.Inf",
            ".NaN",
            "2020-01-01",
            "1:30",
            "<<",
            "=",
            "a:",
            "a b",
            "a #b",
            "- a",
            "-",
            "?",
            "!a",
            "&a",
            "*a",
            "%a",
            "@a",
            "`a",
            "{a}",
            "[a]",
            "a,b",
            "|",
            ">",
            "'a'",
            "---",
            "...",
            "m5 ",
            "é",
        ] {
            assert_eq!(written(text), format!("\"{text}\""));
        }
    }

    #[test]
    fn escapes_are_those_of_yaml_v3() {
        for (text, expected) in [
            ("\0\x01\x07\x08\t\n\x0b\x0c\r\x1b", r#""\0\x01\a\b\t\n\v\f\r\e""#),
            ("\"\\/", r#""\"\\/""#),
            ("\x7f\u{80}\u{85}\u{9f}", r#""\x7F\x80\N\x9F""#),
            ("\u{a0}\u{e9}\u{2027}\u{2030}\u{fffd}", "\"\u{a0}\u{e9}\u{2027}\u{2030}\u{fffd}\""),
            ("\u{2028}\u{2029}\u{feff}\u{fffe}\u{ffff}", r#""\L\P\uFEFF\uFFFE\uFFFF""#),
            ("a\u{1f600}b\u{10ffff}", r#""a\U0001F600b\U0010FFFF""#),
        ] {
            assert_eq!(written(text), expected);
        }
    }

    #[test]
    fn line_breaks_are_those_of_yaml_1_1() {
        for text in ["a\nb", "\r", "\u{85}", "a\u{2028}", "\u{2029}a"] {
            assert!(has_line_break(text), "{text:?}");
        }
        for text in ["", "a", "a\tb", "\u{9f}", "\u{2027}", "\u{1f600}"] {
            assert!(!has_line_break(text), "{text:?}");
        }
    }
}
