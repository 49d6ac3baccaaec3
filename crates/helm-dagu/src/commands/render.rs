//! `helm dagu render`.

use std::fs;
use std::io::{self, Read};
use std::process::ExitCode;

use clap::Args;
use dagu_chart_host::{ByteSize, Host, Limits, Seconds};
use dagu_chart_report::Format;
use serde::Serialize;

use crate::failure::Failure;
use crate::{entropy, output};

/// Letters and digits of entropy: more than the core asks for.
const ENTROPY: usize = 64;

/// Print the manifests without Helm and without a cluster.
///
/// Credentials that the values leave open are generated anew by every run, since no cluster is asked.
#[derive(Args)]
pub(crate) struct Render {
    /// Name of the release
    #[arg(default_value = "dagu")]
    name: String,

    /// Values file, `-` for stdin; the last one wins
    #[arg(short = 'f', long, value_name = "FILE", value_delimiter = ',')]
    values: Vec<String>,

    /// Set a value, as `workerPools.gpu.replicas=2`
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,

    /// Set a value that stays a string; wins over --set
    #[arg(long, value_name = "KEY=VALUE")]
    set_string: Vec<String>,

    /// Set a value from JSON; --set wins over it
    #[arg(long, value_name = "KEY=JSON")]
    set_json: Vec<String>,

    /// Namespace of the release; as a Helm plugin, `-n` says it too
    #[arg(
        long,
        value_name = "NAMESPACE",
        env = "HELM_NAMESPACE",
        default_value = "default",
        hide_env_values = true
    )]
    release_namespace: String,

    /// Version of Kubernetes, as v1.35.0 [default: the newest that the chart knows]
    #[arg(long, value_name = "VERSION")]
    kube_version: Option<String>,

    /// Version of Dagu [default: that of the image]
    #[arg(long, value_name = "VERSION")]
    dagu_version: Option<String>,

    /// Warnings count as errors
    #[arg(long)]
    strict: bool,

    /// How what was found is shown on stderr
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    output_format: Format,

    /// Memory that the core may use, as 64Mi [default: grows with the values]
    #[arg(long, value_name = "BYTES")]
    max_memory: Option<ByteSize>,

    /// Size that the manifests may have, as 64Mi [default: grows with the values]
    #[arg(long, value_name = "BYTES")]
    max_output: Option<ByteSize>,

    /// Time that the core may take, as 10s [default: grows with the values]
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<Seconds>,
}

/// What the core is asked: its own documentation is with the core.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    values: Vec<ValuesText>,
    set: Vec<SetArgument>,
    release_name: String,
    namespace: String,
    kube_version: Option<String>,
    dagu_version: Option<String>,
    entropy: String,
    strict: bool,
}

#[derive(Serialize)]
struct ValuesText {
    name: String,
    text: String,
}

#[derive(Serialize)]
struct SetArgument {
    kind: &'static str,
    text: String,
}

impl Render {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let limits = Limits { memory: self.max_memory, output: self.max_output, time: self.timeout };
        let format = self.output_format;
        let request = serde_json::to_string(&self.request()?).map_err(Failure::Request)?;
        let answer = Host::new()?.render(&request, &limits)?;
        let found = dagu_chart_report::shown(format, answer.text(), answer.report());
        output::stderr(&found.map_err(Failure::Report)?);
        if !answer.ok() {
            return Ok(ExitCode::from(1));
        }
        output::stdout(&answer.stream())?;
        Ok(ExitCode::SUCCESS)
    }

    fn request(self) -> Result<Request, Failure> {
        Ok(Request {
            values: read_values(self.values)?,
            // In Helm the kind of the flag decides which one wins, whatever their order.
            set: arguments("json", self.set_json)
                .chain(arguments("set", self.set))
                .chain(arguments("string", self.set_string))
                .collect(),
            release_name: self.name,
            namespace: self.release_namespace,
            kube_version: self.kube_version,
            dagu_version: self.dagu_version,
            entropy: entropy::alphanumerics(ENTROPY)?,
            strict: self.strict,
        })
    }
}

fn arguments(kind: &'static str, texts: Vec<String>) -> impl Iterator<Item = SetArgument> {
    texts.into_iter().map(move |text| SetArgument { kind, text })
}

fn read_values(names: Vec<String>) -> Result<Vec<ValuesText>, Failure> {
    if names.iter().filter(|name| *name == "-").count() > 1 {
        return Err(Failure::StdinTwice);
    }
    names.into_iter().map(read_file).collect()
}

fn read_file(name: String) -> Result<ValuesText, Failure> {
    let bytes = match name.as_str() {
        "-" => read_stdin(),
        path => fs::read(path),
    };
    match bytes.map(String::from_utf8) {
        Ok(Ok(text)) => Ok(ValuesText { name, text }),
        Ok(Err(error)) => Err(Failure::ValuesEncoding { name, at: error.utf8_error().valid_up_to() }),
        Err(error) => Err(Failure::ValuesFile { name, error }),
    }
}

fn read_stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}
