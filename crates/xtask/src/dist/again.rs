//! The release a second time, from a clone in another folder: every file has to have the same bytes.

use std::fs;

use anyhow::{Result, ensure};

use super::{FOLDER, SUMS};
use crate::{root, shell};

/// The folder of the clone.
const CLONE: &str = "target/again";

/// Variables that would let the clone use what this checkout has built.
const SHARED: [&str; 3] = ["CARGO_TARGET_DIR", "DAGU_CHART_WASM", "DAGU_PAGE"];

/// A clone has what is committed only: the release has to be made from that.
pub(super) fn ensure_committed() -> Result<()> {
    let changed = shell::read(shell::git().args(["status", "--porcelain"]))?;
    ensure!(changed.is_empty(), "`--twice` builds a clone, which lacks what is not committed:\n{changed}");
    Ok(())
}

/// Makes the release in a clone with the same arguments, and compares the sums with those of this checkout.
pub(super) fn compare(arguments: &[String]) -> Result<()> {
    let clone = root::at(CLONE);
    if clone.exists() {
        fs::remove_dir_all(&clone)?;
    }
    shell::run(shell::git().args(["clone", "--quiet", "."]).arg(&clone))?;
    let mut dist = shell::cargo();
    dist.current_dir(&clone).args(["xtask", "dist"]).args(arguments);
    for variable in SHARED {
        dist.env_remove(variable);
    }
    shell::run(&mut dist)?;
    let here = fs::read_to_string(root::at(FOLDER).join(SUMS))?;
    let there = fs::read_to_string(clone.join(FOLDER).join(SUMS))?;
    let others: Vec<_> = there.lines().filter(|line| !here.lines().any(|other| other == *line)).collect();
    ensure!(
        here == there,
        "the release differs if it is built in {}:\n{}",
        clone.display(),
        others.join("\n")
    );
    println!("{} files have the same bytes, built in two folders", here.lines().count());
    Ok(fs::remove_dir_all(clone)?)
}
