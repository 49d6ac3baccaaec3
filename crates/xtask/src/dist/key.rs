//! A key of gpg, and its signatures: files `.prov` beside the plugins and the chart, as Helm verifies them.

use std::env;
use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use anyhow::{Context, Result, ensure};

use super::archive::sha256;
use super::{VERSION, names};
use crate::{root, shell};

/// How a file with a signature ends, after the name of its archive.
pub(super) const SIGNATURE: &str = ".prov";

/// The public part of the key of the tests, for the Helms of the tests.
const KEYRING: &str = "target/dist.keyring";
/// The owner of that key.
const TESTER: &str = "tests@dagu.invalid";

/// A key that signs.
pub(super) struct Key {
    /// A name that gpg finds it by.
    name: String,
    /// The folder of gpg, if it is not the user's own. It is deleted with the key.
    home: Option<PathBuf>,
}

impl Key {
    /// A key of the user, which gpg has.
    pub(super) fn of_user(name: &str) -> Result<Self> {
        let key = Self { name: name.to_owned(), home: None };
        key.fingerprint().with_context(|| format!("gpg has no key `{name}`"))?;
        Ok(key)
    }

    /// A key for one run of the tests. Its public part is in a file, the rest is deleted with this value.
    pub(super) fn of_tests() -> Result<Self> {
        // The name is short, because the folder contains a socket. A folder that is there is an error: it is not ours.
        let home = env::temp_dir().join(format!("dagu-dist-{}", process::id()));
        DirBuilder::new()
            .mode(0o700)
            .create(&home)
            .with_context(|| format!("cannot create {}", home.display()))?;
        let key = Self { name: TESTER.to_owned(), home: Some(home) };
        shell::run(key.gpg().args([
            "--passphrase=",
            "--quick-generate-key",
            TESTER,
            "rsa3072",
            "sign",
            "1d",
        ]))?;
        let keyring = root::at(KEYRING);
        shell::run(key.gpg().arg("--output").arg(keyring).args(["--export", TESTER]))?;
        Ok(key)
    }

    /// Signs the plugins and the chart in a folder.
    pub(super) fn sign(&self, folder: &Path) -> Result<()> {
        for name in names(folder)?.iter().filter_map(|name| name.to_str()) {
            if let Some(manifest) = manifest(name) {
                self.sign_archive(folder, name, manifest)?;
            }
        }
        Ok(())
    }

    /// What is signed is the manifest of the archive and its sum.
    fn sign_archive(&self, folder: &Path, name: &str, manifest: &str) -> Result<()> {
        let archive = folder.join(name);
        let manifest = shell::read(Command::new("tar").arg("-xOzf").arg(&archive).arg(manifest))?;
        if let Some(announced) = announced(&manifest) {
            let own = self.fingerprint()?;
            ensure!(announced == own, "{name} announces the key {announced} for its signature, not {own}");
        }
        let sum = sha256(&fs::read(&archive)?)?;
        let text = folder.join(format!("{name}.txt"));
        fs::write(&text, format!("{manifest}\n...\nfiles:\n  {name}: sha256:{sum}\n"))?;
        let signature = folder.join(format!("{name}{SIGNATURE}"));
        let mut gpg = self.gpg();
        gpg.args(["--digest-algo=SHA512", "--local-user", &self.name, "--output"]).arg(signature);
        let signed = shell::run(gpg.arg("--clear-sign").arg(&text));
        fs::remove_file(text)?;
        signed
    }

    fn fingerprint(&self) -> Result<String> {
        let told = shell::read(self.gpg().args(["--with-colons", "--fingerprint", &self.name]))?;
        // The first one is that of the key itself; those of its parts follow.
        let fingerprint = told.lines().find_map(|line| line.strip_prefix("fpr:"));
        Ok(fingerprint.context("gpg knows no fingerprint of the key")?.trim_matches(':').to_owned())
    }

    fn gpg(&self) -> Command {
        let mut gpg = Command::new("gpg");
        gpg.args(["--batch", "--yes", "--quiet"]);
        if let Some(home) = &self.home {
            gpg.env("GNUPGHOME", home).arg("--pinentry-mode=loopback");
        }
        gpg
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        let Some(home) = &self.home else { return };
        // Its agent would wait for the next signature.
        let _ = Command::new("gpgconf").env("GNUPGHOME", home).args(["--kill", "all"]).status();
        let _ = fs::remove_dir_all(home);
    }
}

/// The fingerprint in the annotation of Artifact Hub that names the key of a chart.
fn announced(manifest: &str) -> Option<String> {
    let (_, after) = manifest.split_once("artifacthub.io/signKey:")?;
    let fingerprint = after.lines().find_map(|line| line.trim().strip_prefix("fingerprint:"))?;
    Some(fingerprint.trim_matches([' ', '"', '\'']).to_uppercase())
}

/// The manifest in an archive that is signed.
fn manifest(name: &str) -> Option<&'static str> {
    if name == format!("dagu-{VERSION}.tgz") {
        return Some("dagu/Chart.yaml");
    }
    (name.starts_with("dagu-plugin-") && name.ends_with(".tgz")).then_some("plugin.yaml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_that_a_chart_announces_is_found() {
        let manifest = "annotations:\n  artifacthub.io/signKey: |\n    fingerprint: c874\n    url: https://example.com/key\n\
                        name: dagu\n";
        assert_eq!(announced(manifest).as_deref(), Some("C874"));
        assert_eq!(announced("annotations:\n  other: |\n    fingerprint: c874\n"), None);
    }
}
