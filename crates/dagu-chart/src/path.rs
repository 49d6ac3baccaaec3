//! The path of a value: `workerPools.gpu.labels`, `tolerations[0].key`, `nodeSelector["nvidia.com/gpu"]`.

mod trail;

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use serde_json::Value;

pub(crate) use trail::Trail;

/// The path of a value, as it is printed. [`steps`] parses it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ValuePath(String);

impl ValuePath {
    /// The top level; printed as an empty string.
    pub(crate) fn root() -> Self {
        Self::default()
    }

    /// A constant path, in printed form.
    pub(crate) fn of(path: &str) -> Self {
        Self(path.to_owned())
    }

    /// The path of `key` in the mapping at this path.
    pub(crate) fn key(&self, key: &str) -> Self {
        if !is_bare(key) {
            return Self(format!("{}[{}]", self.0, quoted(key)));
        }
        let dot = if self.0.is_empty() { "" } else { "." };
        Self([&self.0, dot, key].concat())
    }

    /// The path of the item at `index`, from 0, in the list at this path.
    pub(crate) fn index(&self, index: usize) -> Self {
        Self(format!("{}[{index}]", self.0))
    }

    /// The path with these steps.
    pub(crate) fn to(steps: &[Step<'_>]) -> Self {
        steps.iter().fold(Self::root(), |path, step| match step {
            Step::Key(key) => path.key(key),
            Step::Index(index) => path.index(*index),
        })
    }

    /// The printed form.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for ValuePath {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Display for ValuePath {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A JSON string without any line break, also by YAML's definition, because paths are printed in comments too.
fn quoted(key: &str) -> String {
    let json = serde_json::to_string(key).unwrap_or_default();
    let mut line = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                line.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            character => line.push(character),
        }
    }
    line
}

/// Whether a key needs no quotes in a path.
fn is_bare(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// A step of a printed path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    /// A key of a mapping.
    Key(Cow<'a, str>),
    /// An index of a list, from 0.
    Index(usize),
}

/// The steps of a printed path. Ends at text that is not a path.
pub(crate) fn steps(path: &str) -> Steps<'_> {
    Steps { rest: path }
}

/// See [`steps`].
#[derive(Clone, Debug)]
pub(crate) struct Steps<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Steps<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        if let Some(bracketed) = self.rest.strip_prefix('[') {
            return self.bracketed(bracketed);
        }
        let bare = self.rest.strip_prefix('.').unwrap_or(self.rest);
        let (key, rest) = bare.split_at(bare.find(['.', '[']).unwrap_or(bare.len()));
        if key.is_empty() {
            return None;
        }
        self.rest = rest;
        Some(Step::Key(Cow::Borrowed(key)))
    }
}

impl<'a> Steps<'a> {
    /// Whether nothing is left: after the last step, what is left is not a path.
    pub(crate) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    fn bracketed(&mut self, text: &'a str) -> Option<Step<'a>> {
        let end = if text.starts_with('"') { closing_quote(text)? + 1 } else { text.find(']')? };
        let (step, rest) = text.split_at_checked(end)?;
        let rest = rest.strip_prefix(']')?;
        let step = if step.starts_with('"') {
            let Ok(Value::String(key)) = serde_json::from_slice(step.as_bytes()) else { return None };
            Step::Key(Cow::Owned(key))
        } else {
            Step::Index(step.parse().ok()?)
        };
        self.rest = rest;
        Some(step)
    }
}

/// The position of the closing quote of `text`.
fn closing_quote(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'"' => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_on_one_line() {
        let key = "a\u{85}b\u{2028}c\nd\u{7f}";
        let path = ValuePath::root().key(key);
        assert_eq!(path.as_str(), r#"["a\u0085b\u2028c\nd\u007f"]"#);
        assert_eq!(steps(path.as_str()).next(), Some(Step::Key(Cow::Borrowed(key))));
    }

    fn key(text: &str) -> Step<'_> {
        Step::Key(Cow::Borrowed(text))
    }

    #[test]
    fn prints_keys_and_indexes() {
        let root = ValuePath::root();
        let gpu = root.key("workerPools").key("gpu");
        assert_eq!(gpu.key("labels").as_str(), "workerPools.gpu.labels");
        let toleration = root.key("tolerations").index(0);
        assert_eq!(toleration.key("key").as_str(), "tolerations[0].key");
        assert_eq!(root.as_str(), "");
    }

    #[test]
    fn quotes_what_a_reader_would_misread() {
        let selector = ValuePath::of("nodeSelector");
        assert_eq!(selector.key("nvidia.com/gpu").as_str(), r#"nodeSelector["nvidia.com/gpu"]"#);
        assert_eq!(ValuePath::root().key("a\"]").as_str(), r#"["a\"]"]"#);
    }

    #[test]
    fn a_printed_path_is_read_back() {
        let path = ValuePath::root().key("a.b").key("c").index(12).key("\\\"]");
        let read: Vec<_> = steps(path.as_str()).collect();
        assert_eq!(read, [key("a.b"), key("c"), Step::Index(12), key("\\\"]")]);
    }

    #[test]
    fn text_that_is_no_path_ends() {
        for text in
            ["[", "[\"", "[x]", "..", "a..b", "a.", "a[999999999999999999999999]", "[\"\\\"]", "[\"\\x\"]"]
        {
            let mut steps = steps(text);
            assert!(steps.by_ref().count() <= 2, "{text}");
            assert!(steps.next().is_none() && !steps.is_at_end(), "{text}");
        }
    }
}
