//! A look-up: one folder below tests/keys with a path in the values and what is known of it.

use anyhow::Result;
use serde::Deserialize;

use crate::engine::{Engine, Native};
use crate::folder::Folder;

const EXPECTED: &str = "expected.json";

/// One look-up.
pub struct Lookup(pub Folder);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The place, as `workerPools.gpu.labels`; empty for all of the values.
    path: String,
}

/// Every look-up, by name.
pub fn all() -> Result<Vec<Lookup>> {
    Ok(Folder::all("tests/keys")?.into_iter().map(Lookup).collect())
}

impl Lookup {
    /// Holds the library against what is expected.
    pub fn prove(&self) -> Result<()> {
        let File { path } = self.0.case()?;
        self.0.refuse_unread(|file| file == EXPECTED)?;
        let known = format!("{:#}\n", Native.keys(&path)?.report);
        self.0.hold(EXPECTED, Some(known.as_bytes()))
    }

    /// Holds an engine against the library.
    pub fn agree(&self, engine: &dyn Engine) -> Result<()> {
        let File { path } = self.0.case()?;
        Native.keys(&path)?.ensure_same(&engine.keys(&path)?)
    }
}
