//! JSON that is also YAML.

use serde_json::Value;

/// A value as one line of YAML: JSON, with every character escaped that YAML does not print or takes for a line break.
pub(super) fn line(value: &Value) -> String {
    let text = value.to_string();
    let mut line = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                line.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            _ => line.push(c),
        }
    }
    line.push('\n');
    line
}
