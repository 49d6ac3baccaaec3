//! The path of a field in an object.

use serde_json::Value;

#[derive(Clone, Debug)]
pub(super) enum FieldStep {
    Key(String),
    /// The item of a list that has this value at this key.
    Item(&'static str, Value),
    Index(usize),
}

#[derive(Clone, Debug, Default)]
pub(super) struct Path(pub(super) Vec<FieldStep>);

impl Path {
    /// As text: `spec.template.spec.containers[ui].image`. Keys with dots, such as labels, are
    /// quoted; they are not read back.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for step in &self.0 {
            match step {
                FieldStep::Key(key)
                    if key.contains(['.', '/', '[', '"']) || key.chars().any(char::is_control) =>
                {
                    text.push_str(&format!("[\"{}\"]", key.escape_debug()));
                }
                FieldStep::Key(key) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(key);
                }
                FieldStep::Item(_, Value::String(name)) => {
                    text.push_str(&format!("[{}]", name.escape_debug()))
                }
                FieldStep::Item(_, value) => text.push_str(&format!("[{value}]")),
                FieldStep::Index(index) => text.push_str(&format!("[{index}]")),
            }
        }
        text
    }

    /// The same for every item of a list: `spec.template.spec.containers[].image`.
    pub(super) fn pattern(&self) -> String {
        let mut text = String::new();
        for step in &self.0 {
            match step {
                FieldStep::Key(key) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(key);
                }
                FieldStep::Item(..) | FieldStep::Index(_) => text.push_str("[]"),
            }
        }
        text
    }

    /// The path of a key below this one.
    pub(super) fn below(&self, key: &str) -> Self {
        let mut path = self.clone();
        path.0.push(FieldStep::Key(key.to_owned()));
        path
    }

    /// The key at this distance from the end, 0 being the last step.
    pub(super) fn key_from_end(&self, distance: usize) -> Option<&str> {
        match self.0.iter().rev().nth(distance)? {
            FieldStep::Key(key) => Some(key),
            _ => None,
        }
    }
}
