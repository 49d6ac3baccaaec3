//! The signatures of the release, as Helm verifies them with the public key of the tests.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, ensure};
use dagu_chart_tests::{helm, place};

use crate::home::{Helm, Home};
use crate::{release, server};

/// Both Helms verify the chart, and Helm 4 the plugin too, in a file and while it installs them.
pub(crate) fn prove(helm: Helm) -> Result<()> {
    let keyring = keyring()?;
    let trusted = ["--keyring", &*keyring.to_string_lossy()];
    let (home, address) = (Home::new(helm)?, server::start()?);

    prove_archive(&home, &["verify"], &release::chart(), trusted)?;
    let chart = format!("{address}/{}", release::chart());
    let pull = ["pull", &chart, "--verify"];
    let pulled = home.print(&[&pull, &trusted[..]].concat())?;
    ensure!(pulled.contains("Chart Hash Verified"), "{pulled}");

    if helm == Helm::Four {
        prove_archive(&home, &["plugin", "verify"], &release::plugin(), trusted)?;
        let plugin = format!("{address}/{}", release::plugin());
        let installed = home.print(&[&["plugin", "install", &plugin], &trusted[..]].concat())?;
        ensure!(installed.contains("Plugin Hash Verified"), "{installed}");
        home.print(&["dagu", "version"])?;
    }
    Ok(())
}

/// The public key of the tests.
fn keyring() -> Result<PathBuf> {
    let keyring = place::at("target/dist.keyring");
    ensure!(keyring.is_file(), "{} is missing: run `cargo xtask test dist`", keyring.display());
    Ok(keyring)
}

/// The archive is verified, and refused with one more byte.
fn prove_archive(home: &Home, verify: &[&str], name: &str, trusted: [&str; 2]) -> Result<()> {
    let folder = home.path("signed");
    fs::create_dir_all(&folder)?;
    let signature = format!("{name}.prov");
    fs::write(folder.join(&signature), release::read(&signature)?)?;
    let mut bytes = release::read(name)?;
    let file = folder.join(name);
    fs::write(&file, &bytes)?;
    let mut command = home.helm()?;
    command.args(verify).arg(&file).args(trusted);
    helm::print(&mut command)?;

    bytes.push(b'\n');
    fs::write(&file, bytes)?;
    let refused = helm::run(&mut command)?;
    ensure!(!refused.ok && refused.stderr.contains("sha256 sum does not match"), "{refused:?}");
    Ok(())
}
