//! `helm dagu template`.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args;

use crate::failure::Failure;
use crate::forward::forward;

/// Run `helm template` with the post-renderer
///
/// Takes the arguments of `helm template`, and has its output and its exit code. The findings of the post-renderer
/// are printed on stderr.
///
/// Before Helm starts, the values that you pass are checked for unknown keys and wrong types; those for a chart in an
/// archive or a registry after Helm has refused them. `--no-lint` skips this.
/// Additional flags: `--report FILE` writes the findings to a file, and `--report-format` sets its format: `json` (the
/// default), `sarif`, `github` or `human`.
#[derive(Args)]
#[command(
    disable_help_flag = true,
    after_help = "Example:\n  helm dagu template dagu ./chart -f values.yaml"
)]
pub(crate) struct Template {
    /// Arguments of `helm template`, such as `dagu ./chart --set daguVersion=2.4.3`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENT")]
    arguments: Vec<OsString>,
}

impl Template {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        forward("template", self.arguments)
    }
}
