//! `helm dagu install`.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args;

use crate::failure::Failure;
use crate::forward::forward;

/// Run `helm install` with the post-renderer
///
/// Takes the arguments of `helm install`, and has its output and its exit code. The findings of the post-renderer
/// are printed on stderr.
///
/// Before Helm starts, the values that you pass are checked for unknown keys and wrong types; those for a chart in an
/// archive or a registry after Helm has refused them. `--no-lint` skips this.
/// Additional flags: `--report FILE` writes the findings to a file, and `--report-format` sets its format: `json` (the
/// default), `sarif`, `github` or `human`.
#[derive(Args)]
#[command(
    disable_help_flag = true,
    after_help = "Example:\n  helm dagu install dagu ./chart -f values.yaml -n workflows --create-namespace"
)]
pub(crate) struct Install {
    /// Arguments of `helm install`, such as `dagu ./chart -n workflows -f my-values.yaml`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENT")]
    arguments: Vec<OsString>,
}

impl Install {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        forward("install", self.arguments)
    }
}
