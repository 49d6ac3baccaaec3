//! A look-up: one folder below tests/keys with a path in the values and what is known of it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use crate::engine::{Engine, Native};
use crate::{expectation, place};

const CASE: &str = "case.yaml";
const EXPECTED: &str = "expected.json";

/// One look-up.
pub struct Lookup {
    /// Name of its folder.
    pub name: String,
    folder: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    reason: String,
    /// The place, as `workerPools.gpu.labels`; empty for all of the values.
    path: String,
}

/// Every look-up, by name.
pub fn all() -> Result<Vec<Lookup>> {
    let folders = place::folders("tests/keys")?;
    Ok(folders.into_iter().map(|(name, folder)| Lookup { name, folder }).collect())
}

impl Lookup {
    /// Holds the library against what is expected.
    pub fn prove(&self) -> Result<()> {
        let file = self.file()?;
        ensure!(!file.reason.trim().is_empty(), "the reason in {CASE} says why the look-up exists");
        for entry in fs::read_dir(&self.folder)? {
            let file = entry?.file_name();
            if file != CASE && file != EXPECTED {
                bail!("nothing reads {}", file.display());
            }
        }
        let known = format!("{:#}\n", Native.keys(&file.path)?.report);
        expectation::file(&self.folder.join(EXPECTED), Some(known.as_bytes()))
    }

    /// Holds an engine against the library.
    pub fn agree(&self, engine: &dyn Engine) -> Result<()> {
        let path = self.file()?.path;
        Native.keys(&path)?.ensure_same(&engine.keys(&path)?)
    }

    fn file(&self) -> Result<File> {
        Ok(serde_yaml::from_str(&fs::read_to_string(self.folder.join(CASE)).context(CASE)?)?)
    }
}
