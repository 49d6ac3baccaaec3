//! The contents of the files that flags name, and files that are written.

use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use dagu_chart_api::ValuesText;
use similar::TextDiff;
use tempfile::{Builder, NamedTempFile};

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

/// Fails if a file, or what a link leads to, is something else, such as a pipe, from which reading could last for ever.
pub(crate) fn ensure_regular(name: &str) -> Result<(), Failure> {
    match fs::metadata(name) {
        Ok(metadata) if metadata.is_file() => Ok(()),
        Ok(_) => Err(Failure::NotRegular(name.to_owned())),
        Err(error) => Err(unreadable(name, error)),
    }
}

/// Fails if a file has not the text that was read from it.
pub(crate) fn ensure_unchanged(read: &ValuesText) -> Result<(), Failure> {
    if let Err(failure @ Failure::NotRegular(_)) = ensure_regular(&read.name) {
        return Err(failure);
    }
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
    let staged = Staged::new(Path::new(name), text.as_bytes())?;
    // Otherwise a crash of the machine could leave an empty file.
    staged.file.as_file().sync_all()?;
    staged.put()
}

/// The complete new contents of a file, which has the old ones until [`Self::put`].
pub(crate) struct Staged {
    file: NamedTempFile,
    path: PathBuf,
}

impl Staged {
    pub(crate) fn new(path: &Path, contents: &[u8]) -> io::Result<Self> {
        // A link stays one: the file that it leads to is replaced.
        let (path, old) = match fs::canonicalize(path) {
            Ok(path) => {
                // Replacing a file needs only the right to write to its folder: a read-only file must stay.
                fs::OpenOptions::new().write(true).open(&path)?;
                let old = fs::metadata(&path)?;
                (path, Some(old))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => (path.to_owned(), None),
            Err(error) => return Err(error),
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut file = readable_by_others().tempfile_in(folder.unwrap_or(Path::new(".")))?;
        // The error of the temporary file itself would name that one.
        file.as_file_mut().write_all(contents)?;
        if let Some(old) = old {
            keep_owner(file.as_file(), &old)?;
            file.as_file().set_permissions(old.permissions())?;
        }
        Ok(Self { file, path })
    }

    pub(crate) fn put(self) -> io::Result<()> {
        self.file.persist(self.path)?;
        Ok(())
    }
}

/// Temporary files with the permissions of other new files.
fn readable_by_others() -> Builder<'static, 'static> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has these permissions"))]
    let mut builder = Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Gives a file the owner and the group of another one, if it has others.
#[cfg(unix)]
fn keep_owner(file: &fs::File, old: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};

    let new = file.metadata()?;
    let user = (new.uid() != old.uid()).then_some(old.uid());
    let group = (new.gid() != old.gid()).then_some(old.gid());
    if user.or(group).is_none() {
        return Ok(());
    }
    fchown(file, user, group).map_err(|error| {
        let message = format!("cannot keep its owner {} and its group {}: {error}", old.uid(), old.gid());
        io::Error::new(error.kind(), message)
    })
}

#[cfg(not(unix))]
fn keep_owner(_file: &fs::File, _old: &fs::Metadata) -> io::Result<()> {
    Ok(())
}
