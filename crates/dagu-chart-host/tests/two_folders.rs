//! Built from another folder, the core is the same module.

use std::fs;
use std::io;
use std::path::Path;

use dagu_chart_artefact::{Artefact, sha256};
use dagu_chart_host::core_sha256;

/// What the guest's Cargo has to find: every member of the workspace, or it would not be one.
const SOURCES: &[&str] = &["Cargo.toml", "Cargo.lock", "crates", "chart", "tests"];

#[test]
fn another_folder_gives_the_same_sha256() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let copied = elsewhere.path().join("a folder");
    fs::create_dir(&copied).unwrap();
    for source in SOURCES {
        copy(&workspace.join(source), &copied.join(source)).unwrap();
    }
    let artefact = Artefact::build(&copied, &elsewhere.path().join("out")).unwrap();
    let module = fs::read(artefact.wasm).unwrap();
    assert_eq!(sha256(&module), core_sha256());
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_dir() {
        return fs::copy(from, to).map(drop);
    }
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let name = entry?.file_name();
        if name != "target" && name != "node_modules" {
            copy(&from.join(&name), &to.join(&name))?;
        }
    }
    Ok(())
}
