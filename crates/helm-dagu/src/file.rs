//! The contents of the files that flags name, and files that are written.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use dagu_chart_api::ValuesText;
use similar::TextDiff;
use tempfile::NamedTempFile;

use crate::failure::Failure;

/// Reads files, and stdin (`-`) once.
#[derive(Default)]
pub(crate) struct Files {
    stdin_is_read: bool,
}

impl Files {
    /// The contents of a file, named as on the command line.
    pub(crate) fn read(&mut self, name: &str) -> Result<String, Failure> {
        if name == "-" && std::mem::replace(&mut self.stdin_is_read, true) {
            return Err(Failure::StdinTwice);
        }
        let bytes = match name {
            "-" => read_stdin(),
            path => fs::read(path),
        };
        let bytes = bytes.map_err(|error| unreadable(name, error))?;
        String::from_utf8(bytes).map_err(|error| Failure::FileEncoding {
            name: name.to_owned(),
            at: error.utf8_error().valid_up_to(),
        })
    }
}

fn read_stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Helm can download URLs and has plugins for more protocols; this program reads files only.
fn unreadable(name: &str, error: io::Error) -> Failure {
    let name = name.to_owned();
    if name.contains("://") { Failure::Remote { name } } else { Failure::File { name, error } }
}

/// What changes in a file, as a unified diff.
pub(crate) fn unified_diff(before: &ValuesText, after: &ValuesText) -> String {
    let difference = TextDiff::from_lines(&before.text, &after.text);
    difference.unified_diff().header(&before.name, &after.name).to_string()
}

/// Fails if a file has not the text that was read from it.
pub(crate) fn ensure_unchanged(read: &ValuesText) -> Result<(), Failure> {
    match fs::read(&read.name) {
        Ok(bytes) if bytes == read.text.as_bytes() => Ok(()),
        _ => Err(Failure::FileChanged(read.name.clone())),
    }
}

/// Writes the new text of a file that was read. Other programs see the old text or the new one, never a part of it.
pub(crate) fn write_changed(read: &ValuesText, changed: &ValuesText) -> Result<(), Failure> {
    ensure_unchanged(read)?;
    replace(&changed.name, &changed.text)
        .map_err(|error| Failure::WriteFile { name: changed.name.clone(), error })
}

fn replace(name: &str, text: &str) -> io::Result<()> {
    // A link stays one: the file that it leads to is replaced.
    let path = fs::canonicalize(name)?;
    // Replacing a file needs only the right to write to its folder: a read-only file must stay.
    fs::OpenOptions::new().write(true).open(&path)?;
    let mut file = NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    fs::set_permissions(file.path(), fs::metadata(&path)?.permissions())?;
    file.persist(path)?;
    Ok(())
}
