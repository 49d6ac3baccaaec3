//! Links from the examples to the values editor, if its address is known.

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::super::read;

const PACKAGE: &str = "www/package.json";

#[derive(Deserialize)]
struct Package {
    homepage: Option<String>,
}

/// The address at which the values editor is published; none if it is not.
pub(super) fn editor() -> Result<Option<String>> {
    let package: Package = serde_json::from_str(&read(PACKAGE)?).context(PACKAGE)?;
    match package.homepage {
        Some(address) if !address.starts_with("https://") || !address.ends_with('/') => {
            bail!("{PACKAGE}: `homepage` must start with https:// and end with a slash, but it is {address}")
        }
        address => Ok(address),
    }
}

/// The link that opens the example of a code.
pub(super) fn link(editor: &str, code: &str) -> String {
    format!("\n[Open this example]({editor}#{code})\n")
}
