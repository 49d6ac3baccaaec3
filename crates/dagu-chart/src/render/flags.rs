//! The flag of a request that set a value.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::path::{Step, steps};

/// The values that flags set, as a tree of keys and indexes.
#[derive(Default)]
pub(super) struct Flags {
    /// The last flag that set something here or below.
    flag: Option<&'static str>,
    /// Whether it set null, which removes the values of files here.
    removes: bool,
    keys: BTreeMap<String, Flags>,
    items: BTreeMap<usize, Flags>,
}

impl Flags {
    /// Records what a flag sets, after earlier flags.
    pub(super) fn note(&mut self, value: &Value, flag: &'static str) {
        self.flag = Some(flag);
        self.removes = value.is_null();
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    self.keys.entry(key.clone()).or_default().note(value, flag);
                }
            }
            Value::Array(list) => {
                // The items before the one that is set are null.
                for (index, value) in list.iter().enumerate().filter(|(_, value)| !value.is_null()) {
                    self.items.entry(index).or_default().note(value, flag);
                }
            }
            _ => {}
        }
    }

    /// The last flag that sets the value at a path, or removes it or its parent. Flags override files.
    pub(super) fn find(&self, path: &str) -> Option<&'static str> {
        let mut found = self;
        for step in steps(path) {
            let below = match step {
                Step::Key(key) => found.keys.get(&*key),
                Step::Index(index) => found.items.get(&index),
            };
            match below {
                Some(below) => found = below,
                None if found.removes => break,
                None => return None,
            }
        }
        found.flag
    }
}
