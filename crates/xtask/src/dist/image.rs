//! A container image with the program and nothing else, as an archive of an OCI layout: no daemon makes it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::VERSION;
use super::archive::{Archive, compressed, sha256};
use crate::build;
use crate::platform::Platform;

/// Numeric, as a pod needs it that must not run as root; the number that images without a shell commonly have.
const USER: &str = "65532:65532";

/// Writes the image of a platform.
pub(super) fn pack(
    platform: &Platform,
    program: &Path,
    licenses: &str,
    repository: Option<&str>,
    folder: &Path,
) -> Result<()> {
    let (system, architecture) = platform.name.split_once('-').context("a system and an architecture")?;
    let mut files = Archive::new();
    files.program("usr/bin/helm-dagu", fs::read(program)?);
    files.link("usr/bin/dagu-post", build::PROGRAM);
    files.file("usr/share/doc/dagu/licenses.txt", licenses);
    let files = files.tar();

    let mut layout = Layout::default();
    let difference = format!("sha256:{}", sha256(&files)?);
    let layer = layout.blob("application/vnd.oci.image.layer.v1.tar+gzip", compressed(&files)?)?;
    let config = layout.json(
        "application/vnd.oci.image.config.v1+json",
        &json!({
            "architecture": architecture,
            "os": system,
            "config": {
                "User": USER,
                "Env": ["PATH=/usr/bin"],
                "Entrypoint": ["/usr/bin/helm-dagu"],
                "Labels": labels(repository),
            },
            "rootfs": {"type": "layers", "diff_ids": [difference]},
        }),
    )?;
    let manifest = layout.json(
        "application/vnd.oci.image.manifest.v1+json",
        &json!({
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": config,
            "layers": [layer],
        }),
    )?;
    layout.write(manifest, &folder.join(format!("dagu-image-{VERSION}-{}.tar", platform.name)))
}

fn labels(repository: Option<&str>) -> Value {
    let mut labels = json!({
        "org.opencontainers.image.title": "dagu-post and helm-dagu",
        "org.opencontainers.image.version": VERSION,
        "org.opencontainers.image.licenses": "Apache-2.0",
    });
    if let Some(repository) = repository {
        labels["org.opencontainers.image.source"] = json!(repository);
    }
    labels
}

/// The files of a layout.
#[derive(Default)]
struct Layout {
    archive: Archive,
}

impl Layout {
    /// Adds a blob and returns how others refer to it.
    fn blob(&mut self, kind: &str, bytes: Vec<u8>) -> Result<Value> {
        let sum = sha256(&bytes)?;
        self.archive.file(&format!("blobs/sha256/{sum}"), &bytes);
        Ok(json!({"mediaType": kind, "digest": format!("sha256:{sum}"), "size": bytes.len()}))
    }

    fn json(&mut self, kind: &str, value: &Value) -> Result<Value> {
        self.blob(kind, value.to_string().into_bytes())
    }

    fn write(mut self, mut manifest: Value, path: &Path) -> Result<()> {
        manifest["annotations"] = json!({"org.opencontainers.image.ref.name": VERSION});
        let index = json!({"schemaVersion": 2, "manifests": [manifest]});
        self.archive.file("index.json", index.to_string());
        self.archive.file("oci-layout", json!({"imageLayoutVersion": "1.0.0"}).to_string());
        fs::write(path, self.archive.tar()).with_context(|| format!("cannot write {}", path.display()))
    }
}
