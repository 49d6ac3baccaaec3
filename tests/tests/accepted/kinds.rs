//! The refusals, by kind, each with the smallest values file that shows it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result};
use dagu_chart_tests::place;
use serde::Deserialize;
use serde_json::Value;

use crate::server::Cause;

/// Kinds that are known to be refused, each with its reason.
const KNOWN: &str = "tests/accepted.yaml";

/// A kind that stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    field: String,
    says: String,
    reason: String,
}

/// What a run found.
#[derive(Default)]
pub(crate) struct Kinds {
    /// How many files the core takes.
    pub(crate) accepted: usize,
    /// How many of these the API server refuses.
    pub(crate) refused: usize,
    found: BTreeMap<Cause, (usize, Option<Value>)>,
}

impl Kinds {
    /// Counts a refused file, and returns whether it is the first of its kind.
    pub(crate) fn add(&mut self, cause: Cause) -> bool {
        self.refused += 1;
        let (count, _) = self.found.entry(cause).or_default();
        *count += 1;
        *count == 1
    }

    /// Keeps the least file of a kind.
    pub(crate) fn show(&mut self, cause: &Cause, least: Value) {
        if let Some((_, example)) = self.found.get_mut(cause) {
            *example = Some(least);
        }
    }

    /// The kinds that no list knows, and all of them as a table, the most frequent first.
    pub(crate) fn table(&self) -> Result<(usize, String)> {
        let known = fs::read_to_string(place::at(KNOWN))?;
        let known: Vec<Known> = serde_yaml::from_str(&known).context(KNOWN)?;
        let mut rows: Vec<_> = self.found.iter().collect();
        rows.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        let mut unknown = 0;
        let mut table = String::new();
        for (cause, (count, example)) in rows {
            let reason = known.iter().find(|known| known.field == cause.field && known.says == cause.says);
            unknown += usize::from(reason.is_none());
            writeln!(table, "{count:5}  {}\n       {}", cause.field, cause.says)?;
            match (reason, example) {
                (Some(known), _) => writeln!(table, "       known: {}", known.reason)?,
                (None, Some(example)) => writeln!(table, "       {example}")?,
                (None, None) => {}
            }
        }
        Ok((unknown, table))
    }
}
