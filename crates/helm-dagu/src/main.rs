//! `helm dagu`: runs Helm with Dagu's post-renderer, and renders Dagu's manifests without Helm.
//!
//! It contains no chart logic: that is in the core. Most commands call the core directly; those that run Helm let it
//! start this program again, as the post-renderer. Under the name `dagu-post` it is nothing else.

mod answer;
mod carried_values;
mod changed_values;
mod chart_folder;
mod cli;
mod code;
mod commands;
mod completion;
mod confirmation;
mod confirmed;
mod connection;
mod dag;
mod doctor;
mod edit;
mod entropy;
mod exit;
mod export;
mod failure;
mod file;
mod fix;
mod forward;
mod helm;
mod helm_arguments;
mod helm_refusal;
mod interrupt;
mod json_output;
mod migration;
mod nearest;
mod objects;
mod output;
mod place;
mod plan;
mod plugin_folder;
mod pools;
mod post_renderer;
mod precheck;
mod progress;
mod release;
mod release_values;
mod render_flags;
mod report;
mod request;
mod set_file;
mod shell_word;
mod shown_values;
mod table;
mod terminal;
mod ui;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use failure::Failure;

fn main() -> ExitCode {
    let line: Vec<OsString> = env::args_os().collect();
    match post_renderer::arguments(&line) {
        Some(arguments) => dagu_post::run(arguments.to_vec()),
        None => plugin(),
    }
}

fn plugin() -> ExitCode {
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
        Err(failure) => {
            // The user sent the signal: there is nothing to report.
            if !matches!(failure, Failure::Terminated(_)) {
                output::stderr(&format!("error: {failure}\n"));
            }
            failure.exit()
        }
    }
}
