//! The command line: the list of subcommands.

use std::ffi::OsString;
use std::ops::RangeInclusive;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::answer::AnswerFlags;
use crate::commands::{
    Complete, Completions, Docs, Doctor, Explain, Export, Install, Lint, Plan, Pools, Render, Rollback,
    Route, Schema, Template, Ui, Uninstall, Upgrade, Values, Version,
};
use crate::failure::Failure;
use crate::helm_arguments::flags;
use crate::json_output::JsonFlags;
use crate::terminal::{ColorFlag, columns};

/// Install and inspect Dagu on Kubernetes, with or without Helm
///
/// Exit codes: 0 success, 1 findings, for example errors in the values, 2 the command could not run, 3 Helm failed, 4 `--fail-on` found something.
/// `template`, `install`, `upgrade`, `rollback` and `uninstall` exit with the code of Helm.
#[derive(Parser)]
#[command(name = "helm dagu", bin_name = "helm dagu", version)]
pub(crate) struct Cli {
    #[command(flatten)]
    color: ColorFlag,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Template(Template),
    Install(Install),
    Upgrade(Upgrade),
    #[command(visible_alias = "diff")]
    Plan(Box<Plan>),
    Rollback(Rollback),
    Uninstall(Uninstall),
    #[command(visible_alias = "validate")]
    Lint(Box<Lint>),
    Render(Box<Render>),
    Export(Box<Export>),
    Values(Box<Values>),
    Pools(Box<Pools>),
    Route(Box<Route>),
    Ui(Ui),
    Docs(Docs),
    Schema(Schema),
    Doctor(Doctor),
    Explain(Explain),
    Completions(Completions),
    #[command(name = "__complete", hide = true)]
    Complete(Complete),
    Version(Version),
}

/// The width of the help where nothing tells that of the terminal, and where the terminal is wider than lines are read.
const HELP_COLUMNS: RangeInclusive<usize> = 80..=100;

/// The commands that change a cluster: a typo must not be answered with one of them.
const CHANGING: [&str; 4] = ["install", "upgrade", "rollback", "uninstall"];

impl Cli {
    /// Parses the command line. The error is what to print instead: help, the version or what is wrong.
    pub(crate) fn read() -> Result<Self, clap::Error> {
        let mut command = with_width(columns());
        let matches = command.try_get_matches_from_mut(std::env::args_os()).map_err(with_sound_tips)?;
        Self::from_arg_matches(&matches).map_err(|error| with_sound_tips(error.format(&mut command)))
    }

    /// Runs the subcommand.
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        self.color.apply();
        match self.command {
            Command::Template(template) => template.run(),
            Command::Install(install) => install.run(),
            Command::Upgrade(upgrade) => upgrade.run(),
            Command::Plan(plan) => plan.run(),
            Command::Rollback(rollback) => rollback.run(),
            Command::Uninstall(uninstall) => uninstall.run(),
            Command::Lint(lint) => lint.run(),
            Command::Render(render) => render.run(),
            Command::Export(export) => export.run(),
            Command::Values(values) => values.run(),
            Command::Pools(pools) => pools.run(),
            Command::Route(route) => route.run(),
            Command::Ui(ui) => ui.run(),
            Command::Docs(docs) => docs.run(),
            Command::Schema(schema) => schema.run(),
            Command::Doctor(doctor) => doctor.run(),
            Command::Explain(explain) => explain.run(),
            Command::Completions(completions) => completions.run(Self::command()),
            Command::Complete(complete) => complete.run(&Self::command()),
            Command::Version(version) => version.run(),
        }
    }
}

/// The command line with its help in this many columns.
fn with_width(columns: Option<usize>) -> clap::Command {
    let columns = columns.unwrap_or(*HELP_COLUMNS.start()).min(*HELP_COLUMNS.end());
    Cli::command().term_width(columns)
}

/// Reports an invalid command line to a program, in the output format that the command line requests.
pub(crate) fn tell_programs(error: &str) {
    let Some(matches) = format_of(std::env::args_os().collect()) else { return };
    let Some((_, command)) = matches.subcommand() else { return };
    let has = |id| command.try_contains_id(id).is_ok();
    // If this fails, the error is still printed on stderr.
    let _ = if has(AnswerFlags::ID) {
        AnswerFlags::from_arg_matches(command).map(|flags| flags.put_failure(error))
    } else if has(JsonFlags::ID) {
        JsonFlags::from_arg_matches(command).map(|flags| flags.put_failure(error))
    } else {
        return;
    };
}

/// The subcommand and the flags of its output, whatever is wrong with the other arguments.
fn format_of(arguments: Vec<OsString>) -> Option<ArgMatches> {
    let mut command = Cli::command();
    let is_subcommand = |argument: &OsString| command.find_subcommand(argument).is_some();
    let name = arguments.iter().skip(1).find(|argument| is_subcommand(argument))?.clone();
    let given = flags(&arguments);
    let output =
        given.iter().filter(|flag| ["output", "output-format", "output-file"].contains(&&*flag.name));
    let output = output.flat_map(|flag| arguments[flag.at.clone()].to_vec());
    let line: Vec<OsString> = [arguments[0].clone(), name].into_iter().chain(output).collect();
    command = command.ignore_errors(true);
    command.try_get_matches_from(line).ok()
}

/// Removes tips that suggest a command that changes a cluster, or passing an unknown flag as a value.
fn with_sound_tips(mut error: clap::Error) -> clap::Error {
    error.remove(ContextKind::Suggested);
    if let Some(ContextValue::String(flag)) = error.get(ContextKind::InvalidArg)
        && let Some(tip) = connection_tip(flag)
    {
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    if let Some(ContextValue::Strings(mut similar)) = error.remove(ContextKind::SuggestedSubcommand) {
        similar.retain(|name| !CHANGING.contains(&name.as_str()));
        if !similar.is_empty() {
            error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(similar));
        }
    }
    error
}

/// What to do about a flag that Helm takes from the command line of its plugins, for a program that it did not start.
fn connection_tip(flag: &str) -> Option<String> {
    let flags = [
        ("--namespace", "HELM_NAMESPACE"),
        ("-n", "HELM_NAMESPACE"),
        ("--kube-context", "HELM_KUBECONTEXT"),
        ("--kubeconfig", "KUBECONFIG"),
    ];
    let (_, variable) = flags.into_iter().find(|(name, _)| *name == flag)?;
    Some(format!("run it as `helm dagu`, which takes '{flag}', or set {variable}"))
}

#[cfg(test)]
mod reference;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_tip_leads_to_a_command_that_changes_a_cluster() {
        for word in
            ["uninstal", "plans", "instal", "upgrad", "update", "list", "install-", "status", "rollbak"]
        {
            let Err(error) = Cli::try_parse_from(["helm-dagu", word]) else { panic!("{word} is a command") };
            let text = with_sound_tips(error).to_string();
            assert!(!CHANGING.iter().any(|name| text.contains(&format!("'{name}'"))), "{word}: {text}");
        }
        let Err(error) = Cli::try_parse_from(["helm-dagu", "rendr"]) else { panic!("a command") };
        assert!(with_sound_tips(error).to_string().contains("'render'"));
    }

    #[test]
    fn no_help_is_wider_than_the_terminal() {
        fn check(command: &mut clap::Command, columns: usize) {
            for help in [command.render_help(), command.render_long_help()] {
                for line in help.to_string().lines() {
                    assert!(line.chars().count() <= columns, "{} in {columns}:\n{line}", command.get_name());
                }
            }
            command.get_subcommands_mut().for_each(|below| check(below, columns));
        }
        for (columns, most) in [(None, 80), (Some(80), 80), (Some(90), 90), (Some(300), 100)] {
            let mut command = with_width(columns);
            command.build();
            check(&mut command, most);
        }
    }

    #[test]
    fn tips_help_or_are_not_there() {
        for line in [&["status"][..], &["render", "--typo"], &["values", "--typo", "dagu"]] {
            let line = ["helm-dagu"].iter().chain(line);
            let Err(error) = Cli::try_parse_from(line) else { panic!("no such command") };
            let text = with_sound_tips(error).to_string();
            assert!(!text.contains("\n\n\n") && !text.contains("as a value"), "{text}");
        }
        let Err(error) = Cli::try_parse_from(["helm-dagu", "render", "--value"]) else { panic!("a flag") };
        assert!(with_sound_tips(error).to_string().contains("'--values'"));
    }
}
