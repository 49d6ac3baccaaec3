//! The folder of an export: files with a header belong to it, all others to the user, and so do forms that are completed.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::difference::difference;
use super::stub::{self, is_form};
use super::{Files, is_exported};
use crate::failure::Failure;
use crate::file::Staged;

/// Where exports write, below the folder that the user names.
const FOLDERS: [&str; 4] = ["", "templates/", "templates/tests/", stub::FOLDER];

pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The layout that was exported to this folder.
    pub(crate) fn is_chart(&self) -> bool {
        self.root.join("Chart.yaml").exists()
    }

    /// Writes the files and removes those of an earlier export. Files of the user are neither changed nor removed.
    pub(crate) fn write(&self, files: &Files) -> Result<(), Failure> {
        let mut kept = BTreeSet::new();
        for name in files.keys() {
            if !self.is_of_user(name)? {
                continue;
            }
            if !name.starts_with(stub::FOLDER) {
                return Err(Failure::NotExported(self.root.join(name)));
            }
            kept.insert(name);
        }
        let earlier = self.exported()?;
        // All of them are written before the first one replaces another: a full disk leaves the earlier export.
        let mut staged = Vec::new();
        for (name, text) in files.iter().filter(|(name, _)| !kept.contains(name)) {
            let path = self.root.join(name);
            let written = path.parent().map_or(Ok(()), fs::create_dir_all);
            let written = written.and_then(|()| Staged::new(&path, text.as_bytes()));
            staged.push((written.map_err(|error| unwritable(&path, error))?, path));
        }
        for (file, path) in staged {
            file.put().map_err(|error| unwritable(&path, error))?;
        }
        for name in earlier.iter().filter(|name| !files.contains_key(*name)) {
            let path = self.root.join(name);
            fs::remove_file(&path).map_err(|error| unwritable(&path, error))?;
        }
        Ok(())
    }

    /// What an export would change here, as a unified diff; empty if nothing. Fails if there is no export.
    pub(crate) fn drift(&self, files: &Files) -> Result<String, Failure> {
        let exported = self.exported()?;
        if exported.is_empty() {
            return Err(Failure::NoExport(self.root.clone()));
        }
        let names: BTreeSet<String> = exported.into_iter().chain(files.keys().cloned()).collect();
        let mut drift = String::new();
        for name in names {
            if self.is_of_user(&name)? && name.starts_with(stub::FOLDER) {
                continue;
            }
            let there = self.read(&name)?.unwrap_or_default();
            let wanted = files.get(&name).map_or("", String::as_str);
            drift.push_str(&difference(&self.root.join(&name).display().to_string(), &there, wanted));
        }
        Ok(drift)
    }

    /// Whether a file is there that no export replaces or removes.
    fn is_of_user(&self, name: &str) -> Result<bool, Failure> {
        let is_ours =
            |text: String| is_exported(&text) && (!name.starts_with(stub::FOLDER) || is_form(&text));
        Ok(self.read(name)?.is_some_and(|text| !is_ours(text)))
    }

    /// The files of an export.
    fn exported(&self) -> Result<Vec<String>, Failure> {
        let mut exported = Vec::new();
        for folder in FOLDERS {
            for name in names(&self.root.join(folder)).map_err(|error| self.unreadable(folder, error))? {
                let name = format!("{folder}{name}");
                if !self.is_of_user(&name)? {
                    exported.push(name);
                }
            }
        }
        Ok(exported)
    }

    /// The text of a file, if it is there. One that is not text is not from an export.
    fn read(&self, name: &str) -> Result<Option<String>, Failure> {
        match fs::read(self.root.join(name)) {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.unreadable(name, error)),
        }
    }

    fn unreadable(&self, name: &str, error: io::Error) -> Failure {
        Failure::File { name: self.root.join(name).display().to_string(), error }
    }
}

fn unwritable(path: &Path, error: io::Error) -> Failure {
    Failure::WriteFile { name: path.display().to_string(), error }
}

/// The names of the files in a folder; none if it does not exist.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::super::Header;
    use super::*;

    fn files(names: &[&str]) -> Files {
        let head = Header::new("helm dagu export").yaml();
        names.iter().map(|name| ((*name).to_owned(), format!("{head}name: {name}\n"))).collect()
    }

    #[test]
    fn an_export_replaces_its_own_files_only() -> Result<(), Failure> {
        let root = tempfile::tempdir().map_err(Failure::Temporary)?;
        let folder = Folder::new(root.path().to_owned());
        folder.write(&files(&["a.yaml", "templates/b.yaml"]))?;
        fs::write(root.path().join("mine.yaml"), "mine").map_err(Failure::Temporary)?;
        folder.write(&files(&["a.yaml"]))?;
        assert_eq!(folder.exported()?, ["a.yaml"]);
        assert_eq!(folder.read("mine.yaml")?.as_deref(), Some("mine"));
        assert!(matches!(folder.write(&files(&["b.yaml", "mine.yaml"])), Err(Failure::NotExported(_))));
        assert_eq!(folder.read("b.yaml")?, None, "nothing is written before an error");
        Ok(())
    }

    #[test]
    fn drift_is_what_changed_was_added_or_is_missing() -> Result<(), Failure> {
        let root = tempfile::tempdir().map_err(Failure::Temporary)?;
        let folder = Folder::new(root.path().to_owned());
        folder.write(&files(&["a.yaml", "b.yaml"]))?;
        assert_eq!(folder.drift(&files(&["a.yaml", "b.yaml"]))?, "");
        for wanted in [&["a.yaml"][..], &["a.yaml", "b.yaml", "c.yaml"]] {
            assert_ne!(folder.drift(&files(wanted))?, "", "{wanted:?}");
        }
        fs::write(root.path().join("a.yaml"), "# Exported by helm dagu 0.0.9, core sha256:0\nname: a.yaml\n")
            .map_err(Failure::Temporary)?;
        assert_eq!(folder.drift(&files(&["a.yaml", "b.yaml"]))?, "", "another core with the same objects");
        fs::write(root.path().join("a.yaml"), "name: c\n").map_err(Failure::Temporary)?;
        assert!(folder.drift(&files(&["a.yaml", "b.yaml"]))?.contains("\n-name: c\n+name: a.yaml\n"));
        Ok(())
    }
}
