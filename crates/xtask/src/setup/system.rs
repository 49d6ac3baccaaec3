//! Programs from the system's package manager.

use std::process::Command;

use anyhow::{Result, bail};

use crate::shell;

/// A program, and its Debian package.
const PROGRAMS: [(&str, &str); 10] = [
    ("git", "git"),
    ("tar", "tar"),
    ("gzip", "gzip"),
    ("curl", "curl"),
    ("chromium", "chromium"),
    ("openssl", "openssl"),
    ("bwrap", "bubblewrap"),
    ("ip", "iproute2"),
    ("setpriv", "util-linux"),
    ("diff", "diffutils"),
];

/// Installs what is missing as root, and otherwise says how.
pub(crate) fn ensure() -> Result<()> {
    let missing: Vec<&str> = PROGRAMS
        .iter()
        .filter(|(program, _)| shell::which(program).is_none())
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let (names, words) = (missing.join(", "), missing.join(" "));
    if shell::which("apt-get").is_none() {
        bail!("the tests need {names}: install them with your system's package manager");
    }
    if shell::read(Command::new("id").arg("-u"))?.trim() != "0" {
        bail!("the tests need {names}: run `sudo apt-get install -y {words}`");
    }
    shell::run(Command::new("apt-get").args(["update", "-q"]))?;
    shell::run(
        Command::new("apt-get").args(["install", "-y", "-q", "--no-install-recommends"]).args(&missing),
    )
}
