//! The characters that Go's parser rejects, and those that only Go's parser treats as line breaks.

use super::Error;

/// Reports the first such character.
pub(super) fn check(text: &str) -> Result<(), Error> {
    if text.bytes().all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~')) {
        return Ok(());
    }
    for (at, character) in text.char_indices() {
        let problem = match character {
            '\t' | '\n' | '\r' | ' '..='~' => continue,
            '\u{85}' | '\u{2028}' | '\u{2029}' => "is a line break for Helm, but not for every YAML parser",
            '\u{FEFF}' if at == 0 => continue,
            '\0'..='\u{9F}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => "is not allowed in YAML",
            _ => continue,
        };
        return Err(Error::at(
            text,
            &(at..at + character.len_utf8()),
            format!("the character U+{:04X} {problem}", u32::from(character)),
            "remove it, or write it as an escape in double quotes",
        ));
    }
    Ok(())
}
