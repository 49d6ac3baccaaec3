//! What a values text is merged over: the defaults, and the files before it.

use dagu_chart_api::ValuesText;
use serde_json::{Map, Value};

use super::defaults;
use super::inherited::at;
use crate::path::Step;
use crate::values::coalesce;
use crate::yaml;

/// The values below a text.
pub(super) struct Below {
    defaults: Value,
    files: Map<String, Value>,
}

impl Below {
    /// The defaults and these files.
    pub(super) fn of(texts: &[ValuesText]) -> Result<Self, String> {
        let mut files = Map::new();
        for ValuesText { name, text } in texts {
            let document = yaml::read_manifest(text)
                .map_err(|error| format!("{name}, line {}: {}", error.area.line, error.message))?;
            coalesce::merge(&mut files, document.value);
        }
        Ok(Self { defaults: defaults::values().into(), files })
    }

    /// The values of a text over them, as Helm merges them.
    pub(super) fn under(&self, text: &Value) -> Value {
        let mut user = self.files.clone();
        if let (Value::Object(text), Value::Object(defaults)) = (text, &self.defaults) {
            coalesce::merge(&mut user, text.clone());
            return coalesce::coalesce(defaults, user).into();
        }
        Value::Null
    }

    /// Whether they add something to a map at a path: a file that removes a default does not keep it from a later file.
    pub(super) fn fills(&self, steps: &[Step<'_>]) -> bool {
        at(&self.defaults, steps).is_some()
    }
}
