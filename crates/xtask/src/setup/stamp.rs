//! Installs a tool once per pinned version.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result};

use crate::root;

/// Name of the file next to a tool with the pin that it was made from.
const PIN: &str = ".pin";

/// Runs `install` with an empty folder that becomes target/tools/`name`, unless that folder was made from the same pin.
///
/// If two commands run at once, the second one waits and finds the tool. A failed installation leaves
/// the tool as it was.
pub(crate) fn once(name: &str, pin: &str, install: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let tools = root::at("target/tools");
    fs::create_dir_all(&tools)?;
    let lock = File::create(tools.join(format!(".{name}.lock")))?;
    lock.lock().with_context(|| format!("cannot lock {name}"))?;

    let folder = root::tool(name);
    if fs::read_to_string(folder.join(PIN)).is_ok_and(|made_from| made_from == pin) {
        println!("{name}: already installed");
        return Ok(());
    }
    println!("{name}: installing");
    let staging = tools.join(format!(".{name}.new"));
    remove(&staging)?;
    fs::create_dir_all(&staging)?;
    install(&staging).with_context(|| format!("cannot install {name}"))?;
    fs::write(staging.join(PIN), pin)?;
    remove(&folder)?;
    fs::rename(&staging, &folder).with_context(|| format!("cannot move {name} into place"))
}

/// Makes the next [`once`] with this name install again.
pub(crate) fn forget(name: &str) -> Result<()> {
    remove(&root::tool(name))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}
