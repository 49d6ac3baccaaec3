//! Why a command could not run. Invalid values are not a failure: they are findings.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use thiserror::Error;

use crate::code;
use crate::exit::{self, Exit};

/// Each message says what to do.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    #[error("cannot find the file of this program, which Helm has to start: {0}; start it by its full path")]
    Unfound(io::Error),

    #[error(
        "`helm dagu {verb}` sets --post-renderer itself: to use another post-renderer, run `helm {verb}`; \
         to pass arguments to dagu-post, use --post-renderer-args"
    )]
    OwnPostRenderer { verb: &'static str },

    #[error("cannot run Helm as `{program}`: {error}; put helm on PATH, or set HELM_BIN to its path")]
    Helm { program: String, error: io::Error },

    #[error(
        "`{program}` is not Helm 3.9 or newer (it reports version `{answer}`): upgrade Helm, or use \
         `helm template … | dagu-post`"
    )]
    HelmVersion { program: String, answer: String },

    #[error("`helm {command}` failed with exit code {code}")]
    HelmFailed { command: String, code: i32 },

    #[error("release `{release}` not found in {place}: run `helm list --all-namespaces` to find it")]
    NoRelease { release: String, place: String },

    #[error(
        "release `{release}` in {place} has no revision {revision}: run `helm history {release}` to list them"
    )]
    NoSuchRevision { release: String, revision: String, place: String },

    #[error("cannot reach the cluster: {0}; check KUBECONFIG and --kube-context, or run `helm dagu doctor`")]
    Unreachable(String),

    #[error(
        "cannot read the release: {0}; Helm keeps its releases in Secrets, unless HELM_DRIVER is set: \
         you need the right to get and list them"
    )]
    Forbidden(String),

    #[error(
        "you may not do what `helm upgrade --dry-run=server` needs: {0}; to compare only the values, \
         add --values-only and remove --fail-on"
    )]
    DryRunForbidden(String),

    #[error("the output of Helm is not UTF-8 text")]
    HelmText,

    #[error(
        "--hide-secret removes Secrets from the output, so they would look deleted: run `helm dagu plan` without it; \
         the values of Secrets are hidden unless you add --show-secrets"
    )]
    HiddenSecrets,

    #[error("cannot parse the release printed by Helm: {0}")]
    Release(serde_json::Error),

    #[error("release `{0}` has no revisions")]
    NoRevision(String),

    #[error(
        "a plan needs the chart: `helm dagu plan {0} ./chart -f values.yaml`; or `--to-revision N` to plan a rollback"
    )]
    NoChart(String),

    #[error("--to-revision plans a rollback, which takes no chart and no values: remove `{0}`")]
    RollbackArgument(String),

    #[error("--fail-on is about objects, which --values-only does not compare: remove one of the two")]
    FailOnValues,

    #[error(
        "--values-only reads values from files and flags, not from stdin or a URL: save them to a file and pass it \
         with `-f`"
    )]
    ValuesOfHelm,

    #[error(
        "the chart `{0}` renders no Dagu chart: use the chart of the release, and check the conditions of its \
         dependencies"
    )]
    NoDaguChart(String),

    #[error("release `{0}` has no earlier revision to roll back to: run `helm history {0}`")]
    NoEarlierRevision(String),

    #[error("`{0}` is not a revision: use a number that `helm history` prints")]
    Revision(String),

    #[error(
        "`helm dagu {verb}` asks before it changes the cluster, and there is no terminal to ask: add --yes"
    )]
    Unconfirmed { verb: &'static str },

    #[error("nothing was changed")]
    Declined,

    #[error("cannot compare the manifests: {0}")]
    Manifests(String),

    #[error("no code starts with `{0}` and no rule has this name: {help}", help = code::help(.0))]
    UnknownSelection(String),

    #[error("--fix cannot write to `-` (stdin): save it to a file, or use --diff")]
    FixStdin,

    #[error("--write cannot write to `-` (stdin): leave it out to print the result")]
    WriteStdin,

    #[error("--values cannot edit `-` (stdin), because the editor writes the file: save it to a file")]
    UiStdin,

    #[error("--values names `{0}` twice: the editor writes each file once")]
    UiTwice(String),

    #[error("this program was built without the values editor: build it with `cargo xtask build`")]
    NoPage,

    #[error(
        "cannot listen on port {port} of 127.0.0.1: {error}; choose another one with --port, or leave it out for a \
         free one"
    )]
    Listen { port: u16, error: io::Error },

    #[error("the values of {0} are only shown: the editor writes files")]
    NotAFile(String),

    #[error("cannot edit `{0}`: it is not a regular file")]
    NotRegular(String),

    #[error("`{0}` was changed by another program: run the command again")]
    FileChanged(String),

    #[error("cannot write the file `{name}`: {error}")]
    WriteFile { name: String, error: io::Error },

    #[error(
        "{} is not from an export, so it is not replaced: move it, or export to another place", .0.display()
    )]
    NotExported(PathBuf),

    #[error("`{}` contains no export to compare with: export to it first, or correct the path", .0.display())]
    NoExport(PathBuf),

    #[error("cannot read the rendered manifests: {0}")]
    Rendered(serde_yaml::Error),

    #[error("cannot change `{name}`: {reason}")]
    Edit { name: String, reason: String },

    #[error("unknown code `{0}`: {help}", help = code::help(.0))]
    UnknownCode(String),

    #[error("HELM_PLUGINS cannot contain the path `{0}`: set TMPDIR to another folder")]
    PluginPath(PathBuf),

    #[error("cannot create a temporary file: {0}; set TMPDIR to a folder in which you can write")]
    Temporary(io::Error),

    #[error("cannot handle signals: {0}")]
    Interrupt(io::Error),

    #[error("terminated by signal {0}")]
    Terminated(i32),

    #[error("cannot read the file `{name}`: {error}")]
    File { name: String, error: io::Error },

    #[error("the file `{name}` is not UTF-8 text: the first invalid byte is at offset {at}")]
    FileEncoding { name: String, at: usize },

    #[error(
        "this command reads files, not URLs: pass `-` instead, and pipe the output of `curl --fail --silent \
         --show-error --location {name}` into the command"
    )]
    Remote { name: String },

    #[error("`-` (stdin) can be read only once: save it to a file and pass that file twice")]
    StdinTwice,

    #[error("cannot write the findings to {}: {error}", .path.display())]
    FindingsFile { path: PathBuf, error: io::Error },

    #[error(
        "`helm dagu {verb}` has its own --report and --report-format: pass them without --post-renderer-args, \
         for example `--report FILE --report-format sarif`"
    )]
    ReportBehind { verb: &'static str },

    #[error("{flag} needs a value: use `{flag} {value}`")]
    ReportValue { flag: &'static str, value: &'static str },

    #[error("invalid value `{0}` for --report-format: use human, json, sarif or github")]
    ReportFormat(String),

    #[error("--report-format requires a file: add `--report FILE`")]
    ReportWithoutFile,

    #[error(
        "release `{release}` of the chart `{chart}` does not contain the Dagu chart: run `helm {verb} {release}` if you \
         mean it"
    )]
    NotForDagu { verb: &'static str, release: String, chart: String },

    #[error(
        "release `{release}`{} does not contain the Dagu chart: use a release that does, or pass its values file \
         with `-f`",
        .chart.as_ref().map(|chart| format!(" of the chart `{chart}`")).unwrap_or_default()
    )]
    NotDagu { release: String, chart: Option<String> },

    #[error(
        "release `{release}` contains the Dagu chart more than once: choose one with `--alias {}`",
        .aliases.join("` or `--alias ")
    )]
    SeveralDagus { release: String, aliases: Vec<String> },

    #[error("release `{release}` has no Dagu chart with the alias `{alias}`, only {}", quoted(.aliases))]
    NoSuchAlias { release: String, alias: String, aliases: Vec<String> },

    #[error("cannot parse the values printed by Helm: {0}")]
    Values(serde_json::Error),

    #[error("the operating system provides no random numbers: {0}")]
    Entropy(getrandom::Error),

    #[error("cannot encode the request to the core: {0}")]
    Request(serde_json::Error),

    #[error("cannot parse the report of the core: {0}")]
    Report(serde_json::Error),

    #[error(transparent)]
    Core(#[from] dagu_chart_host::Error),

    #[error("cannot write the output: {0}")]
    Output(io::Error),

    #[error("cannot write the output to {}: {error}", .path.display())]
    OutputFile { path: PathBuf, error: io::Error },

    #[error(
        "no object `{name}` is rendered{}",
        .nearest.as_ref().map_or_else(
            || ": objects are named as `KIND` or `KIND/NAME`, such as `Deployment/dagu-ui`".to_owned(),
            |name| format!(": did you mean `{name}`?"),
        )
    )]
    NoObject { name: String, nearest: Option<String> },

    #[error("the values have no key `{key}`: {help}")]
    UnknownKey { key: String, help: String },

    #[error("{failure}; a release is named with `--release {name}`")]
    NoDag { name: String, failure: Box<Self> },

    #[error("cannot change `{name}`: `{argument}` names no key; write it as `path.to.key=value`")]
    NoKey { name: String, argument: String },

    #[error("`{name}` is not YAML that Dagu can read: {error}")]
    Dag { name: String, error: serde_yaml::Error },

    #[error("`{name}` is larger than 16 MiB, too long for a DAG file")]
    LongDag { name: String },

    #[error("`{name}` nests lists or maps too deeply for a DAG file")]
    DeepDag { name: String },
}

impl Failure {
    /// Whether Helm ran and failed.
    pub(crate) fn is_of_helm(&self) -> bool {
        matches!(
            self,
            Self::HelmFailed { .. }
                | Self::NoRelease { .. }
                | Self::NoSuchRevision { .. }
                | Self::Unreachable(_)
                | Self::Forbidden(_)
                | Self::DryRunForbidden(_)
        )
    }

    /// The exit code of the program.
    pub(crate) fn exit(&self) -> ExitCode {
        match self {
            Self::Terminated(signal) => exit::terminated(*signal),
            _ if self.is_of_helm() => Exit::Helm.into(),
            _ => Exit::NotRun.into(),
        }
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
