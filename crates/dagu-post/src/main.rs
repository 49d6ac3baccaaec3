//! The Helm post-renderer: manifests on stdin, manifests on stdout, everything else on stderr.
//!
//! It reads no values files and no cluster: the stream contains all it needs to know about the release.

mod arguments;
mod failure;
mod output;
mod report;

use std::io;
use std::process::ExitCode;

use clap::Parser;
use dagu_chart_host::{Answer, Host};

use arguments::Arguments;
use failure::Failure;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return arguments::not_run(&error),
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(arguments.helm4),
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let made = make(arguments);
    if let Some(path) = &arguments.report {
        report::write(path, arguments.report_format, &made)?;
    }
    let answer = made?;
    if !answer.ok() {
        return Err(Failure::Findings(answer.text().to_owned()));
    }
    output::tell(answer.text());
    output::write(&output::pieces(&answer, arguments.helm4)).map_err(Failure::Write)
}

fn make(arguments: &Arguments) -> Result<Answer, Failure> {
    let host = Host::new()?;
    let answer = host.post_render(io::stdin().lock(), arguments.flags(), &arguments.limits)?;
    if answer.input().trim_ascii().is_empty() && !arguments.helm4 {
        return Err(Failure::NoInput);
    }
    Ok(answer)
}
