//! A case: one folder below tests/cases, found by itself.
//!
//! `case.yaml` has the reason and the circumstances. The input is either `values.yaml`
//! next to it, as a user would write it, or the `stream` that `case.yaml` describes part by part.

mod answers;
mod carrier;
mod held;
mod stream;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use dagu_chart_api::{RenderRequest, SetArgument, SetKind, ValuesText};
use serde::Deserialize;
use serde_json::Value;

pub use answers::{Answers, Rendered};
pub use carrier::ENTROPY;
pub use stream::Stream;

use crate::chart::Chart;
use crate::judge::Judge;
use crate::place;
use crate::versions;
use carrier::Circumstances;
use stream::Part;

/// The file of a case with its reason and circumstances.
const CASE: &str = "case.yaml";
/// The file of a values case with the values.
const VALUES: &str = "values.yaml";

/// What a case expects, each in a file that exists exactly when there is something to expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expected {
    /// The output stream.
    Stream,
    /// Length and sha256 of a stream that is too long to be read.
    Digest,
    /// The diagnostics as a person reads them.
    Text,
    /// The diagnostics of `render`, if they differ (it knows the positions in the text).
    RenderText,
    /// The last values text after every safe fix.
    Fixed,
    /// The effective values.
    Resolved,
}

impl Expected {
    const ALL: [Self; 6] =
        [Self::Stream, Self::Digest, Self::Text, Self::RenderText, Self::Fixed, Self::Resolved];

    /// Name of the file in the case's folder.
    pub fn file(self) -> &'static str {
        match self {
            Self::Stream => "expected.yaml",
            Self::Digest => "expected.sha256",
            Self::Text => "expected.txt",
            Self::RenderText => "expected.render.txt",
            Self::Fixed => "expected.fix.yaml",
            Self::Resolved => "expected.values.yaml",
        }
    }
}

/// One case.
pub struct Case {
    /// Name of its folder.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Why it exists, one line.
    pub reason: String,
    /// Ids of the documentation's promises that it proves.
    pub promises: Vec<String>,
    /// The release that it is rendered for.
    pub release: Release,
    /// Version of Kubernetes, as `v1.35.0`.
    pub kube_version: String,
    /// Whether to treat warnings as errors.
    pub strict: bool,
    /// Whether Kubernetes refuses what comes out, as the case wants to show.
    pub refused_by_kubernetes: bool,
    /// Whether Helm stops before it calls the core, with its own message.
    pub refused_by_helm: bool,
    /// Whether the case expects its effective values.
    pub resolved: bool,
    /// What a cluster answered.
    pub lookup: Lookup,
    /// The input.
    pub input: Input,
}

/// The input.
pub enum Input {
    /// The text of values.yaml: for every engine, for Helm and for the page.
    Values(String),
    /// A manifest stream, for engines only.
    Stream(Vec<Part>),
    /// Several values files and flags, for the engines' `render` only.
    Render(Render),
}

/// What only `render` is given.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Render {
    /// Values files of the folder, in Helm's order: the last one wins.
    pub files: Vec<String>,
    /// `--set…` arguments, each a flag and its text.
    pub set: Vec<BTreeMap<String, String>>,
    /// Whether there is randomness for credentials that have to be generated.
    pub entropy: bool,
    /// The texts of the files.
    #[serde(skip)]
    texts: Vec<ValuesText>,
    /// The texts of the files that `set-file` names.
    #[serde(skip)]
    named: BTreeMap<String, String>,
}

impl Default for Render {
    fn default() -> Self {
        Self { files: Vec::new(), set: Vec::new(), entropy: true, texts: Vec::new(), named: BTreeMap::new() }
    }
}

impl Render {
    fn read(mut self, folder: &Path) -> Result<Self> {
        let mut named = BTreeMap::new();
        for name in &self.files {
            let text =
                fs::read_to_string(folder.join(name)).with_context(|| format!("cannot read {name}"))?;
            self.texts.push(ValuesText { name: name.clone(), text });
        }
        for name in self.set_files() {
            let text =
                fs::read_to_string(folder.join(name)).with_context(|| format!("cannot read {name}"))?;
            named.insert(name.to_owned(), text);
        }
        self.named = named;
        self.arguments()?;
        Ok(self)
    }

    /// The files that `set-file` arguments name, as cases write them: `a=x,b=y`.
    fn set_files(&self) -> impl Iterator<Item = &str> {
        let texts = self.set.iter().filter_map(|argument| argument.get("set-file"));
        texts.flat_map(|text| text.split(',')).filter_map(|part| Some(part.split_once('=')?.1))
    }

    fn arguments(&self) -> Result<Vec<SetArgument>> {
        let kinds = [SetKind::Json, SetKind::Set, SetKind::String, SetKind::File, SetKind::Literal];
        let all = self.set.iter().flatten().map(|(flag, text)| {
            let kind = kinds.into_iter().find(|kind| kind.flag().trim_start_matches('-') == flag);
            let kind = kind.with_context(|| format!("`{flag}` is no flag of Helm: use `set` or `set-…`"))?;
            let files = if kind == SetKind::File { self.named.clone() } else { BTreeMap::new() };
            Ok(SetArgument { kind, text: text.clone(), files })
        });
        all.collect()
    }
}

/// A release of the chart.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct Release {
    /// Its name.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// Its revision, from 1.
    pub revision: u32,
    /// Whether it is upgraded rather than installed.
    pub upgrade: bool,
}

impl Default for Release {
    fn default() -> Self {
        Self { name: "dagu".to_owned(), namespace: "default".to_owned(), revision: 1, upgrade: false }
    }
}

/// What the chart's template finds in the cluster.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct Lookup {
    /// Whether there is a cluster that answers.
    pub answered: bool,
    /// The chart's own Secrets, by the end of their name (`auth`, `admin`, `token`), with values as plain text.
    pub secrets: BTreeMap<String, BTreeMap<String, String>>,
    /// The label with the version of Dagu on the UI's Deployment, which is looked for on an upgrade.
    #[serde(rename = "previousVersion")]
    pub previous_version: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct File {
    reason: String,
    #[serde(default)]
    promises: Vec<String>,
    /// For `cargo xtask codegen`.
    #[serde(default, rename = "silent")]
    _silent: Vec<String>,
    #[serde(default)]
    release: Release,
    #[serde(default = "newest_kubernetes")]
    kube_version: String,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    refused_by_kubernetes: bool,
    #[serde(default)]
    refused_by_helm: bool,
    #[serde(default)]
    resolved: bool,
    #[serde(default)]
    lookup: Lookup,
    stream: Option<Vec<Part>>,
    render: Option<Render>,
}

fn newest_kubernetes() -> String {
    versions::declared().kubernetes().to_owned()
}

/// Every case, by name.
pub fn all() -> Result<Vec<Case>> {
    let cases = place::at("tests/cases");
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(&cases).with_context(|| format!("cannot read {}", cases.display()))? {
        let entry = entry?;
        let name = entry.file_name().into_string();
        let name = name.map_err(|name| anyhow::anyhow!("{name:?} is no name for a case"))?;
        ensure!(entry.file_type()?.is_dir(), "tests/cases/{name} is no case: a case is a folder");
        names.insert(name);
    }
    ensure!(!names.is_empty(), "there is no case in {}", cases.display());
    names
        .into_iter()
        .map(|name| Case::load(&cases.join(&name), &name).with_context(|| format!("case {name}")))
        .collect()
}

impl Case {
    fn load(folder: &Path, name: &str) -> Result<Self> {
        let text = fs::read_to_string(folder.join(CASE)).with_context(|| format!("cannot read {CASE}"))?;
        let file: File = serde_yaml::from_str(&text).context(CASE)?;
        ensure!(
            !file.reason.trim().is_empty() && !file.reason.trim().contains('\n'),
            "the reason in {CASE} is one line that says why the case exists"
        );
        let mut known = BTreeSet::from([CASE.to_owned()]);
        let input = match (file.stream, file.render) {
            (Some(_), Some(_)) => bail!("{CASE} has both a `stream` and a `render`"),
            (Some(parts), None) => {
                known.extend(parts.iter().filter_map(|part| part.file().map(str::to_owned)));
                Input::Stream(parts)
            }
            (None, Some(render)) => {
                known.extend(render.files.iter().cloned());
                known.extend(render.set_files().map(str::to_owned));
                Input::Render(render.read(folder)?)
            }
            (None, None) => {
                known.insert(VALUES.to_owned());
                let text = fs::read_to_string(folder.join(VALUES));
                Input::Values(text.with_context(|| format!("needs {VALUES} or a `stream` in {CASE}"))?)
            }
        };
        known.extend(Expected::ALL.map(|expected| expected.file().to_owned()));
        for entry in fs::read_dir(folder)? {
            let file = entry?.file_name();
            if !file.to_str().is_some_and(|file| known.contains(file)) {
                bail!("nothing reads {}", folder.join(file).display());
            }
        }
        Ok(Self {
            name: name.to_owned(),
            folder: folder.to_owned(),
            reason: file.reason.trim().to_owned(),
            promises: file.promises,
            release: file.release,
            kube_version: file.kube_version,
            strict: file.strict,
            refused_by_kubernetes: file.refused_by_kubernetes,
            refused_by_helm: file.refused_by_helm,
            resolved: file.resolved,
            lookup: file.lookup,
            input,
        })
    }

    /// The text of values.yaml, for a values case.
    pub fn values(&self) -> Option<&str> {
        match &self.input {
            Input::Values(text) => Some(text),
            Input::Stream(_) | Input::Render(_) => None,
        }
    }

    /// The path of a file that the case expects something in.
    pub fn expected(&self, expected: Expected) -> PathBuf {
        self.folder.join(expected.file())
    }

    /// The values files and flags of a case as Helm takes them.
    pub fn flags(&self) -> Vec<String> {
        let Input::Render(render) = &self.input else {
            return vec![format!("--values={}", self.folder.join(VALUES).display())];
        };
        let files = render.files.iter().map(|name| format!("--values={}", self.folder.join(name).display()));
        let set = render.set.iter().flatten().map(|(flag, text)| match flag.as_str() {
            "set-file" => {
                format!("--set-file={}", text.replace('=', &format!("={}/", self.folder.display())))
            }
            _ => format!("--{flag}={text}"),
        });
        files.chain(set).collect()
    }

    /// Whether Helm merges several files or flags before it renders the chart.
    pub fn merges(&self) -> bool {
        matches!(&self.input, Input::Render(render) if !render.set.is_empty() || render.files.len() > 1)
    }

    /// Whether an argument is one that Helm 3 cannot read: a whole map.
    pub fn needs_helm4(&self) -> bool {
        let Input::Render(render) = &self.input else { return false };
        let mut json = render.set.iter().filter_map(|argument| argument.get("set-json"));
        json.any(|text| text.trim_start().starts_with('{'))
    }

    /// The request for `render` in a values case; none if the answer depends on a cluster.
    pub fn request(&self) -> Option<RenderRequest> {
        if let Input::Render(render) = &self.input {
            return Some(RenderRequest {
                values: render.texts.clone(),
                set: render.arguments().ok()?,
                entropy: render.entropy.then(|| ENTROPY.to_owned()),
                ..self.bare_request()
            });
        }
        let text = self.values()?;
        let fresh = self.release.revision == 1 && !self.release.upgrade && self.lookup.secrets.is_empty();
        // What a cluster's silence makes a warning of, `--strict` makes an error of.
        if !fresh || (self.lookup.answered && self.strict) {
            return None;
        }
        Some(RenderRequest {
            values: vec![ValuesText { name: VALUES.to_owned(), text: text.to_owned() }],
            entropy: Some(ENTROPY.to_owned()),
            ..self.bare_request()
        })
    }

    /// The release without its values.
    fn bare_request(&self) -> RenderRequest {
        RenderRequest {
            release_name: Some(self.release.name.clone()),
            namespace: Some(self.release.namespace.clone()),
            kube_version: Some(self.kube_version.clone()),
            strict: self.strict,
            ..RenderRequest::default()
        }
    }

    /// The stream that a post-renderer gets; none when Helm itself cannot read the values.
    pub fn stream(&self, judge: &Judge, chart: &Chart) -> Result<Option<Stream>> {
        let circumstances =
            Circumstances { release: &self.release, kube_version: &self.kube_version, lookup: &self.lookup };
        match &self.input {
            Input::Render(_) => Ok(None),
            Input::Values(text) => match judge.values(text) {
                Ok(values @ (Value::Object(_) | Value::Null)) => {
                    let values = chart.coalesce(&values);
                    Ok(Some(Stream::of_carrier(circumstances.carrier(chart, values))))
                }
                _ => Ok(None),
            },
            Input::Stream(parts) => {
                let mut stream = Stream::default();
                for (index, part) in parts.iter().enumerate() {
                    part.append(&mut stream, &self.folder, chart, &circumstances)
                        .with_context(|| format!("part {index} of the stream"))?;
                }
                Ok(Some(stream))
            }
        }
    }
}
