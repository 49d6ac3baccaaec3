//! A folder of a dropped test: `case.yaml` with its reason and the question, and files with what is expected.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{expectation, place};

const CASE: &str = "case.yaml";

/// One such folder.
pub struct Folder {
    /// Its name.
    pub name: String,
    path: PathBuf,
}

impl Folder {
    /// Every folder below a path of the repository, by name.
    pub(crate) fn all(parent: &str) -> Result<Vec<Self>> {
        let folders = place::folders(parent)?;
        Ok(folders.into_iter().map(|(name, path)| Self { name, path }).collect())
    }

    /// The path of a file in it.
    pub(crate) fn at(&self, file: &str) -> PathBuf {
        self.path.join(file)
    }

    /// What `case.yaml` says besides the reason, which has to be there.
    pub(crate) fn case<T: DeserializeOwned>(&self) -> Result<T> {
        let text = fs::read_to_string(self.at(CASE)).context(CASE)?;
        let mut case: Map<String, Value> = serde_yaml::from_str(&text).context(CASE)?;
        let reason = case.remove("reason");
        let is_given =
            reason.as_ref().and_then(Value::as_str).is_some_and(|reason| !reason.trim().is_empty());
        ensure!(is_given, "the reason in {CASE} says why `{}` exists", self.name);
        serde_json::from_value(case.into()).context(CASE)
    }

    /// Fails if there is a file that nothing reads.
    pub(crate) fn refuse_unread(&self, is_read: impl Fn(&str) -> bool) -> Result<()> {
        for entry in fs::read_dir(&self.path)? {
            let file = entry?.file_name().to_string_lossy().into_owned();
            if file != CASE && !is_read(&file) {
                bail!("nothing reads {}/{file}", self.name);
            }
        }
        Ok(())
    }

    /// Holds bytes, which are none when nothing is expected, against a file.
    pub(crate) fn hold(&self, file: &str, found: Option<&[u8]>) -> Result<()> {
        expectation::file(&self.at(file), found)
    }
}
