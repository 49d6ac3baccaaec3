//! An archive whose bytes depend on nothing but its files: no times, no owners, no order of a folder.
//!
//! The tar programs of different systems cannot all leave these out.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::shell;

const BLOCK: usize = 512;

/// What can be in an archive, by the letters of tar.
#[derive(Clone, Copy)]
enum Kind {
    File = b'0' as isize,
    Link = b'2' as isize,
    Folder = b'5' as isize,
}

/// A tar, in the oldest format that everyone reads.
#[derive(Default)]
pub(super) struct Archive {
    bytes: Vec<u8>,
    folders: Vec<String>,
}

impl Archive {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    pub(super) fn file(&mut self, name: &str, content: impl AsRef<[u8]>) {
        self.entry(Kind::File, name, 0o644, "", content.as_ref());
    }

    /// Adds a program.
    pub(super) fn program(&mut self, name: &str, content: impl AsRef<[u8]>) {
        self.entry(Kind::File, name, 0o755, "", content.as_ref());
    }

    /// Adds a symbolic link.
    pub(super) fn link(&mut self, name: &str, target: &str) {
        self.entry(Kind::Link, name, 0o777, target, &[]);
    }

    /// Adds a folder of files below the name `prefix`, which is empty or ends with `/`.
    pub(super) fn folder(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
        let mut entries = entries.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                self.folder(&entry.path(), &format!("{name}/"))?;
            } else {
                self.file(&name, fs::read(entry.path())?);
            }
        }
        Ok(())
    }

    /// The bytes of the tar.
    pub(super) fn tar(mut self) -> Vec<u8> {
        self.bytes.resize(self.bytes.len() + 2 * BLOCK, 0);
        self.bytes
    }

    /// Writes the tar, compressed.
    pub(super) fn gzip(self, path: &Path) -> Result<()> {
        fs::write(path, compressed(&self.tar())?).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Old Helms create no folders for files, so that each has an entry before its files.
    fn parents(&mut self, name: &str) {
        for (end, _) in name.match_indices('/') {
            let folder = &name[..=end];
            if !self.folders.iter().any(|known| known == folder) {
                self.folders.push(folder.to_owned());
                self.header(Kind::Folder, folder, 0o755, "", 0);
            }
        }
    }

    fn entry(&mut self, kind: Kind, name: &str, mode: u32, target: &str, content: &[u8]) {
        self.parents(name);
        self.header(kind, name, mode, target, content.len());
        self.bytes.extend_from_slice(content);
        self.bytes.resize(self.bytes.len().next_multiple_of(BLOCK), 0);
    }

    fn header(&mut self, kind: Kind, name: &str, mode: u32, target: &str, size: usize) {
        assert!(name.len() <= 100 && target.len() <= 100, "{name} is too long for this format of tar");
        let mut header = [0; BLOCK];
        let mut put = |at: usize, text: &str| header[at..at + text.len()].copy_from_slice(text.as_bytes());
        put(0, name);
        put(100, &format!("{mode:07o}"));
        put(108, "0000000");
        put(116, "0000000");
        put(124, &format!("{size:011o}"));
        put(136, "00000000000");
        // The sum counts itself as blanks.
        put(148, "        ");
        put(157, target);
        put(257, "ustar\x0000");
        header[156] = kind as u8;
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        self.bytes.extend_from_slice(&header);
    }
}

/// Compressed by gzip, with neither a name nor a time.
pub(super) fn compressed(bytes: &[u8]) -> Result<Vec<u8>> {
    filtered(Command::new("gzip").args(["-9", "-n"]), bytes)
}

/// The sha256 in hex.
pub(super) fn sha256(bytes: &[u8]) -> Result<String> {
    let printed = String::from_utf8(filtered(&mut Command::new("sha256sum"), bytes)?)?;
    printed.split_whitespace().next().map(str::to_owned).context("sha256sum printed nothing")
}

/// What a program makes of its input.
pub(super) fn filtered(command: &mut Command, bytes: &[u8]) -> Result<Vec<u8>> {
    let line = shell::display(command);
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = child.with_context(|| format!("cannot start `{line}`"))?;
    let mut stdin = child.stdin.take().context("the program has no input")?;
    let output = std::thread::scope(|scope| {
        let written = scope.spawn(move || stdin.write_all(bytes));
        let output = child.wait_with_output();
        written.join().expect("writing does not panic").and(output)
    })
    .with_context(|| format!("`{line}` did not read its input"))?;
    ensure!(output.status.success(), "`{line}` ended with {}", output.status);
    Ok(output.stdout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tar_reads_what_was_written_and_finds_no_time_and_no_owner() {
        let mut archive = Archive::new();
        archive.program("bin/run", "#!/bin/sh\n");
        archive.link("bin/again", "run");
        archive.file("text", [b'x'; 600]);
        let listed = filtered(
            Command::new("tar").args(["-tv", "--numeric-owner", "--full-time", "--utc", "-f", "-"]),
            &archive.tar(),
        );
        let listed = String::from_utf8(listed.unwrap()).unwrap();
        let lines: Vec<_> =
            listed.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(
            lines,
            [
                "drwxr-xr-x 0/0 0 1970-01-01 00:00:00 bin/",
                "-rwxr-xr-x 0/0 10 1970-01-01 00:00:00 bin/run",
                "lrwxrwxrwx 0/0 0 1970-01-01 00:00:00 bin/again -> run",
                "-rw-r--r-- 0/0 600 1970-01-01 00:00:00 text",
            ]
        );
    }
}
