//! The Helm post-renderer: manifests on stdin, manifests on stdout, everything else on stderr.
//!
//! It reads no values files and no cluster: the stream contains all it needs to know about the release.
//! It is a library, so that `helm-dagu` is a post-renderer as well, with one core for both.

mod arguments;
mod exit;
mod failure;
mod krm;
mod output;
mod report;
mod then;

use std::ffi::OsString;
use std::io::{self, Read};
use std::process::ExitCode;

use clap::Parser;
use dagu_chart_host::{Answer, Host};

use arguments::Arguments;
use failure::Failure;
use krm::Input;

pub use exit::exit_number;

/// The name under which Helm and people call the program.
pub const NAME: &str = "dagu-post";

/// Runs the post-renderer with these arguments, which do not contain the name of the program.
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    let line = [OsString::from(NAME)].into_iter().chain(arguments.iter().cloned());
    let arguments = match Arguments::try_parse_from(line) {
        Ok(arguments) => arguments,
        Err(error) => return arguments::not_run(&error, &arguments),
    };
    match post_render(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(arguments.helm4),
    }
}

fn post_render(arguments: &Arguments) -> Result<(), Failure> {
    let Input { list, manifests } = Input::of(io::stdin()).map_err(Failure::Read)?;
    let made = make(arguments, manifests, list.is_some());
    if let Some(path) = &arguments.report {
        report::write(path, arguments.report_format, &made)?;
    }
    let answer = made?;
    if !answer.ok() {
        if let Some(list) = list {
            let refused = list.refused(&answer).map_err(Failure::List)?;
            output::write(&[refused.as_bytes()]).map_err(Failure::Write)?;
        }
        return Err(Failure::Findings(answer.text().to_owned()));
    }
    output::tell(answer.text());
    match list {
        Some(list) => put(arguments, &[list.answered(&answer).map_err(Failure::List)?.as_bytes()]),
        None => put(arguments, &output::pieces(&answer, arguments.helm4)),
    }
}

/// Prints the output, or what the commands of `--then` make of it.
fn put(arguments: &Arguments, pieces: &[&[u8]]) -> Result<(), Failure> {
    if arguments.then.is_empty() {
        return output::write(pieces).map_err(Failure::Write);
    }
    let passed = then::pass(&arguments.then, pieces.concat())?;
    output::write(&[&passed]).map_err(Failure::Write)
}

fn make(arguments: &Arguments, manifests: impl Read, is_list: bool) -> Result<Answer, Failure> {
    let mut flags = arguments.flags();
    // The findings are part of a ResourceList.
    flags.report |= is_list;
    let answer = Host::new()?.post_render(manifests, flags, &arguments.limits)?;
    if answer.input().trim_ascii().is_empty() && !arguments.helm4 {
        return Err(Failure::NoInput);
    }
    Ok(answer)
}
