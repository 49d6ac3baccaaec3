//! `helm dagu export`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgGroup, Args};
use dagu_chart_api::{Diagnostic, Report, ValuesView};
use dagu_chart_host::{Host, Limits};

use crate::exit::Exit;
use crate::export::{self, Files, Folder, Header, Object, Release, is_exported};
use crate::failure::Failure;
use crate::file::Staged;
use crate::output;
use crate::render_flags::RenderFlags;
use crate::request::json;
use crate::shell_word;

/// The core's warning that a credential is different in each rendering.
const NOT_STABLE: &str = "D0206";
/// The value that this credential has if the user sets none.
const PASSWORD: &str = "auth.builtin.admin.password";

/// Write the manifests to files, for tools that apply them without dagu-post
///
/// The objects are those of `helm dagu render`, and fixed: to change them, change the values and export again. Each file
/// starts with the command that made it. Files of yours in the same folder stay as they are; those of an earlier export
/// are replaced or removed.
///
/// Exits with 1 if the values have errors, if a credential would be generated, or if --check finds a difference.
#[derive(Args)]
#[command(
    override_usage = "\
helm dagu export --manifests <FILE> [OPTIONS] [NAME]
       helm dagu export --kustomize <DIR> [OPTIONS] [NAME]
       helm dagu export --chart <DIR> [OPTIONS] [NAME]
       helm dagu export --check <DIR> [OPTIONS] [NAME]",
    group = ArgGroup::new("target").required(true).args(["manifests", "kustomize", "chart", "check"]),
    after_help = "Examples:
  helm dagu export --kustomize base -f values.yaml
  helm dagu export --chart dagu-plain -f values.yaml
  helm dagu export --manifests - -f values.yaml
  helm dagu export --check base -f values.yaml"
)]
pub(crate) struct Export {
    #[command(flatten)]
    rendering: RenderFlags,

    /// Write all manifests to FILE, or to stdout with `-`
    #[arg(long, value_name = "FILE")]
    manifests: Option<PathBuf>,

    /// Write a base for kustomize to DIR: a file for each object, and kustomization.yaml
    #[arg(long, value_name = "DIR")]
    kustomize: Option<PathBuf>,

    /// Write a chart to DIR that any Helm installs without a post-renderer, under the same release name and namespace
    #[arg(long, value_name = "DIR")]
    chart: Option<PathBuf>,

    /// Compare an earlier export in DIR or FILE with what would be written now, and write nothing
    #[arg(long, value_name = "DIR")]
    check: Option<PathBuf>,

    /// Export generated credentials too; without this flag they are an error, because each export has others
    #[arg(long)]
    allow_generated: bool,

    /// Export no Secret but a form for External Secrets or Sealed Secrets, in the folder `stubs`
    #[arg(long, conflicts_with = "manifests")]
    sealed_stubs: bool,

    #[command(flatten)]
    limits: Limits,
}

/// What is exported where.
enum Target {
    Manifests(PathBuf),
    Kustomize(Folder),
    Chart(Folder),
}

impl Export {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let target = self.target();
        let header = Header::new(&self.command(&target));
        let allows_generated = self.allow_generated || self.sealed_stubs || self.check.is_some();
        let release = (self.rendering.name.clone(), self.rendering.release_namespace.clone());
        let request = json(&self.rendering.request()?)?;
        let host = Host::new()?;
        let answer = host.render(&request, &self.limits)?;
        output::stderr(answer.text());
        if !answer.ok() {
            return Ok(Exit::Findings.into());
        }
        let report: Report = serde_json::from_str(answer.report()).map_err(Failure::Report)?;
        let generated = generated(&report.diagnostics);
        if !generated.is_empty() && !allows_generated {
            output::stderr(&refusal(&generated));
            return Ok(Exit::Findings.into());
        }
        let (folder, is_chart) = match target {
            Target::Manifests(path) => {
                let manifests = [header.yaml().into_bytes(), answer.signed().concat()].concat();
                return put(&path, &manifests, self.check.is_some());
            }
            Target::Kustomize(folder) => (folder, false),
            Target::Chart(folder) => (folder, true),
        };
        let objects = Object::all(report.objects, &answer.stream())?;
        let (objects, stubs) = split(objects, self.sealed_stubs, &header)?;
        let mut files = if is_chart {
            let values = host.values(&request, ValuesView::Effective as u32, &self.limits)?;
            let values = serde_yaml::from_slice(&values.stream()).map_err(Failure::Rendered)?;
            let generates_password = generated.iter().any(|credential| credential.path == PASSWORD);
            let release = Release { name: release.0, namespace: release.1, values, generates_password };
            export::chart(&objects, &release, &header).map_err(Failure::Rendered)?
        } else {
            export::kustomize(&objects, &header)
        };
        files.extend(stubs);
        if self.check.is_none() {
            folder.write(&files)?;
            return Ok(Exit::Success.into());
        }
        shown(&folder.drift(&files)?)
    }

    fn target(&self) -> Target {
        let folder = |path: &PathBuf| Folder::new(path.clone());
        match self {
            Self { manifests: Some(path), .. } => Target::Manifests(path.clone()),
            Self { kustomize: Some(path), .. } => Target::Kustomize(folder(path)),
            Self { chart: Some(path), .. } => Target::Chart(folder(path)),
            Self { check, .. } => {
                // INVARIANT: clap requires one of the four.
                let path = check.clone().unwrap_or_default();
                match folder(&path) {
                    _ if path.is_file() => Target::Manifests(path),
                    folder if folder.is_chart() => Target::Chart(folder),
                    folder => Target::Kustomize(folder),
                }
            }
        }
    }

    /// The command line of this export, without the values of flags, which may be credentials.
    fn command(&self, target: &Target) -> String {
        let flag = match target {
            Target::Manifests(_) => "--manifests",
            Target::Kustomize(_) => "--kustomize",
            Target::Chart(_) => "--chart",
        };
        let paths = [&self.manifests, &self.kustomize, &self.chart, &self.check];
        let path = paths.into_iter().flatten().next().map(|path| path.display().to_string());
        let mut words = vec![flag.to_owned(), path.unwrap_or_default()];
        words.extend(self.rendering.shown());
        for (flag, is_given) in
            [("--allow-generated", self.allow_generated), ("--sealed-stubs", self.sealed_stubs)]
        {
            words.extend(is_given.then(|| flag.to_owned()));
        }
        let words: Vec<String> = words.iter().map(|word| shell_word::shortest(word)).collect();
        format!("helm dagu export {}", words.join(" "))
    }
}

/// The objects to export, and the files that take the place of Secrets.
fn split(
    mut objects: Vec<Object>,
    without_secrets: bool,
    header: &Header,
) -> Result<(Vec<Object>, Files), Failure> {
    let mut stubs = Files::new();
    if without_secrets {
        for secret in objects.extract_if(.., |object| object.is_secret()) {
            let (path, text) = export::stub(&secret).map_err(Failure::Rendered)?;
            stubs.insert(path, format!("{}{text}", header.of_form()));
        }
    }
    Ok((objects, stubs))
}

/// The findings about credentials that each export generates again.
fn generated(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    diagnostics.iter().filter(|diagnostic| diagnostic.code == NOT_STABLE).collect()
}

fn refusal(generated: &[&Diagnostic]) -> String {
    let paths: Vec<String> = generated.iter().map(|finding| format!("`{}`", finding.path)).collect();
    format!(
        "error: each export would contain other credentials, because the chart generates {}\n  help: name a Secret of \
         your own as in the warning above, export a form for it with --sealed-stubs, or export the credentials with \
         --allow-generated\n",
        paths.join(" and ")
    )
}

/// Writes the manifests to a file or to stdout, or compares them with the file.
fn put(path: &Path, manifests: &[u8], only_compares: bool) -> Result<ExitCode, Failure> {
    let name = path.display().to_string();
    if only_compares {
        let there = fs::read_to_string(path).map_err(|error| Failure::File { name: name.clone(), error })?;
        return shown(&export::difference(&name, &there, &String::from_utf8_lossy(manifests)));
    }
    if name == "-" {
        output::stdout(manifests)?;
        return Ok(Exit::Success.into());
    }
    // A pipe or a device cannot be replaced.
    let written = if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        fs::write(path, manifests)
    } else {
        if fs::read(path)
            .is_ok_and(|there| !there.is_empty() && !is_exported(&String::from_utf8_lossy(&there)))
        {
            return Err(Failure::NotExported(path.to_owned()));
        }
        Staged::new(path, manifests).and_then(Staged::put)
    };
    written.map_err(|error| Failure::WriteFile { name, error })?;
    Ok(Exit::Success.into())
}

/// Prints a difference, which is a finding.
fn shown(drift: &str) -> Result<ExitCode, Failure> {
    output::stdout(drift.as_bytes())?;
    Ok(if drift.is_empty() { Exit::Success } else { Exit::Findings }.into())
}
