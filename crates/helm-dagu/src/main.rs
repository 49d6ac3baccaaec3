//! `helm dagu`: Helm with Dagu's post-renderer in place, and Dagu's manifests without Helm.
//!
//! It holds no chart logic: that is in the core, which `render`, `values` and `diff` ask themselves and the other
//! commands reach through `dagu-post`.

mod answer;
mod cli;
mod commands;
mod entropy;
mod exit;
mod failure;
mod file;
mod forward;
mod helm;
mod helm_arguments;
mod interrupt;
mod output;
mod place;
mod plugin_folder;
mod post_renderer;
mod question;
mod release;
mod report;
mod set_file;

use std::process::ExitCode;

use failure::Failure;

fn main() -> ExitCode {
    let cli = match cli::Cli::read() {
        Ok(cli) => cli,
        Err(error) => {
            if error.use_stderr() {
                cli::tell_programs(&error.render().to_string());
            }
            error.exit()
        }
    };
    match cli.run() {
        Ok(code) => code,
        // Nobody has to be told what they asked for.
        Err(Failure::Asked(signal)) => exit::asked(signal),
        Err(failure) => {
            output::stderr(&format!("error: {failure}\n"));
            ExitCode::from(2)
        }
    }
}
