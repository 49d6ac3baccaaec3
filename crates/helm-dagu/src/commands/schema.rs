//! `helm dagu schema`.

use std::process::ExitCode;

use clap::Args;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// The schema of the chart, generated from the declarations of the keys.
const SCHEMA: &str = include_str!("../../../../chart/values.schema.json");

/// Print the JSON Schema of the values, for editors
///
/// With the YAML language server, start a values file with `# yaml-language-server: $schema=values.schema.json`.
#[derive(Args)]
#[command(after_help = "Example:
  helm dagu schema > values.schema.json")]
pub(crate) struct Schema {}

impl Schema {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        output::stdout(SCHEMA.as_bytes())?;
        Ok(Exit::Success.into())
    }
}
