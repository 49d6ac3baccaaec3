//! An upgrade with a newer post-renderer that renders the same objects.

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::Helm;

use crate::release::{FIRST, Release};

/// Changes the digest in the comment as another core would, in a command behind the post-renderer.
const ANOTHER: [&str; 2] =
    ["--post-renderer-args=--then", "--post-renderer-args=sed 's/sha256:[0-9a-f]*/sha256:c0de/'"];

/// The manifest of each revision says which core made it, and that alone changes no object.
pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "another-core")?;
    release.apply("install", &["--values", FIRST])?;
    // Helm 4's first upgrade also writes the time into the `managedFields` of the claim, whatever renders it.
    release.apply("upgrade", &["--values", FIRST])?;
    ensure!(core(&release)? == dagu_chart_host::core_sha256());
    let before = release.settled()?.without("Secret/sh.helm.");
    release.apply("upgrade", &[&["--values", FIRST], &ANOTHER[..]].concat())?;
    ensure!(core(&release)? == "c0de");
    let after = release.settled()?.without("Secret/sh.helm.");
    ensure!(before == after, "objects changed:\n{before:#?}\n{after:#?}");
    Ok(())
}

/// The digest in the manifest of the last revision, where it is exactly once.
fn core(release: &Release) -> Result<String> {
    let manifest = release.manifest()?;
    let mut lines = manifest.lines().filter(|line| line.starts_with("# Rendered by "));
    let line = lines.next().context("the manifest does not say which core made it")?;
    ensure!(lines.next().is_none(), "the manifest says twice which core made it");
    let (_, digest) = line.split_once("sha256:").context("the comment has no digest")?;
    Ok(digest.to_owned())
}
