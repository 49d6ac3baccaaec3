//! An edit: one folder below tests/edits with a text of values, what is changed in it, and the new text.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use dagu_chart_api::EditRequest;
use serde::Deserialize;

use crate::engine::{Engine, Native};
use crate::{expectation, place};

const CASE: &str = "case.yaml";
const EXPECTED: &str = "expected.yaml";
const REFUSED: &str = "expected.txt";

/// One edit.
pub struct Edit {
    /// Name of its folder.
    pub name: String,
    folder: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    reason: String,
    request: EditRequest,
}

/// Every edit, by name.
pub fn all() -> Result<Vec<Edit>> {
    let folders = place::folders("tests/edits")?;
    Ok(folders.into_iter().map(|(name, folder)| Edit { name, folder }).collect())
}

impl Edit {
    /// Compares the library with what is expected: the new text, or the reason why there is none.
    pub fn prove(&self) -> Result<()> {
        let File { reason, request } = self.file()?;
        ensure!(!reason.trim().is_empty(), "the reason in {CASE} says why the edit exists");
        for entry in fs::read_dir(&self.folder)? {
            let file = entry?.file_name();
            if ![CASE, EXPECTED, REFUSED].iter().any(|known| file == *known) {
                bail!("nothing reads {}", file.display());
            }
        }
        let answer = Native.edit(&request)?;
        let (text, refusal) = (Some(&*answer.stream), Some(answer.text.as_bytes()));
        expectation::file(&self.folder.join(EXPECTED), text.filter(|_| answer.ok))?;
        expectation::file(&self.folder.join(REFUSED), refusal.filter(|_| !answer.ok))?;
        if answer.ok {
            let comments = |text: &str| text.matches('#').count();
            let edited = str::from_utf8(&answer.stream)?;
            let removes =
                !request.remove.is_empty() || request.changes.iter().any(|change| change.value.is_null());
            ensure!(removes || comments(edited) >= comments(&request.text), "a comment is gone:\n{edited}");
            let again =
                Native.edit(&EditRequest { text: edited.to_owned(), remove: Vec::new(), ..request })?;
            ensure!(
                again.stream == answer.stream,
                "the same edit of the new text changes it: {}",
                again.text
            );
        }
        Ok(())
    }

    /// Compares an engine with the library.
    pub fn agree(&self, engine: &dyn Engine) -> Result<()> {
        let request = self.file()?.request;
        Native.edit(&request)?.ensure_same(&engine.edit(&request)?)
    }

    fn file(&self) -> Result<File> {
        Ok(serde_yaml::from_str(&fs::read_to_string(self.folder.join(CASE)).context(CASE)?)?)
    }
}
