//! The files that git tracks, or would track.

use std::fs;

use anyhow::Result;

use crate::{root, shell};

/// One text file.
pub(crate) struct Text {
    /// Path below the root, separated by `/`.
    pub(crate) path: String,
    /// Its content.
    pub(crate) text: String,
}

/// Every file that is UTF-8.
pub(crate) fn all() -> Result<Vec<Text>> {
    let mut git = shell::git();
    let listed = shell::read(git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
    Ok(listed
        .split_terminator('\0')
        .filter_map(|path| {
            let text = fs::read_to_string(root::at(path)).ok()?;
            Some(Text { path: path.to_owned(), text })
        })
        .collect())
}
