//! What the core is asked about values, and how its answer is shown.

use std::fs;
use std::io::{self, Read};
use std::process::ExitCode;

use clap::Args;
use dagu_chart_host::{Answer, ByteSize, Limits, Seconds};
use dagu_chart_report::Format;
use serde::Serialize;

use crate::failure::Failure;
use crate::output;

// Not doc comments, which clap would take for those of the commands that hold these.

// The flags that give values, as Helm has them.
#[derive(Args)]
pub(crate) struct ValuesFlags {
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
}

// The flags about the core's answer and what it may take.
#[derive(Args)]
pub(crate) struct AnswerFlags {
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
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Request {
    pub(crate) values: Vec<ValuesText>,
    pub(crate) set: Vec<SetArgument>,
    pub(crate) release_name: Option<String>,
    pub(crate) namespace: Option<String>,
    pub(crate) kube_version: Option<String>,
    pub(crate) dagu_version: Option<String>,
    pub(crate) entropy: Option<String>,
    pub(crate) strict: bool,
}

#[derive(Serialize)]
pub(crate) struct ValuesText {
    pub(crate) name: String,
    pub(crate) text: String,
}

#[derive(Serialize)]
pub(crate) struct SetArgument {
    kind: &'static str,
    text: String,
}

impl ValuesFlags {
    /// A question about these values, the files read.
    pub(crate) fn request(self) -> Result<Request, Failure> {
        Ok(Request {
            values: read_values(self.values)?,
            // In Helm the kind of the flag decides which one wins, whatever their order.
            set: arguments("json", self.set_json)
                .chain(arguments("set", self.set))
                .chain(arguments("string", self.set_string))
                .collect(),
            ..Request::default()
        })
    }
}

impl Request {
    /// The question as the core reads it.
    pub(crate) fn json(&self) -> Result<String, Failure> {
        serde_json::to_string(self).map_err(Failure::Request)
    }
}

impl AnswerFlags {
    /// The caps on the core.
    pub(crate) fn limits(&self) -> Limits {
        Limits { memory: self.max_memory, output: self.max_output, time: self.timeout }
    }

    /// Prints the answer, and what was found to stderr.
    pub(crate) fn show(&self, answer: &Answer) -> Result<ExitCode, Failure> {
        let found = dagu_chart_report::shown(self.output_format, answer.text(), answer.report());
        output::stderr(&found.map_err(Failure::Report)?);
        if !answer.ok() {
            return Ok(ExitCode::from(1));
        }
        output::stdout(&answer.stream())?;
        Ok(ExitCode::SUCCESS)
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
