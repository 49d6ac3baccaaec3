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

    #[error("cannot read the values file `{name}`: {error}")]
    ValuesFile { name: String, error: io::Error },

    #[error("the values file `{name}` is not UTF-8 text: byte {at} is the first wrong one")]
    ValuesEncoding { name: String, at: usize },

    #[error("`-f -` stands for stdin, which can be read once")]
    StdinTwice,

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
