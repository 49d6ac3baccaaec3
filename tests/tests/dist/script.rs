//! `install.sh` of the release, and what `install.ps1` shares with it.

use std::fs;

use anyhow::{Context, Result, ensure};
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

/// Nothing here runs `install.ps1`. It is a script of PowerShell without errors of syntax, takes the same line of the
/// sums as `install.sh`, for a platform and a program that a release has, and compares the sum before it unpacks.
pub(crate) fn prove_windows() -> Result<()> {
    let read = |name: &str| Ok::<_, anyhow::Error>(String::from_utf8(release::read(name)?)?);
    let (unix, windows) = (read("install.sh")?, read("install.ps1")?);

    ensure!(is_powershell(&windows)?, "install.ps1 has an error of syntax");
    let pattern = between(&unix, "grep \"", "\" SHA256SUMS")?.replace(r"\$", "$");
    let ours = between(&windows, "-match '", "'")?;
    ensure!(pattern.replace("$platform", WINDOWS) == ours, "{pattern} is not {ours}");

    // The sums of a release for all platforms: each pattern finds its line and no other.
    let (start, end) = ours.trim_end_matches('$').split_once(".*").context("one `.*`")?;
    let end = end.replace('\\', "");
    let lines = PLATFORMS.map(|platform| format!("{}  {}", "0".repeat(64), release::plugin_for(platform)));
    let found: Vec<_> = lines.iter().filter(|line| line.contains(start) && line.ends_with(&end)).collect();
    ensure!(found.len() == 1 && found[0].contains(WINDOWS), "{ours} finds {found:?}");

    for address in ["$Address/SHA256SUMS", "$Address/$name"] {
        ensure!(windows.contains(address), "{address} is not downloaded");
    }
    let steps = [
        "Get-FileHash -Algorithm SHA256 $archive",
        "throw \"$name is not what",
        "tar -xzf $name helm-dagu.exe",
    ];
    let places: Vec<_> = steps.iter().map(|step| windows.find(step).context(*step)).collect::<Result<_>>()?;
    ensure!(places.is_sorted(), "unpacked before the sum is compared: {places:?}");
    for name in ["'helm-dagu.exe', 'dagu-post.exe'", "nothing was installed"] {
        ensure!(windows.contains(name), "no {name}");
    }
    Ok(())
}

fn is_powershell(script: &str) -> Result<bool> {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into())?;
    let tree = parser.parse(script, None).context("no syntax tree")?;
    Ok(!tree.root_node().has_error())
}

/// The platform of `install.ps1`.
const WINDOWS: &str = "windows-amd64";
const PLATFORMS: [&str; 5] = ["darwin-amd64", "darwin-arm64", "linux-amd64", "linux-arm64", WINDOWS];

/// What is between two texts.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Result<&'a str> {
    let found = text.split_once(start).and_then(|(_, rest)| rest.split_once(end));
    found.map(|(found, _)| found).with_context(|| format!("nothing between `{start}` and `{end}`"))
}
