//! The command reference, docs/cli.md: generated from the command line, and compared with it.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use clap::CommandFactory;

use super::Cli;

const HEAD: &str = "<!-- Generated from crates/helm-dagu/src/cli.rs by `DAGU_BLESS=1 cargo test -p helm-dagu`: do not edit. -->

# `helm dagu`
";

fn reference() -> String {
    let mut cli = Cli::command();
    cli.build();
    let mut text = String::from(HEAD);
    section(&mut text, &cli.render_long_help().to_string());
    for command in cli.get_subcommands_mut() {
        if command.get_name() == "help" {
            continue;
        }
        let _ = write!(text, "\n## `helm dagu {}`\n", command.get_name());
        section(&mut text, &command.render_long_help().to_string());
    }
    text
}

fn section(text: &mut String, help: &str) {
    let lines: Vec<_> = help.trim_end().lines().map(str::trim_end).collect();
    let _ = write!(text, "\n```text\n{}\n```\n", lines.join("\n"));
}

#[test]
fn the_command_line_is_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn the_reference_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
    let fresh = reference();
    if env::var_os("DAGU_BLESS").is_some() {
        fs::write(&path, &fresh).expect("docs/cli.md can be written");
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == fresh, "docs/cli.md is out of date: run `DAGU_BLESS=1 cargo test -p helm-dagu`");
}
