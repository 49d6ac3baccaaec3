//! What is in the program: its crates and the packages of the page as a list in CycloneDX, and their licences with the
//! texts, which most ask to be given along.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::VERSION;
use crate::platform::Platform;
use crate::{build, root, shell};

/// How the files of licences begin.
const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE"];

/// The package of the core, which the program contains.
const CORE: &str = "dagu-chart-wasm";

/// The file of the built page with its packages.
const PAGE_LICENSES: &str = "licenses.json";

/// What others wrote of the program: its crates by name and version, then the packages of its page.
pub(super) struct Contents {
    parts: Vec<Part>,
}

struct Part {
    /// The type of its registry, as in a package URL.
    registry: &'static str,
    name: String,
    version: String,
    license: String,
    /// The texts of its licences.
    texts: Vec<String>,
}

impl Contents {
    /// What the program for a platform contains. The page is built.
    pub(super) fn of(platform: &Platform) -> Result<Self> {
        let mut parts = crates(platform)?;
        parts.extend(packages()?);
        Ok(Self { parts })
    }

    /// The list. It has neither a number nor a time of its own, so that it is the same again.
    pub(super) fn list(&self) -> String {
        let component = |part: &Part| {
            json!({
                "type": "library",
                "name": part.name,
                "version": part.version,
                "purl": format!("pkg:{}/{}@{}", part.registry, part.name.replace('@', "%40"), part.version),
                // Older crates write a slash for "or", which SPDX does not know.
                "licenses": [{"expression": part.license.replace('/', " OR ")}],
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
            "components": self.parts.iter().map(component).collect::<Vec<_>>(),
        });
        format!("{list:#}\n")
    }

    /// Each part with its licence, then each text once with the parts that have it.
    pub(super) fn licenses(&self) -> Result<String> {
        let mut list =
            String::from("The program contains these crates, and its page these npm packages:\n\n");
        let mut texts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for part in &self.parts {
            writeln!(list, "{}: {}", part.title(), part.license)?;
            for text in &part.texts {
                texts.entry(text).or_default().push(part.title());
            }
        }
        for (text, titles) in texts {
            write!(list, "\n{}\n{}:\n\n{}\n", "=".repeat(80), titles.join(", "), text.trim_end())?;
        }
        Ok(list)
    }
}

impl Part {
    fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}

/// The crates in the program for a platform.
fn crates(platform: &Platform) -> Result<Vec<Part>> {
    let mut cargo = shell::cargo();
    cargo.args(["metadata", "--format-version=1", "--locked"]);
    let metadata: Value = serde_json::from_str(&shell::read(&mut cargo)?)?;
    let mut linked = linked_into(build::PROGRAM, platform.target)?;
    linked.extend(linked_into(CORE, dagu_chart_target::GUEST)?);
    let packages = metadata["packages"].as_array().context("cargo names no packages")?;
    let mut crates = Vec::new();
    // Those without a source are our own.
    for package in packages.iter().filter(|package| !package["source"].is_null()) {
        let mut part = part("cargo", package, "license");
        if linked.contains(&part.title()) {
            let manifest = package["manifest_path"].as_str().map(Path::new).and_then(Path::parent);
            let folder = manifest.context("a package has a folder")?;
            part.texts = texts(folder).with_context(|| format!("the licences of {}", part.title()))?;
            crates.push(part);
        }
    }
    crates.sort_by_key(Part::title);
    Ok(crates)
}

/// The npm packages in the page, as its build lists them.
fn packages() -> Result<Vec<Part>> {
    let path = root::at(build::PAGE).join(PAGE_LICENSES);
    let list = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let list: Vec<Value> = serde_json::from_slice(&list)?;
    let package = |found: &Value| {
        let text = found["text"].as_str().map(str::to_owned);
        Part { texts: text.into_iter().collect(), ..part("npm", found, "identifier") }
    };
    Ok(list.iter().map(package).collect())
}

fn part(registry: &'static str, found: &Value, license: &str) -> Part {
    let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
    Part { registry, name: text("name"), version: text("version"), license: text(license), texts: Vec::new() }
}

/// The texts of the licences in a folder, by the names of their files.
fn texts(folder: &Path) -> Result<Vec<String>> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let is_license = |entry: &&fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().to_uppercase();
        entry.path().is_file() && NAMES.iter().any(|start| name.starts_with(start))
    };
    let texts = entries.iter().filter(is_license).map(|entry| fs::read_to_string(entry.path()));
    Ok(texts.collect::<Result<_, _>>()?)
}

/// The crates that are linked into a package for a target, by name and version. What runs in the compiler only is not.
fn linked_into(package: &str, target: &str) -> Result<BTreeSet<String>> {
    let mut cargo = shell::cargo();
    cargo.args(["tree", "--locked", "--edges=normal,no-proc-macro", "--prefix=none", "--format={p}"]);
    // Such as `name v1.2.3`.
    let printed = shell::read(cargo.args(["--package", package, "--target", target]))?;
    let title = |line: &str| {
        let mut words = line.split(' ');
        Some(format!("{} {}", words.next()?, words.next()?.strip_prefix('v')?))
    };
    Ok(printed.lines().filter_map(title).collect())
}
