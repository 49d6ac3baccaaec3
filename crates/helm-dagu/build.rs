//! Embeds the values editor for `helm dagu ui`: the files of the folder that `DAGU_PAGE` names, compressed. `cargo xtask
//! build` builds and names it. Without it the program is built without the page.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use flate2::Compression;
use flate2::write::GzEncoder;

const PAGE: &str = "DAGU_PAGE";
const INDEX: &str = "index.html";
/// The page asks for a document only if it has this element. A static page has none.
const MARKER: &str = r#"<meta name="dagu-local" content="/local.json" />"#;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed={PAGE}");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let (mut files, mut policy) = (String::new(), String::new());
    if let Some(folder) = env::var_os(PAGE).filter(|folder| !folder.is_empty()) {
        let folder = PathBuf::from(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        let index = fs::read_to_string(folder.join(INDEX))
            .map_err(|error| format!("{PAGE}: cannot read {INDEX} in {}: {error}", folder.display()))?;
        policy = self::policy(&index).ok_or("the page has no Content-Security-Policy")?.to_owned();
        let marked = marked(&index).ok_or("the page has no <head>")?;
        for (number, (name, path)) in sorted(&folder)?.into_iter().enumerate() {
            let content = if name == INDEX { marked.clone().into_bytes() } else { fs::read(path)? };
            let compressed = out.join(format!("{number}.gz"));
            fs::write(&compressed, gzip(&content)?)?;
            writeln!(files, "    File {{ name: {name:?}, gzip: include_bytes!({compressed:?}) }},")?;
        }
    }
    let table = format!(
        "/// The files of the page; none if the program is built without it.\n\
         static FILES: &[File] = &[\n{files}];\n\n\
         /// The Content-Security-Policy of the page.\n\
         pub(super) const POLICY: &str = {policy:?};\n"
    );
    Ok(fs::write(out.join("page.rs"), table)?)
}

/// The policy that the page declares in a `meta` element.
fn policy(index: &str) -> Option<&str> {
    let (_, after) = index.split_once(r#"http-equiv="Content-Security-Policy""#)?;
    let (_, content) = after.split_once(r#"content=""#)?;
    Some(content.split_once('"')?.0)
}

fn marked(index: &str) -> Option<String> {
    let (before, after) = index.split_once("<head>")?;
    Some(format!("{before}<head>\n    {MARKER}{after}"))
}

/// Compressed, with neither a name nor a time.
fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

/// The files of a folder by their names in a URL, in order, so that the program has the same bytes everywhere.
fn sorted(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    let mut folders = vec![(String::new(), folder.to_owned())];
    while let Some((prefix, folder)) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push((format!("{name}/"), entry.path()));
            } else {
                files.push((name, entry.path()));
            }
        }
    }
    files.sort();
    Ok(files)
}
