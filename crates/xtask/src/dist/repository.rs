//! The public repository that a release names as its source. The programs and the page read the same variable when they
//! are built, and link to the documentation in it.

use std::env::{self, VarError};

use anyhow::{Result, ensure};

const VARIABLE: &str = "DAGU_REPOSITORY";

/// The address that the environment gives, such as `https://github.com/owner/name`.
pub(super) fn given() -> Result<Option<String>> {
    match env::var(VARIABLE) {
        Ok(address) if !address.is_empty() => checked(address).map(Some),
        Ok(_) | Err(VarError::NotPresent) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Files are below the address, and it is written into YAML as it is.
fn checked(address: String) -> Result<String> {
    let path = address.strip_prefix("https://").unwrap_or_default();
    let is_plain = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte));
    ensure!(
        is_plain && path.contains('/') && !path.ends_with('/'),
        "{VARIABLE} is not an address such as https://github.com/owner/name: {address}"
    );
    Ok(address)
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn only_an_address_without_an_end_is_taken() {
        for address in ["https://github.com/owner/name", "https://git.example.com:8443/group/owner/name.git"]
        {
            assert_eq!(checked(address.to_owned()).unwrap(), address);
        }
        for address in
            ["owner/name", "https://github.com", "https://github.com/owner/name/", "https://a/b\nc: d"]
        {
            assert!(checked(address.to_owned()).is_err(), "{address}");
        }
    }
}
