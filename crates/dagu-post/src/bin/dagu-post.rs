//! The post-renderer as a program of its own, for machines on which only Helm renders.

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    dagu_post::run(env::args_os().skip(1).collect())
}
