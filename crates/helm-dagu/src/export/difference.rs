//! What differs between an earlier export and a new one.

use serde_json::Value;
use similar::TextDiff;

use super::header;

const SEPARATOR: &str = "---\n";
/// Takes the place of credentials: they are not printed.
const HIDDEN: &str = "(hidden)";

/// The difference as a unified diff; empty if there is none. Headers differ between builds of this program, and generated
/// credentials between exports.
pub(crate) fn difference(path: &str, there: &str, wanted: &str) -> String {
    let (there, wanted) = (Comparable::of(there), Comparable::of(wanted));
    if there.secrets == wanted.secrets && there.text == wanted.text {
        return String::new();
    }
    if there.text == wanted.text {
        return format!("--- {path}\n+++ exported now\nThe data of a Secret differs.\n");
    }
    let diff = TextDiff::from_lines(&*there.text, &*wanted.text);
    diff.unified_diff().context_radius(3).header(path, "exported now").to_string()
}

struct Comparable {
    /// Without credentials.
    text: String,
    /// The data of Secrets that are not generated.
    secrets: Vec<Value>,
}

impl Comparable {
    fn of(text: &str) -> Self {
        // Git may have written the files with the line ends of Windows.
        let text = header::without(&text.replace("\r\n", "\n"));
        let mut comparable = Self { text: String::new(), secrets: Vec::new() };
        for (index, document) in text.split(SEPARATOR).enumerate() {
            if index > 0 {
                comparable.text.push_str(SEPARATOR);
            }
            match serde_yaml::from_str::<Value>(document) {
                Ok(mut object) if object["kind"] == "Secret" => comparable.add_secret(&mut object),
                _ => comparable.text.push_str(document),
            }
        }
        comparable
    }

    fn add_secret(&mut self, secret: &mut Value) {
        // Only the chart's generated Secrets are immutable.
        let is_generated = secret["immutable"] == true;
        for field in ["data", "stringData"] {
            let Some(data) = secret[field].as_object_mut() else { continue };
            if !is_generated {
                self.secrets.push(data.clone().into());
            }
            data.values_mut().for_each(|value| *value = HIDDEN.into());
        }
        self.text.push_str(&format!("{secret:#}\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_credentials_are_not_compared() {
        let secret =
            |data: &str| format!("a: 1\n---\nkind: Secret\nimmutable: true\ndata: {{password: {data}}}\n");
        assert_eq!(difference("x", &secret("YQ=="), &secret("Yg==")), "");
    }

    #[test]
    fn line_ends_of_windows_are_no_difference() {
        assert_eq!(difference("x", "# Exported by helm dagu 0\r\na: 1\r\nb: 2\r\n", "a: 1\nb: 2\n"), "");
    }

    #[test]
    fn credentials_are_compared_but_not_printed() {
        let secret = |data: &str| format!("kind: Secret\ndata: {{password: {data}}}\n");
        let difference = difference("x", &secret("YQ=="), &format!("{}a: 1\n", secret("Yg==")));
        assert!(difference.contains("+  \"a\": 1"), "{difference}");
        assert!(!difference.contains("YQ==") && !difference.contains("Yg=="), "{difference}");
        assert_ne!(super::difference("x", &secret("YQ=="), &secret("Yg==")), "");
    }
}
