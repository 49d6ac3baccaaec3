//! Requests to the core about values.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use crate::failure::Failure;
use crate::file::Files;
use crate::set_file;

// Not doc comments: clap would use them as the help of the commands that contain these flags.

// Helm's flags for values.
#[derive(Args)]
pub(crate) struct ValuesFlags {
    /// Values file, or `-` for stdin; the last one wins
    #[arg(short = 'f', long, value_name = "FILE", value_delimiter = ',')]
    values: Vec<String>,

    /// Set a value from JSON, or several values with a JSON object as in Helm 4; --set overrides it
    #[arg(long, value_name = "KEY=JSON")]
    set_json: Vec<String>,

    /// Set a value, such as `workerPools.gpu.replicas=2`
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,

    /// Set a string value; overrides --set
    #[arg(long, value_name = "KEY=VALUE")]
    set_string: Vec<String>,

    /// Set a value to the content of a file, or `-` for stdin; overrides --set-string
    #[arg(long, value_name = "KEY=FILE")]
    set_file: Vec<String>,

    /// Set a value to all text after the first `=`, including commas and braces; overrides all other --set flags
    #[arg(long, value_name = "KEY=TEXT")]
    set_literal: Vec<String>,
}

/// A request to the core; `RenderRequest` of the core documents its fields.
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
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    files: BTreeMap<String, String>,
}

impl ValuesFlags {
    /// A request with these values; reads the files.
    pub(crate) fn request(self) -> Result<Request, Failure> {
        let mut files = Files::default();
        let values = self.values.into_iter().map(|name| {
            let text = files.read(&name)?;
            Ok(ValuesText { name, text })
        });
        let values = values.collect::<Result<_, Failure>>()?;
        let mut set = Vec::new();
        for (kind, texts) in [
            ("json", self.set_json),
            ("set", self.set),
            ("string", self.set_string),
            ("file", self.set_file),
            ("literal", self.set_literal),
        ] {
            for text in texts {
                let files = match kind {
                    "file" => named(&text, &mut files)?,
                    _ => BTreeMap::new(),
                };
                set.push(SetArgument { kind, text, files });
            }
        }
        Ok(Request { values, set, ..Request::default() })
    }
}

/// The contents of the files that a `--set-file` argument names.
fn named(argument: &str, files: &mut Files) -> Result<BTreeMap<String, String>, Failure> {
    let texts = set_file::paths(argument).into_iter().map(|path| {
        let text = files.read(&path)?;
        Ok((path, text))
    });
    texts.collect()
}

impl Request {
    /// The request as JSON.
    pub(crate) fn json(&self) -> Result<String, Failure> {
        serde_json::to_string(self).map_err(Failure::Request)
    }
}
