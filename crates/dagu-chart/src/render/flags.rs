//! The flag of a request that set a value.

use serde_json::Value;

use crate::path::{Step, steps};

/// The values that flags set, as a tree of keys and indexes.
#[derive(Default)]
pub(super) struct Flags {
    /// The last flag that set something here or below.
    flag: Option<&'static str>,
    /// Whether it set null, which removes the values of files here.
    removes: bool,
    /// Those of its keys and items, in their order.
    below: Vec<(Key, Flags)>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Name(String),
    Index(usize),
}

impl Flags {
    /// Records what a flag sets, after earlier flags.
    pub(super) fn note(&mut self, value: &Value, flag: &'static str) {
        self.flag = Some(flag);
        self.removes = value.is_null();
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    self.below(Key::Name(key.clone())).note(value, flag);
                }
            }
            Value::Array(list) => {
                // The items before the one that is set are null.
                for (index, value) in list.iter().enumerate().filter(|(_, value)| !value.is_null()) {
                    self.below(Key::Index(index)).note(value, flag);
                }
            }
            _ => {}
        }
    }

    fn below(&mut self, key: Key) -> &mut Self {
        let at = self.find_below(&key).unwrap_or_else(|at| {
            self.below.insert(at, (key, Self::default()));
            at
        });
        &mut self.below[at].1
    }

    fn find_below(&self, key: &Key) -> Result<usize, usize> {
        self.below.binary_search_by(|(own, _)| own.cmp(key))
    }

    /// The last flag that sets the value at a path, or removes it or its parent. Flags override files.
    pub(super) fn find(&self, path: &str) -> Option<&'static str> {
        let mut found = self;
        for step in steps(path) {
            let key = match step {
                Step::Key(key) => Key::Name(key.into_owned()),
                Step::Index(index) => Key::Index(index),
            };
            match found.find_below(&key) {
                Ok(at) => found = &found.below[at].1,
                Err(_) if found.removes => break,
                Err(_) => return None,
            }
        }
        found.flag
    }
}
