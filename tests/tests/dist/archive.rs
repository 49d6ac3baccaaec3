//! The files of the release, without Helm.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::{helm, place};
use tempfile::TempDir;

use crate::release;

/// What people download has to stay small.
const MOST: u64 = 4 << 20;

/// The files of an archive in a new folder.
pub(crate) fn unpacked(name: &str) -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let archive = release::folder().join(name);
    ensure!(archive.is_file(), "{} is missing: run `cargo xtask dist`", archive.display());
    helm::print(Command::new("tar").arg("-xf").arg(archive).arg("-C").arg(folder.path()))?;
    Ok(folder)
}

/// Every file has its sum, and the sums are right. Signatures have none: they verify themselves.
pub(crate) fn prove_sums() -> Result<()> {
    let checked = helm::print(Command::new("sha256sum").current_dir(release::folder()).args([
        "--check",
        "--strict",
        "SHA256SUMS",
    ]))?;
    let mut files = release::names()?;
    files.retain(|name| name != "SHA256SUMS" && !name.ends_with(".prov"));
    ensure!(checked.lines().count() == files.len(), "{files:?}, but\n{checked}");
    Ok(())
}

/// Every plugin is at the root of its archive, with no folders, links and sources, and its manifest is the first.
pub(crate) fn prove_plugins() -> Result<()> {
    let mut plugins = release::names()?;
    plugins.retain(|name| name.starts_with("dagu-plugin-") && name.ends_with(".tgz"));
    ensure!(plugins.contains(&release::plugin()), "no plugin for this machine: {plugins:?}");
    plugins.iter().try_for_each(|name| prove_plugin(name).context(name.clone()))
}

fn prove_plugin(name: &str) -> Result<()> {
    let archive = release::folder().join(name);
    let size = fs::metadata(&archive)?.len();
    ensure!(size <= MOST, "{size} bytes");
    let listed = helm::print(Command::new("tar").arg("-tvf").arg(&archive))?;
    for line in listed.lines() {
        ensure!(line.starts_with('-'), "not a file: {line}");
        ensure!(
            ![".rs", ".go", ".toml", ".ts"].iter().any(|source| line.ends_with(source)),
            "a source: {line}"
        );
    }
    let names = helm::print(Command::new("tar").arg("-tf").arg(&archive))?;
    let names: Vec<_> = names.lines().collect();
    ensure!(names.first() == Some(&"plugin.yaml"), "{names:?}");
    let program = if name.contains("-windows-") { "helm-dagu.exe" } else { "helm-dagu" };
    for name in [program, "completion.yaml", "plugin-install.sh", "LICENSE", "licenses.txt"] {
        ensure!(names.contains(&name), "{name} is not in {names:?}");
    }
    let licenses = fs::read_to_string(unpacked(name)?.path().join("licenses.txt"))?;
    for part in ["wasmtime ", "json-patch ", "svelte ", "@codemirror/view "] {
        ensure!(licenses.lines().any(|line| line.starts_with(part)), "licenses.txt does not name {part}");
    }
    Ok(())
}

/// No file contains a path of the machine that built it.
pub(crate) fn prove_no_paths() -> Result<()> {
    let root = place::at("");
    let mut paths = vec![root.to_string_lossy().trim_end_matches('/').to_owned()];
    for variable in ["CARGO_HOME", "RUSTUP_HOME", "HOME"] {
        // `/` is in everything.
        paths.extend(std::env::var(variable).ok().filter(|path| path.len() > 1));
    }
    for name in release::names()?.iter().filter(|name| name.ends_with(".tgz")) {
        each_file(unpacked(name)?.path(), &mut |file, bytes| {
            for path in &paths {
                let found = memchr::memmem::find(bytes, format!("{path}/").as_bytes());
                ensure!(found.is_none(), "{name}: {} contains {path}", file.display());
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn each_file(folder: &Path, see: &mut impl FnMut(&Path, &[u8]) -> Result<()>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            each_file(&path, see)?;
        } else {
            see(&path, &fs::read(&path)?)?;
        }
    }
    Ok(())
}

/// The program for this machine needs no library of the system.
pub(crate) fn prove_static() -> Result<()> {
    ensure_static(&unpacked(&release::plugin())?.path().join("helm-dagu"))
}

/// A program of Linux is static.
pub(crate) fn ensure_static(program: &Path) -> Result<()> {
    let program = fs::read(program)?;
    // The program headers of an ELF file of 64 bits, of which PT_INTERP names the dynamic linker.
    let number = |at: usize, size: usize| {
        let bytes = program.get(at..at + size).context("not a program")?;
        Ok::<_, anyhow::Error>(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    };
    ensure!(program.starts_with(b"\x7fELF\x02\x01"), "not an ELF file of 64 bits");
    let (first, size, count) = (number(32, 8)?, number(54, 2)?, number(56, 2)?);
    for header in 0..count {
        ensure!(number(first + header * size, 4)? != 3, "the program needs a dynamic linker");
    }
    Ok(())
}
