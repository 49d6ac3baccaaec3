//! The plugin as an archive for one platform, which both Helms install as it is.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::VERSION;
use super::archive::Archive;
use crate::platform::Platform;
use crate::{build, root};

/// Helm 4 takes the first `plugin.yaml` in the archive for the plugin's own, whatever folder it is in.
const MANIFEST: &str = "plugin.yaml";
/// The other files of the plugin, and their names in the archive. There are no folders: Helm 3 cannot unpack one again
/// when the plugin is installed a second time. The hook makes those of the post-renderer.
const FILES: [(&str, &str); 3] = [
    ("completion.yaml", "completion.yaml"),
    ("LICENSE", "LICENSE"),
    ("post-renderer/dagu-post/plugin.yaml", "post-renderer.plugin.yaml"),
];
const SCRIPTS: [(&str, &str); 4] = [
    ("plugin.complete", "plugin.complete"),
    ("plugin-install.sh", "plugin-install.sh"),
    ("post-renderer/dagu-post/install.sh", "post-renderer.install.sh"),
    ("post-renderer/dagu-post/launch.sh", "post-renderer.launch.sh"),
];

/// What people download has to stay small.
const MOST: u64 = 4 << 20;

/// Its name is not that of the chart's archive, which Helm gives that one.
fn name(platform: &Platform) -> String {
    format!("dagu-plugin-{VERSION}-{}.tgz", platform.name)
}

/// Writes the archive of a platform.
pub(super) fn pack(platform: &Platform, program: &Path, licenses: &str, folder: &Path) -> Result<()> {
    let mut archive = Archive::new();
    archive.file(MANIFEST, manifest(platform)?);
    let built = fs::read(program).with_context(|| format!("cannot read {}", program.display()))?;
    archive.program(&platform.program(build::PROGRAM), &built);
    for (file, name) in FILES {
        archive.file(name, fs::read(root::at(file))?);
    }
    for (script, name) in SCRIPTS {
        archive.program(name, fs::read(root::at(script))?);
    }
    archive.file("licenses.txt", licenses);
    let path = folder.join(name(platform));
    archive.gzip(&path)?;
    let size = fs::metadata(&path)?.len();
    ensure!(size <= MOST, "{} has {size} bytes, more than {MOST}", path.display());
    Ok(())
}

/// The manifest of a checkout, with the program beside it; on Windows without hooks, which Helm runs by a shell.
fn manifest(platform: &Platform) -> Result<String> {
    let text = fs::read_to_string(root::at(MANIFEST))?;
    let text = text.replace("/bin/", "/").replace(r"\\bin\\", r"\\");
    if !platform.is_windows() {
        return Ok(text);
    }
    let (before, _) = text.split_once("\nhooks:\n").context("plugin.yaml ends with hooks")?;
    Ok(format!("{before}\n"))
}
