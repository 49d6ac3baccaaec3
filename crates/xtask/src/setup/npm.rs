//! Downloads from npm: the packages of the page, and a released Dagu.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::stamp::{forget, once};
use crate::versions::pinned;
use crate::{root, shell};

/// The package of the last release of the 1.x line, which has the program with its web UI.
const DAGU: &str = "@dagu-org/dagu-linux-x64";
/// The checksum of the pinned version.
const DAGU_INTEGRITY: &str =
    "sha512-ZEJPlVqvf0TbEymoSuDj5CV/T5hYrCwaD6zGy/O24oKTl0FFsGwCx2OW20D7D/Ck9ik3f0sZPut/O8TDCKSkfQ==";

/// The packages in www/package-lock.json.
pub(crate) fn page() -> Result<()> {
    let www = root::at("www");
    if !www.join("package.json").is_file() {
        return Ok(());
    }
    let lock =
        fs::read_to_string(www.join("package-lock.json")).context("www needs its package-lock.json")?;
    if !www.join("node_modules").is_dir() {
        forget("www")?;
    }
    once("www", &lock, |_| shell::run(npm()?.current_dir(&www).args(["ci", "--no-audit", "--no-fund"])))
}

/// The released Dagu, as target/tools/dagu/package/bin/dagu.
pub(crate) fn dagu() -> Result<()> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        bail!("the tests need Linux on x86-64, because they run a released Dagu for it");
    }
    let package = format!("{DAGU}@{}", pinned("dagu"));
    once("dagu", &format!("{package} {DAGU_INTEGRITY}"), |folder| {
        let told = shell::read(npm()?.current_dir(folder).args(["pack", "--json", &package]))?;
        let packed: Value = serde_json::from_str(&told).context("npm pack did not print JSON")?;
        let archive = packed[0]["filename"].as_str().context("npm pack did not print a file name")?;
        if packed[0]["integrity"] != DAGU_INTEGRITY {
            bail!("{package} has another checksum than the pinned one");
        }
        shell::run(Command::new("tar").current_dir(folder).args(["-xzf", archive]))?;
        fs::remove_file(folder.join(archive))?;
        Ok(())
    })
}

fn npm() -> Result<Command> {
    if shell::which("npm").is_none() {
        bail!("Node 20 or newer with npm is needed: install it from https://nodejs.org and put it on PATH");
    }
    Ok(Command::new("npm"))
}
