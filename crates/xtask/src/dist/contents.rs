//! What is in the program: its crates as a list in CycloneDX, and their licences with the texts, which most ask to be given
//! along.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::VERSION;
use crate::platform::Platform;
use crate::{build, shell};

/// How the files of licences begin.
const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE"];

/// The crates of others in the program, by name and version.
pub(super) struct Contents {
    crates: Vec<Crate>,
}

struct Crate {
    name: String,
    version: String,
    license: String,
    /// Its sources.
    folder: PathBuf,
}

impl Contents {
    /// The crates in the program for a platform.
    pub(super) fn of(platform: &Platform) -> Result<Self> {
        let mut cargo = shell::cargo();
        cargo.args(["metadata", "--format-version=1", "--locked", "--filter-platform", platform.target]);
        let metadata: Value = serde_json::from_str(&shell::read(&mut cargo)?)?;
        let linked = linked(platform)?;
        let packages = metadata["packages"].as_array().context("cargo names no packages")?;
        // Those without a source are our own.
        let packages = packages.iter().filter(|package| !package["source"].is_null());
        let crates: Result<Vec<_>> = packages.map(Crate::read).collect();
        let mut crates = crates?;
        crates.retain(|found| linked.contains(&found.title()));
        crates.sort_by_key(Crate::title);
        Ok(Self { crates })
    }

    /// The list. It has neither a number nor a time of its own, so that it is the same again.
    pub(super) fn list(&self) -> String {
        let component = |found: &Crate| {
            json!({
                "type": "library",
                "name": found.name,
                "version": found.version,
                "purl": format!("pkg:cargo/{}@{}", found.name, found.version),
                // Older crates write a slash for "or", which SPDX does not know.
                "licenses": [{"expression": found.license.replace('/', " OR ")}],
            })
        };
        let list = json!({
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "version": 1,
            "metadata": {"component": {
                "type": "application",
                "name": build::PROGRAM,
                "version": VERSION,
                "licenses": [{"expression": "Apache-2.0"}],
            }},
            "components": self.crates.iter().map(component).collect::<Vec<_>>(),
        });
        format!("{list:#}\n")
    }

    /// Each crate with its licence, then each text once with the crates that have it.
    pub(super) fn licenses(&self) -> Result<String> {
        let mut list = String::from("The program contains these crates:\n\n");
        let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for found in &self.crates {
            writeln!(list, "{}: {}", found.title(), found.license)?;
            for text in found.texts()? {
                texts.entry(text).or_default().push(found.title());
            }
        }
        for (text, titles) in texts {
            write!(list, "\n{}\n{}:\n\n{}\n", "=".repeat(80), titles.join(", "), text.trim_end())?;
        }
        Ok(list)
    }
}

impl Crate {
    fn read(package: &Value) -> Result<Self> {
        let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
        let manifest = text("manifest_path");
        let folder = Path::new(&manifest).parent().context("a package has a folder")?.to_owned();
        Ok(Self { name: text("name"), version: text("version"), license: text("license"), folder })
    }

    fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// The texts of its licences, by the names of their files.
    fn texts(&self) -> Result<Vec<String>> {
        let mut entries = fs::read_dir(&self.folder)?.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        let is_license = |entry: &&fs::DirEntry| {
            let name = entry.file_name().to_string_lossy().to_uppercase();
            entry.path().is_file() && NAMES.iter().any(|start| name.starts_with(start))
        };
        let texts = entries.iter().filter(is_license).map(|entry| fs::read_to_string(entry.path()));
        texts.collect::<Result<_, _>>().with_context(|| format!("the licences of {}", self.title()))
    }
}

/// The crates that are linked into the program, by name and version.
fn linked(platform: &Platform) -> Result<BTreeSet<String>> {
    let mut cargo = shell::cargo();
    cargo.args(["tree", "--locked", "--edges=normal", "--prefix=none", "--format={p}"]);
    cargo.args(["--package", build::PROGRAM, "--target", platform.target]);
    // Such as `name v1.2.3 (proc-macro)`; what runs in the compiler only is not in the program.
    let printed = shell::read(&mut cargo)?;
    let lines = printed.lines().filter(|line| !line.contains("(proc-macro)"));
    let title = |line: &str| {
        let mut words = line.split(' ');
        Some(format!("{} {}", words.next()?, words.next()?.strip_prefix('v')?))
    };
    Ok(lines.filter_map(title).collect())
}
