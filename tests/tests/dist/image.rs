//! The container image: pushed to a registry, pulled, and run without anything else in the file system.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use dagu_chart_host::core_sha256;
use dagu_chart_tests::helm;
use dagu_chart_tests::registry::Registry;
use serde_json::Value;
use tempfile::TempDir;

use crate::archive::unpacked;
use crate::release;

/// An OCI layout and the registry that it goes to.
struct Push<'a> {
    layout: &'a Path,
    /// The address of the repository in the registry.
    repository: String,
}

/// The image that comes out of a registry runs as its user, on a root that cannot be written.
pub(crate) fn prove() -> Result<()> {
    let layout = unpacked(&format!("dagu-image-{}-{}.tar", release::VERSION, release::platform()))?;
    let registry = Registry::start()?;
    let push = Push { layout: layout.path(), repository: format!("http://{}/v2/dagu", registry.address()) };
    push.run()?;

    let manifest: Value = serde_json::from_str(&curl(&[
        "--header",
        "Accept: application/vnd.oci.image.manifest.v1+json",
        &format!("{}/manifests/{}", push.repository, release::VERSION),
    ])?)?;
    let config: Value = serde_json::from_str(&curl(&[&push.blob(&manifest["config"])?])?)?;
    let user = config["config"]["User"].as_str().context("the image has a user")?;
    let (user, group) = user.split_once(':').context("a user and a group")?;
    ensure!(user.parse::<u32>()? > 0 && group.parse::<u32>()? > 0, "the user is root or not a number");

    let root = tempfile::tempdir()?;
    for layer in manifest["layers"].as_array().context("layers")? {
        let file = root.path().join(".layer");
        curl(&["--output", &file.to_string_lossy(), &push.blob(layer)?])?;
        helm::print(Command::new("tar").arg("-xzf").arg(&file).arg("-C").arg(root.path()))?;
        fs::remove_file(file)?;
    }
    let entry = config["config"]["Entrypoint"][0].as_str().context("the image has an entry point")?;
    let version = run(&root, (user, group), &[entry, "version"], "")?;
    ensure!(version.contains(core_sha256()), "{version}");
    let stream = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\n";
    let passed = run(&root, (user, group), &["/usr/bin/dagu-post"], stream)?;
    ensure!(passed == stream, "{passed}");
    let rendered =
        run(&root, (user, group), &[entry, "render", "-f", "-"], "persistence:\n  storageClass: nfs\n")?;
    ensure!(rendered.contains("\nkind: Deployment\n"), "{rendered}");
    Ok(())
}

/// Runs a program of the image as its user.
fn run(root: &TempDir, (user, group): (&str, &str), program: &[&str], input: &str) -> Result<String> {
    let mut bwrap = Command::new("bwrap");
    bwrap.args(["--unshare-all", "--uid", user, "--gid", group, "--clearenv", "--ro-bind"]);
    bwrap.arg(root.path()).args(["/", "--"]).args(program);
    let file = tempfile::NamedTempFile::new()?;
    fs::write(file.path(), input)?;
    helm::print(bwrap.stdin(file.reopen()?))
}

impl Push<'_> {
    fn run(&self) -> Result<()> {
        let index: Value = serde_json::from_slice(&fs::read(self.layout.join("index.json"))?)?;
        let file = self.file(&index["manifests"][0])?;
        let manifest: Value = serde_json::from_slice(&fs::read(&file)?)?;
        for blob in manifest["layers"].as_array().context("layers")?.iter().chain([&manifest["config"]]) {
            self.upload(blob)?;
        }
        let kind = manifest["mediaType"].as_str().context("a media type")?;
        curl(&[
            "--request",
            "PUT",
            "--header",
            &format!("Content-Type: {kind}"),
            "--data-binary",
            &format!("@{file}"),
            &format!("{}/manifests/{}", self.repository, release::VERSION),
        ])
        .map(drop)
    }

    fn upload(&self, blob: &Value) -> Result<()> {
        let started =
            curl(&["--include", "--request", "POST", &format!("{}/blobs/uploads/", self.repository)])?;
        let location = started.lines().find_map(|line| line.strip_prefix("Location: "));
        let location = location.with_context(|| format!("the registry takes no upload:\n{started}"))?.trim();
        let digest = blob["digest"].as_str().context("a digest")?;
        curl(&[
            "--request",
            "PUT",
            "--header",
            "Content-Type: application/octet-stream",
            "--data-binary",
            &format!("@{}", self.file(blob)?),
            &format!("{location}&digest={digest}"),
        ])
        .map(drop)
    }

    /// The address of a blob in the registry.
    fn blob(&self, blob: &Value) -> Result<String> {
        Ok(format!("{}/blobs/{}", self.repository, blob["digest"].as_str().context("a digest")?))
    }

    /// The path of a blob in the layout.
    fn file(&self, blob: &Value) -> Result<String> {
        let digest = blob["digest"].as_str().context("a digest")?;
        let path = self.layout.join("blobs").join(digest.replace(':', "/"));
        Ok(path.to_string_lossy().into_owned())
    }
}

fn curl(arguments: &[&str]) -> Result<String> {
    helm::print(Command::new("curl").args(["--silent", "--show-error", "--fail"]).args(arguments))
}
