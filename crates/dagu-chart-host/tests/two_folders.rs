//! Built from another folder, the core is the same module.

use std::fs::{self, File, FileTimes};
use std::io;
use std::path::Path;

use dagu_chart_artefact::{Artefact, sha256};
use dagu_chart_host::core_sha256;

/// What the guest's Cargo has to find: every member of the workspace, or it would not be one.
const SOURCES: &[&str] = &["Cargo.toml", "Cargo.lock", "crates", "chart", "tests"];

/// What every file is named after that Cargo makes of a package of the workspace.
const OURS: &str = "dagu";

#[test]
fn another_folder_gives_the_same_sha256() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let copied = elsewhere.path().join("a folder");
    fs::create_dir(&copied).unwrap();
    for source in SOURCES {
        copy(&workspace.join(source), &copied.join(source), &|name| {
            name != "target" && name != "node_modules"
        })
        .unwrap();
    }
    // Packages of others come from one folder either way, so that building them again would prove nothing.
    let out = elsewhere.path().join("out");
    let built = Path::new(env!("DAGU_CHART_ARTEFACT")).with_file_name("target");
    if built.is_dir() {
        fs::create_dir(&out).unwrap();
        copy(&built, &out.join("target"), &|name| !name.contains(OURS)).unwrap();
    }
    let artefact = Artefact::build(&copied, &out, |line| panic!("{line}")).unwrap();
    let module = fs::read(artefact.wasm).unwrap();
    assert_eq!(sha256(&module), core_sha256());
}

/// Copies what is wanted. Files keep their times, by which Cargo knows what is older than what.
fn copy(from: &Path, to: &Path, wanted: &dyn Fn(&str) -> bool) -> io::Result<()> {
    if !from.is_dir() {
        fs::copy(from, to)?;
        let times = FileTimes::new().set_modified(fs::metadata(from)?.modified()?);
        return File::options().append(true).open(to)?.set_times(times);
    }
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let name = entry?.file_name();
        if wanted(&name.to_string_lossy()) {
            copy(&from.join(&name), &to.join(&name), wanted)?;
        }
    }
    Ok(())
}
