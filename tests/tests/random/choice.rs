//! The random choices of the generator, all from one seed.

use std::fs;

use anyhow::{Context, Result};
use dagu_chart_tests::place;
use fastrand::Rng;
use serde_json::{Map, Value, json};

/// Makes choices.
pub(crate) struct Choice<'a> {
    rng: Rng,
    strings: &'a [String],
}

/// The strings that printers of YAML get wrong.
pub(crate) fn strings() -> Result<Vec<String>> {
    let text = fs::read_to_string(place::at("tests/adversarial.json"))?;
    let mut strings: Vec<String> = serde_json::from_str(&text).context("tests/adversarial.json")?;
    // A part of the tests' entropy would be taken for a credential that leaked.
    strings.retain(|string| !string.contains("0123456789abcdef"));
    Ok(strings)
}

impl<'a> Choice<'a> {
    pub(crate) fn new(seed: u64, strings: &'a [String]) -> Self {
        Self { rng: Rng::with_seed(seed), strings }
    }

    /// Yes once in so many times.
    pub(crate) fn once_in(&mut self, times: u32) -> bool {
        self.rng.u32(..times) == 0
    }

    pub(crate) fn number(&mut self, from: u64, to: u64) -> u64 {
        self.rng.u64(from..=to)
    }

    pub(crate) fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.rng.usize(..all.len())].clone()
    }

    /// A name that Kubernetes takes everywhere, hardly ever the same twice.
    pub(crate) fn name(&mut self) -> String {
        let length = self.rng.usize(1..=12);
        let rest = (0..length).map(|_| self.of(b"abcdefghijklmnopqrstuvwxyz0123456789") as char);
        let rest: String = rest.collect();
        format!("n{rest}{}", self.rng.u32(100..1000))
    }

    /// A text that a reader of YAML could take for something else.
    pub(crate) fn odd(&mut self) -> String {
        self.of(self.strings)
    }

    /// Odd keys and values.
    pub(crate) fn odd_map(&mut self) -> Value {
        let length = self.rng.usize(0..5);
        let entry = |_| (self.name(), Value::from(self.odd()));
        (0..length).map(entry).collect::<Map<_, _>>().into()
    }

    /// The variable of a pod.
    pub(crate) fn variable(&mut self) -> String {
        format!("V_{}", self.name().to_uppercase())
    }

    /// A quantity of memory.
    pub(crate) fn memory(&mut self) -> Value {
        json!(format!("{}Mi", self.rng.u32(512..4096)))
    }

    /// So many of what is made.
    pub(crate) fn some(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> Value) -> Value {
        let length = self.rng.usize(0..=most);
        (0..length).map(|_| make(self)).collect()
    }

    /// Puts in what is made, once in so many times.
    pub(crate) fn maybe(
        &mut self,
        values: &mut Value,
        key: &str,
        times: u32,
        make: impl FnOnce(&mut Self) -> Value,
    ) {
        if self.once_in(times) {
            values[key] = make(self);
        }
    }
}
