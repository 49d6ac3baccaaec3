//! Arguments of a Helm command, parsed as Helm's flag library (spf13/pflag) parses them.

use std::ffi::{OsStr, OsString};
use std::ops::Range;

/// Flags without a value, or with a value only after `=`. All others take the next argument.
const WITHOUT_VALUE: [&str; 47] = [
    "all",
    "atomic",
    "cleanup-on-fail",
    "create-namespace",
    "debug",
    "dependency-update",
    "detailed-exitcode",
    "devel",
    "disable-openapi-validation",
    "dry-run",
    "enable-dns",
    "force",
    "force-conflicts",
    "force-replace",
    "generate-name",
    "help",
    "hide-notes",
    "hide-secret",
    "ignore-not-found",
    "include-crds",
    "insecure-skip-tls-verify",
    "install",
    "is-upgrade",
    "kube-insecure-skip-tls-verify",
    "keep-history",
    "no-hooks",
    "pass-credentials",
    "plain-http",
    "recreate-pods",
    "release-name",
    "render-subchart-notes",
    "replace",
    "reset-then-reuse-values",
    "reset-values",
    "reuse-values",
    "rollback-on-failure",
    "show-secrets",
    "skip-crds",
    "skip-schema-validation",
    "skip-tests",
    "take-ownership",
    "validate",
    "values-only",
    "verify",
    "wait",
    "wait-for-jobs",
    "yes",
];

const SHORT: [(char, &str); 9] = [
    ('a', "api-versions"),
    ('f', "values"),
    ('g', "generate-name"),
    ('h', "help"),
    ('i', "install"),
    ('l', "labels"),
    ('n', "namespace"),
    ('o', "output"),
    ('y', "yes"),
];

/// One flag on the command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Flag {
    /// Its long name, without dashes.
    pub(crate) name: String,
    /// `None` if the flag has no value.
    pub(crate) value: Option<OsString>,
    /// The indices of its arguments.
    pub(crate) at: Range<usize>,
}

impl Flag {
    /// Whether a boolean flag is true. Helm refuses values that Go cannot parse.
    pub(crate) fn is_on(&self) -> bool {
        let value = self.value.as_deref().and_then(OsStr::to_str);
        self.value.is_none()
            || value.is_some_and(|value| ["1", "t", "T", "TRUE", "true", "True"].contains(&value))
    }
}

/// Removes the flags of these names, and returns their arguments.
pub(crate) fn take(arguments: &mut Vec<OsString>, names: &[&str]) -> Vec<OsString> {
    let ours: Vec<_> = flags(arguments).into_iter().filter(|flag| names.contains(&&*flag.name)).collect();
    let all = std::mem::take(arguments).into_iter().enumerate();
    let (taken, kept): (Vec<_>, Vec<_>) =
        all.partition(|(at, _)| ours.iter().any(|flag| flag.at.contains(at)));
    *arguments = kept.into_iter().map(|(_, argument)| argument).collect();
    taken.into_iter().map(|(_, argument)| argument).collect()
}

/// All flags, in order. There are none after `--`.
pub(crate) fn flags(arguments: &[OsString]) -> Vec<Flag> {
    let mut flags = Vec::new();
    let mut at = 0;
    while let Some(argument) = arguments.get(at).filter(|argument| *argument != "--") {
        let next = arguments.get(at + 1);
        let text = argument.to_string_lossy();
        let taken = match text.strip_prefix("--") {
            Some(long) => read_long(long, next, at, &mut flags),
            None => match text.strip_prefix('-').filter(|short| !short.is_empty()) {
                Some(short) => read_short(short, next, at, &mut flags),
                None => 1,
            },
        };
        at += taken;
    }
    flags
}

/// The flags of these names, each as one argument.
pub(crate) fn named(given: &[Flag], names: &[&str]) -> Vec<OsString> {
    let known = given.iter().filter(|flag| names.contains(&&*flag.name));
    known
        .map(|flag| {
            let mut argument = OsString::from(format!("--{}", flag.name));
            if let Some(value) = &flag.value {
                argument.push("=");
                argument.push(value);
            }
            argument
        })
        .collect()
}

/// Whether a boolean flag is true: the last one wins.
pub(crate) fn is_on(flags: &[Flag], name: &str) -> bool {
    flags.iter().rev().find(|flag| flag.name == name).is_some_and(Flag::is_on)
}

/// The arguments that belong to no flag.
pub(crate) fn positionals<'a>(arguments: &'a [OsString], flags: &[Flag]) -> Vec<&'a OsString> {
    let mut behind = false;
    let is_positional = |(at, argument): &(usize, &OsString)| {
        let is_dashes = !behind && *argument == "--";
        behind |= is_dashes;
        !is_dashes && !flags.iter().any(|flag| flag.at.contains(at))
    };
    arguments.iter().enumerate().filter(is_positional).map(|(_, argument)| argument).collect()
}

/// Returns how many arguments the flag uses.
fn read_long(long: &str, next: Option<&OsString>, at: usize, flags: &mut Vec<Flag>) -> usize {
    let (name, value) = match long.split_once('=') {
        Some((name, value)) => (name, Some(value.into())),
        None => (long, None),
    };
    add(name, value, next, at, flags)
}

/// One or several letters after a dash: `-n lab`, `-nlab`, `-n=lab`, `-in lab`.
fn read_short(letters: &str, next: Option<&OsString>, at: usize, flags: &mut Vec<Flag>) -> usize {
    let mut rest = letters.chars();
    while let Some(letter) = rest.next() {
        let known = SHORT.iter().find(|(short, _)| *short == letter);
        let name = known.map_or_else(|| letter.to_string(), |(_, name)| (*name).to_owned());
        let behind = rest.as_str();
        let value = match behind.strip_prefix('=') {
            Some(value) => Some(value),
            None if takes_value(&name) && !behind.is_empty() => Some(behind),
            None => None,
        };
        if value.is_some() || behind.is_empty() {
            return add(&name, value.map(OsString::from), next, at, flags);
        }
        flags.push(Flag { name, value: None, at: at..at + 1 });
    }
    1
}

fn add(
    name: &str,
    value: Option<OsString>,
    next: Option<&OsString>,
    at: usize,
    flags: &mut Vec<Flag>,
) -> usize {
    let from_next = value.is_none() && takes_value(name) && next.is_some();
    let taken = if from_next { 2 } else { 1 };
    let value = if from_next { next.cloned() } else { value };
    flags.push(Flag { name: name.to_owned(), value, at: at..at + taken });
    taken
}

/// Whether a flag of Helm has a value.
pub(crate) fn takes_value(name: &str) -> bool {
    !WITHOUT_VALUE.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Vec<(String, Option<String>)> {
        let arguments: Vec<_> = line.split(' ').map(OsString::from).collect();
        let text = |value: OsString| value.to_string_lossy().into_owned();
        flags(&arguments).into_iter().map(|flag| (flag.name, flag.value.map(text))).collect()
    }

    #[test]
    fn a_value_stands_behind_an_equals_sign_or_in_the_next_argument() {
        for line in ["--namespace lab", "--namespace=lab", "-n lab", "-nlab", "-n=lab"] {
            assert_eq!(read(line), [("namespace".into(), Some("lab".into()))], "{line}");
        }
        assert_eq!(read("-in lab"), [("install".into(), None), ("namespace".into(), Some("lab".into()))]);
        assert_eq!(read("--set a=b"), [("set".into(), Some("a=b".into()))]);
    }

    #[test]
    fn a_value_is_no_flag_and_neither_is_what_follows_two_dashes() {
        assert_eq!(
            read("./chart --description --hide-secret -f - -- --hide-secret"),
            [("description".into(), Some("--hide-secret".into())), ("values".into(), Some("-".into()))]
        );
    }

    #[test]
    fn positionals_are_what_flags_leave() {
        let arguments: Vec<_> =
            "dagu -n lab --wait ./chart --set a=b -- --c".split(' ').map(OsString::from).collect();
        assert_eq!(positionals(&arguments, &flags(&arguments)), ["dagu", "./chart", "--c"]);
    }

    #[test]
    fn flags_are_taken_with_their_values_and_never_from_values() {
        let mut line: Vec<OsString> =
            "./chart --all -f --all -o json --set a=b -- --all".split(' ').map(OsString::from).collect();
        assert_eq!(take(&mut line, &["all", "output"]), ["--all", "-o", "json"]);
        assert_eq!(line, ["./chart", "-f", "--all", "--set", "a=b", "--", "--all"]);
    }

    #[test]
    fn a_switch_takes_no_next_argument() {
        assert_eq!(read("--wait ./chart"), [("wait".into(), None)]);
        assert_eq!(read("--dry-run ./chart"), [("dry-run".into(), None)]);
    }

    #[test]
    fn a_switch_is_on_in_every_form_that_go_reads() {
        let on = |line: &str| {
            is_on(&flags(&line.split(' ').map(OsString::from).collect::<Vec<_>>()), "hide-secret")
        };
        for line in ["--hide-secret", "--hide-secret=1", "--hide-secret=t", "--hide-secret=T"] {
            assert!(on(line), "{line}");
        }
        for line in ["--hide-secret=TRUE", "--hide-secret=true", "--hide-secret=True"] {
            assert!(on(line), "{line}");
        }
        for line in ["--hide-secret=0", "--hide-secret=F", "--hide-secret --hide-secret=false", "./chart"] {
            assert!(!on(line), "{line}");
        }
    }
}
