//! A process of `dagu-post`.

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};

/// A process whose input and output are pipes.
pub(crate) fn started(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_dagu-post"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What the program does with this input.
pub(crate) fn dagu_post(arguments: &[&str], input: &[u8]) -> Output {
    let mut process = started(arguments);
    // Wrong usage is noticed before the input is read, and closes the pipe.
    let _ = process.stdin.take().unwrap().write_all(input);
    process.wait_with_output().unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}
