//! The command line so far, and what its last word is.

use clap::{Arg, Command};

use crate::helm_arguments::takes_value;

/// Flags with an assignment as their value.
const SET: [&str; 5] = ["set", "set-string", "set-json", "set-file", "set-literal"];

/// Flags with a list of codes.
const CODES: [&str; 2] = ["select", "ignore"];

/// Commands whose first argument is a release.
const RELEASE_FIRST: [&str; 10] =
    ["upgrade", "plan", "diff", "rollback", "uninstall", "lint", "validate", "values", "pools", "ui"];

pub(super) struct Line<'a> {
    pub(super) slot: Slot<'a>,
    /// The start of the last word that is not completed.
    pub(super) typed: &'a str,
    /// The release that the line names.
    pub(super) release: Option<&'a str>,
    /// The values files that the line names.
    pub(super) files: Vec<&'a str>,
}

/// What the last word is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Slot<'a> {
    /// `KEY=VALUE`.
    Keys(&'a str),
    /// The path of a key.
    Path(&'a str),
    Codes(&'a str),
    Choices(Vec<String>),
    Release(&'a str),
    /// A file, or something that nobody can know.
    Other,
}

impl<'a> Line<'a> {
    pub(super) fn new(cli: &Command, before: &'a [String], word: &'a str) -> Self {
        let mut line = Self { slot: Slot::Other, typed: "", release: None, files: Vec::new() };
        let Some((name, words)) = before.split_first() else { return line };
        let Some(command) = cli.find_subcommand(name) else { return line };
        let mut positionals = Vec::new();
        let mut open = None;
        for given in words {
            if let Some(flag) = open.take() {
                line.note(flag, given);
            } else if let Some((flag, value)) = flag(given) {
                match value {
                    Some(value) => line.note(flag, value),
                    None => open = Some(flag).filter(|flag| has_value(command, flag)),
                }
            } else {
                positionals.push(given.as_str());
            }
        }
        if RELEASE_FIRST.contains(&name.as_str()) {
            line.release = line.release.or(positionals.first().copied());
        }
        match (open, flag(word)) {
            (Some(flag), _) => line.value(command, flag, word),
            (None, Some((flag, Some(value)))) => {
                line.typed = &word[..word.len() - value.len()];
                line.value(command, flag, value);
            }
            (None, Some((_, None))) => {}
            (None, None) => line.slot = positional(command, positionals.len(), word),
        }
        line
    }

    /// Remembers a value that others depend on.
    fn note(&mut self, flag: &str, value: &'a str) {
        match flag {
            "f" | "values" => self.files.extend(value.split(',')),
            "release" => self.release = Some(value),
            _ => {}
        }
    }

    /// The last word is the value of a flag.
    fn value(&mut self, command: &Command, flag: &str, word: &'a str) {
        self.slot = match flag {
            _ if SET.contains(&flag) => Slot::Keys(word),
            "release" => Slot::Release(word),
            _ if CODES.contains(&flag) => Slot::Codes(self.last_of_list(word)),
            _ => match find(command, flag) {
                Some(argument) if !argument.get_possible_values().is_empty() => {
                    choices(argument, self.last_of_list(word))
                }
                _ => Slot::Other,
            },
        };
    }

    /// The last element of a list with commas; the others are typed.
    fn last_of_list(&mut self, word: &'a str) -> &'a str {
        let last = word.rsplit(',').next().unwrap_or_default();
        if self.typed.is_empty() {
            self.typed = &word[..word.len() - last.len()];
        }
        last
    }
}

/// The choices of an argument that start as a word does.
fn choices<'a>(argument: &Arg, start: &str) -> Slot<'a> {
    let names = argument.get_possible_values().into_iter().map(|choice| choice.get_name().to_owned());
    Slot::Choices(names.filter(|name| name.starts_with(start)).collect())
}

/// What an argument without a flag is.
fn positional<'a>(command: &Command, at: usize, word: &'a str) -> Slot<'a> {
    match command.get_name() {
        "explain" if at == 0 => Slot::Codes(word),
        "docs" if at == 0 => Slot::Path(word),
        name if at == 0 && RELEASE_FIRST.contains(&name) => Slot::Release(word),
        _ => match command.get_positionals().nth(at) {
            Some(argument) if !argument.get_possible_values().is_empty() => choices(argument, word),
            _ => Slot::Other,
        },
    }
}

/// The name of a flag, and its value if that is in the same word.
fn flag(word: &str) -> Option<(&str, Option<&str>)> {
    let name = word.strip_prefix("--").or_else(|| word.strip_prefix('-'))?;
    Some(match name.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (name, None),
    })
}

fn find<'a>(command: &'a Command, flag: &str) -> Option<&'a Arg> {
    command.get_arguments().find(|argument| {
        argument.get_long() == Some(flag)
            || argument.get_short().is_some_and(|short| flag == short.to_string())
    })
}

/// Whether the next word is the value of a flag, which may be one of Helm.
fn has_value(command: &Command, flag: &str) -> bool {
    let takes = |argument: &Arg| argument.get_action().takes_values() && !argument.is_require_equals_set();
    find(command, flag).map_or_else(|| takes_value(flag), takes)
}
