//! The files that are generated from the command line, and compared with it: the reference, docs/cli.md, and what Helm
//! completes, completion.yaml.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use clap::{Command, CommandFactory};

use super::{Cli, HELP_COLUMNS, with_width};

const HEAD: &str = "<!-- Generated from crates/helm-dagu/src/cli.rs by `DAGU_BLESS=1 cargo test -p helm-dagu`: do not edit. -->

# `helm dagu`
";

fn reference() -> String {
    let mut cli = with_width(Some(*HELP_COLUMNS.end()));
    cli.build();
    let mut text = String::from(HEAD);
    section(&mut text, &cli.render_long_help().to_string());
    for command in cli.get_subcommands_mut().filter(|command| is_listed(command)) {
        add(&mut text, "helm dagu", command);
    }
    text
}

fn is_listed(command: &Command) -> bool {
    command.get_name() != "help" && !command.is_hide_set()
}

/// The section of a command, and those of its subcommands.
fn add(text: &mut String, above: &str, command: &mut Command) {
    let name = format!("{above} {}", command.get_name());
    let _ = write!(text, "\n## `{name}`\n");
    section(text, &command.render_long_help().to_string());
    for below in command.get_subcommands_mut().filter(|command| is_listed(command)) {
        add(text, &name, below);
    }
}

fn section(text: &mut String, help: &str) {
    let lines: Vec<_> = help.trim_end().lines().map(str::trim_end).collect();
    let _ = write!(text, "\n```text\n{}\n```\n", lines.join("\n"));
}

const COMPLETION: &str =
    "# Generated from crates/helm-dagu/src/cli.rs by `DAGU_BLESS=1 cargo test -p helm-dagu`: do not edit.
# Helm completes the commands of the plugin and their flags with it.
name: dagu
commands:
";

fn completion() -> String {
    let mut cli = Cli::command();
    cli.build();
    let mut text = String::from(COMPLETION);
    for command in cli.get_subcommands().filter(|command| is_listed(command)) {
        complete(&mut text, "", command);
    }
    text
}

/// A short flag that Helm has for all commands: it panics if a plugin has it too.
const NAMESPACE: char = 'n';

/// The entry of a command, with its flags and subcommands.
fn complete(text: &mut String, indent: &str, command: &Command) {
    for name in [command.get_name()].into_iter().chain(command.get_visible_aliases()) {
        let _ = write!(text, "{indent}  - name: {name}\n{indent}    flags:\n");
        for argument in command.get_arguments() {
            let short = argument.get_short().filter(|short| *short != NAMESPACE).map(String::from);
            for flag in short.into_iter().chain(argument.get_long().map(str::to_owned)) {
                // Quoted, because YAML 1.1 reads `y` and `yes` as the same boolean, and Helm panics if a flag is there
                // twice.
                let _ = writeln!(text, "{indent}      - \"{flag}\"");
            }
        }
        let below = command.get_subcommands().filter(|command| is_listed(command));
        for (index, below) in below.enumerate() {
            if index == 0 {
                let _ = writeln!(text, "{indent}    commands:");
            }
            complete(text, &format!("{indent}    "), below);
        }
    }
}

#[test]
fn the_command_line_is_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn the_generated_files_are_up_to_date() {
    for (name, fresh) in [("docs/cli.md", reference()), ("completion.yaml", completion())] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
        if env::var_os("DAGU_BLESS").is_some() {
            fs::write(&path, &fresh).expect("the file can be written");
        }
        let stored = fs::read_to_string(&path).unwrap_or_default();
        assert!(stored == fresh, "{name} is out of date: run `DAGU_BLESS=1 cargo test -p helm-dagu`");
    }
}
