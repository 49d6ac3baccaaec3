//! `install.sh` of the release.

use std::fs;

use anyhow::{Result, ensure};
use dagu_chart_host::core_sha256;
use dagu_chart_tests::helm;

use crate::home::{Helm, Home};
use crate::{release, server};

/// It installs the program under both names, and refuses an archive that is not the one of the sums.
pub(crate) fn prove() -> Result<()> {
    let home = Home::new(Helm::Four)?;
    let script = release::folder().join("install.sh");
    let folder = home.path("programs");
    let mut install = home.command("sh");
    let said = helm::print(install.arg(&script).arg(server::start()?).arg(&folder))?;
    ensure!(said.contains(core_sha256()) && said.contains("export PATH="), "{said}");
    for name in ["helm-dagu", "dagu-post"] {
        helm::print(home.command(folder.join(name)).arg("--version"))?;
    }

    // A relative folder is one of the caller, and the address may end as a page's does.
    let mut relative = home.command("sh");
    relative.arg(&script).arg(format!("{}/", server::start()?)).arg("relative/programs");
    let said = helm::print(&mut relative)?;
    let program = home.path("relative/programs/helm-dagu");
    ensure!(program.is_file() && said.contains("/relative/programs:$PATH"), "{said}");

    // The same files in a folder, of which one has another byte at its end.
    let other = home.path("other");
    fs::create_dir(&other)?;
    fs::copy(release::folder().join("SHA256SUMS"), other.join("SHA256SUMS"))?;
    let mut changed = release::read(&release::plugin())?;
    changed.push(b'\n');
    fs::write(other.join(release::plugin()), changed)?;
    let nothing = home.path("nothing");
    let mut install = home.command("sh");
    let refused = helm::run(install.arg(&script).arg(format!("file://{}", other.display())).arg(&nothing))?;
    ensure!(!refused.ok && refused.stderr.contains("nothing was installed"), "{refused:?}");
    ensure!(!nothing.exists(), "something was installed");
    Ok(())
}
