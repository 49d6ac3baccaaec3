//! `helm dagu version`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_host::core_sha256;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

/// Print the version and the sha256 of the core
#[derive(Args)]
#[command(after_help = "Example:\n  helm dagu version")]
pub(crate) struct Version {}

impl Version {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let text = format!("helm-dagu {}\ncore sha256:{}\n", env!("CARGO_PKG_VERSION"), core_sha256());
        output::stdout(text.as_bytes())?;
        Ok(Exit::Success.into())
    }
}
