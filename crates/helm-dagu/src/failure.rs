//! Why a command could not run. Wrong values are no failure: they are diagnostics.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Each message names the way out.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    #[error(
        "dagu-post is neither beside this program nor on PATH: build it with `cargo xtask build` \
         or `cargo install --path crates/dagu-post`"
    )]
    NoPostRenderer,

    #[error(
        "`helm dagu` brings its own --post-renderer: to use another one, run `helm {verb}`; \
         arguments for dagu-post go into --post-renderer-args"
    )]
    OwnPostRenderer { verb: &'static str },

    #[error("cannot run Helm as `{program}`: {error}; put helm on PATH, or its path into HELM_BIN")]
    Helm { program: String, error: io::Error },

    #[error(
        "`{program}` is no Helm from 3.9 on, it calls its version `{answer}`: update it, or use \
         `helm template … | dagu-post`"
    )]
    HelmVersion { program: String, answer: String },

    #[error("what Helm prints is not UTF-8 text")]
    HelmText,

    #[error(
        "--hide-secret leaves out Secrets, which would then look removed: run `helm dagu diff` without it; \
         it hides what is in a Secret unless you add --show-secrets"
    )]
    HiddenSecrets,

    #[error("cannot read the release that Helm printed: {0}")]
    Release(serde_json::Error),

    #[error("Helm knows no revision of `{0}`")]
    NoRevision(String),

    #[error("cannot compare the manifests: {0}")]
    Manifests(String),

    #[error("there is no code `{0}`: `helm dagu explain` without one lists all")]
    UnknownCode(String),

    #[error("the path `{0}` cannot stand in HELM_PLUGINS: set TMPDIR to another folder")]
    PluginPath(PathBuf),

    #[error("cannot make a temporary file: {0}")]
    Temporary(io::Error),

    #[error("cannot wait for Helm through an interrupt: {0}")]
    Interrupt(io::Error),

    #[error("ended by signal {0}")]
    Asked(i32),

    #[error("cannot read the file `{name}`: {error}")]
    File { name: String, error: io::Error },

    #[error("the file `{name}` is not UTF-8 text: byte {at} is the first wrong one")]
    FileEncoding { name: String, at: usize },

    #[error(
        "Helm reads URLs, this command reads files only: run `curl --fail --silent --show-error --location {name} | \
         helm dagu render -f -`, or `helm dagu template` with the URL"
    )]
    Remote { name: String },

    #[error("`-` is stdin, which can be read only once: save it to a file and name that file twice")]
    StdinTwice,

    #[error("cannot write the findings to {}: {error}", .path.display())]
    FindingsFile { path: PathBuf, error: io::Error },

    #[error(
        "`helm dagu {verb}` has --report and --report-format itself: write them without --post-renderer-args, \
         as `--report FILE --report-format sarif`"
    )]
    ReportBehind { verb: &'static str },

    #[error("{flag} needs a {value}: write it as `{flag} {value}`")]
    ReportValue { flag: &'static str, value: &'static str },

    #[error("`--report-format {0}` is none of human, json, sarif and github")]
    ReportFormat(String),

    #[error("--report-format needs a file: add `--report FILE`")]
    ReportWithoutFile,

    #[error(
        "release `{release}` has no objects of the Dagu chart: name a release of it, or pass its values file with `-f`"
    )]
    NotDagu { release: String },

    #[error(
        "release `{release}` holds the Dagu chart several times: name one of them, `--alias {}`",
        .aliases.join("` or `--alias ")
    )]
    SeveralDagus { release: String, aliases: Vec<String> },

    #[error("release `{release}` does not hold the Dagu chart as `{alias}`, but as {}", quoted(.aliases))]
    NoSuchAlias { release: String, alias: String, aliases: Vec<String> },

    #[error("cannot read the values that Helm printed: {0}")]
    Values(serde_json::Error),

    #[error("the operating system gives no random numbers: {0}")]
    Entropy(getrandom::Error),

    #[error("cannot put the question to the core: {0}")]
    Request(serde_json::Error),

    #[error("cannot read the report of the core: {0}")]
    Report(serde_json::Error),

    #[error(transparent)]
    Core(#[from] dagu_chart_host::Error),

    #[error("cannot write the output: {0}")]
    Output(io::Error),
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
