//! An edit: one folder below tests/edits with a text of values, what is changed in it, and the new text.

use anyhow::{Result, ensure};
use dagu_chart_api::EditRequest;
use serde::Deserialize;

use crate::engine::{Engine, Native};
use crate::folder::Folder;

const EXPECTED: &str = "expected.yaml";
const REFUSED: &str = "expected.txt";

/// One edit.
pub struct Edit(pub Folder);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    request: EditRequest,
}

/// Every edit, by name.
pub fn all() -> Result<Vec<Edit>> {
    Ok(Folder::all("tests/edits")?.into_iter().map(Edit).collect())
}

impl Edit {
    /// Compares the library with what is expected: the new text, or the reason why there is none.
    pub fn prove(&self) -> Result<()> {
        let File { request } = self.0.case()?;
        self.0.refuse_unread(|file| [EXPECTED, REFUSED].contains(&file))?;
        let answer = Native.edit(&request)?;
        let (text, refusal) = (Some(&*answer.stream), Some(answer.text.as_bytes()));
        self.0.hold(EXPECTED, text.filter(|_| answer.ok))?;
        self.0.hold(REFUSED, refusal.filter(|_| !answer.ok))?;
        if answer.ok {
            let comments = |text: &str| text.matches('#').count();
            let edited = str::from_utf8(&answer.stream)?;
            let removes =
                !(request.remove.is_empty() && request.delete.is_empty() && request.replace.is_empty())
                    || request.changes.iter().any(|change| change.value.is_null());
            ensure!(removes || comments(edited) >= comments(&request.text), "a comment is gone:\n{edited}");
            let again = EditRequest {
                text: edited.to_owned(),
                rename: Vec::new(),
                copy: Vec::new(),
                restore: Vec::new(),
                remove: Vec::new(),
                ..request
            };
            let again = Native.edit(&again)?;
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
        let File { request } = self.0.case()?;
        Native.edit(&request)?.ensure_same(&engine.edit(&request)?)
    }
}
