//! Files with what is expected, compared with what came out or written anew.

use std::path::Path;
use std::{env, fs, io};

use anyhow::{Context, Result, bail};
use similar::TextDiff;

/// Whether expectations are written rather than compared.
pub fn blessing() -> bool {
    env::var_os("DAGU_BLESS").is_some_and(|value| value == "1")
}

/// Holds bytes, which are none when nothing is expected, against a file.
pub fn file(path: &Path, found: Option<&[u8]>) -> Result<()> {
    let wanted = match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    if wanted.as_deref() == found {
        return Ok(());
    }
    if blessing() {
        return match found {
            Some(found) => fs::write(path, found),
            None => fs::remove_file(path),
        }
        .with_context(|| format!("cannot bless {}", path.display()));
    }
    match (wanted, found) {
        (Some(wanted), Some(found)) => {
            bail!("{} is not what came out:\n{}", path.display(), diff(&wanted, found))
        }
        (Some(_), None) => bail!("nothing came out that {} could expect", path.display()),
        (None, _) => bail!(
            "{} is missing: read what came out and run `cargo xtask bless`\n{}",
            path.display(),
            diff(b"", found.unwrap_or_default())
        ),
    }
}

/// The difference between two outputs, as a person reads it.
pub fn diff(wanted: &[u8], found: &[u8]) -> String {
    let (wanted, found) = (String::from_utf8_lossy(wanted), String::from_utf8_lossy(found));
    TextDiff::from_lines(wanted.as_ref(), found.as_ref())
        .unified_diff()
        .context_radius(3)
        .header("wanted", "found")
        .to_string()
}
