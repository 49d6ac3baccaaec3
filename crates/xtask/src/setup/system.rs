//! Programs that only the system's package manager has.

use std::process::Command;

use anyhow::{Result, bail};

use crate::shell;

/// Any of these programs does, and which Debian package brings one.
struct Program {
    names: &'static [&'static str],
    package: &'static str,
}

const PROGRAMS: &[Program] = &[
    Program { names: &["chromium", "chromium-browser", "google-chrome"], package: "chromium" },
    Program { names: &["openssl"], package: "openssl" },
];

/// Installs what is missing when we may, and otherwise says how.
pub(crate) fn ensure() -> Result<()> {
    let missing: Vec<&str> = PROGRAMS
        .iter()
        .filter(|program| !program.names.iter().any(|name| shell::which(name).is_some()))
        .map(|program| program.package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if shell::which("apt-get").is_none() || shell::read(Command::new("id").arg("-u"))?.trim() != "0" {
        bail!("the tests need {}: run `sudo apt-get install -y {}`", missing.join(", "), missing.join(" "));
    }
    shell::run(Command::new("apt-get").args(["update", "-q"]))?;
    shell::run(
        Command::new("apt-get").args(["install", "-y", "-q", "--no-install-recommends"]).args(&missing),
    )
}
