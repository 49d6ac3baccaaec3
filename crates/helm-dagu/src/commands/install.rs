//! `helm dagu install`.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args;

use crate::failure::Failure;
use crate::forward::forward;

/// Run `helm install` with the post-renderer in place.
///
/// The arguments are those of `helm install`, and so are the output and the exit code.
/// The findings of the post-renderer follow on stderr.
///
/// Beside them there are `--report FILE`, which writes the findings to a file, and `--report-format json`,
/// the default, `sarif`, `github` or `human`.
#[derive(Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Install {
    /// Arguments of `helm install`, as `dagu ./chart -n workflows -f my-values.yaml`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENT")]
    arguments: Vec<OsString>,
}

impl Install {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        forward("install", self.arguments)
    }
}
