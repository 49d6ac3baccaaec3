//! Requests to the core about values.

use std::collections::BTreeMap;

use clap::Args;
use dagu_chart_api::{RenderRequest, SetArgument, SetKind, ValuesText};
use serde::Serialize;

use crate::failure::Failure;
use crate::file::Files;
use crate::helm_arguments::Flag;
use crate::set_file;

// Not doc comments: clap would use them as the help of the commands that contain these flags.

// Helm's flags for values.
#[derive(Args, Default)]
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

impl ValuesFlags {
    /// The same flags among the arguments of a Helm command. `None` if one of them needs Helm: stdin, which can be read
    /// only once, and URLs.
    pub(crate) fn of_helm(given: &[Flag]) -> Option<Self> {
        let mut flags = Self::default();
        for flag in given {
            let texts = match &*flag.name {
                "values" => &mut flags.values,
                "set-json" => &mut flags.set_json,
                "set" => &mut flags.set,
                "set-string" => &mut flags.set_string,
                "set-file" => &mut flags.set_file,
                "set-literal" => &mut flags.set_literal,
                _ => continue,
            };
            texts.push(flag.value.as_ref()?.to_str()?.to_owned());
        }
        flags.values = flags.values.iter().flat_map(|names| names.split(',')).map(str::to_owned).collect();
        let files = flags.set_file.iter().flat_map(|argument| set_file::paths(argument));
        let needs_helm = |name: &str| name == "-" || name.contains("://");
        let any = flags.values.iter().any(|name| needs_helm(name))
            || files.into_iter().any(|name| needs_helm(&name));
        (!any).then_some(flags)
    }

    /// Only these files.
    pub(crate) fn of_files(files: &[&str]) -> Self {
        Self { values: files.iter().map(|file| (*file).to_owned()).collect(), ..Self::default() }
    }

    /// The flags as typed, but without the values that they set, which may be credentials.
    pub(crate) fn shown(&self) -> Vec<String> {
        let files = self.values.iter().map(|file| format!("--values={file}"));
        let set_files = self.set_file.iter().map(|argument| format!("--set-file={argument}"));
        let set = [
            ("set-json", &self.set_json),
            ("set", &self.set),
            ("set-string", &self.set_string),
            ("set-literal", &self.set_literal),
        ];
        let set =
            set.into_iter().flat_map(|(flag, arguments)| arguments.iter().map(move |text| (flag, text)));
        let set = set.map(|(flag, text)| match text.split_once('=') {
            Some((key, _)) => format!("--{flag}={key}=…"),
            None => format!("--{flag}=…"),
        });
        files.chain(set).chain(set_files).collect()
    }

    /// A request with these values; reads the files.
    pub(crate) fn request(self) -> Result<RenderRequest, Failure> {
        let mut files = Files::default();
        let values = self.values.into_iter().map(|name| {
            let text = files.read(&name)?;
            Ok(ValuesText { name, text })
        });
        let values = values.collect::<Result<_, Failure>>()?;
        let mut set = Vec::new();
        for (kind, texts) in [
            (SetKind::Json, self.set_json),
            (SetKind::Set, self.set),
            (SetKind::String, self.set_string),
            (SetKind::File, self.set_file),
            (SetKind::Literal, self.set_literal),
        ] {
            for text in texts {
                let files = match kind {
                    SetKind::File => named(&text, &mut files)?,
                    _ => BTreeMap::new(),
                };
                set.push(SetArgument { kind, text, files });
            }
        }
        Ok(RenderRequest { values, set, ..RenderRequest::default() })
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

/// A request as JSON.
pub(crate) fn json(request: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(request).map_err(Failure::Request)
}
