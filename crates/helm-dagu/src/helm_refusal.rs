//! Why Helm cannot answer about a release, by its message.

use std::env;
use std::ffi::OsStr;

use crate::failure::Failure;

/// What a message of Helm means. Helm 3 and 4 differ in its first letter.
const UNREACHABLE: [&str; 2] = ["Kubernetes cluster unreachable: ", "kubernetes cluster unreachable: "];

/// How the API server refuses what the user may not do.
const FORBIDDEN: &str = " is forbidden: ";

/// The failure behind a message; `None` if it is none of those that have a remedy.
pub(crate) fn refused<A: AsRef<OsStr>>(arguments: &[A], message: &str) -> Option<Failure> {
    let message = error(message)?;
    if message.ends_with("release: not found") {
        let release = words(arguments).pop().unwrap_or_default();
        let place = place(arguments);
        return Some(match value(arguments, "--revision=") {
            Some(revision) => Failure::NoSuchRevision { release, revision, place },
            None => Failure::NoRelease { release, place },
        });
    }
    if let Some(cause) = UNREACHABLE.iter().find_map(|start| message.strip_prefix(start)) {
        return Some(Failure::Unreachable(cause.to_owned()));
    }
    message.contains(FORBIDDEN).then(|| Failure::Forbidden(message.to_owned()))
}

/// The error by which the API server refuses something that the user may not do.
pub(crate) fn forbidden(message: &str) -> Option<&str> {
    error(message).filter(|error| error.contains(FORBIDDEN))
}

/// The line in which Helm says why it failed.
fn error(message: &str) -> Option<&str> {
    message.lines().rev().find_map(|line| line.strip_prefix("Error: "))
}

/// The command and its release: the arguments before the first flag.
pub(crate) fn words<A: AsRef<OsStr>>(arguments: &[A]) -> Vec<String> {
    let words = arguments.iter().map(|argument| argument.as_ref().to_string_lossy().into_owned());
    words.take_while(|word| !word.starts_with('-')).collect()
}

/// The namespace in which Helm looks for the release.
fn place<A: AsRef<OsStr>>(arguments: &[A]) -> String {
    let given = value(arguments, "--namespace=");
    let set = || env::var("HELM_NAMESPACE").ok().filter(|namespace| !namespace.is_empty());
    match given.or_else(set) {
        Some(namespace) => format!("namespace `{namespace}`"),
        None => "the current namespace".to_owned(),
    }
}

/// The value of the flag that begins so.
fn value<A: AsRef<OsStr>>(arguments: &[A], flag: &str) -> Option<String> {
    let values = arguments.iter().filter_map(|argument| argument.as_ref().to_str()?.strip_prefix(flag));
    values.map(str::to_owned).next()
}

#[cfg(test)]
mod tests {
    use super::refused;

    #[test]
    fn a_message_of_either_helm_has_a_remedy() {
        let ask = ["status", "lab", "--output=json", "--namespace=prod"];
        let text = |message: &str| refused(&ask, message).expect("a known message").to_string();
        let found = text("WARNING: old\nError: release: not found\n");
        assert!(found.contains("`lab` not found in namespace `prod`"), "{found}");
        let ask = ["status", "lab", "--revision=99", "--namespace=prod"];
        let found = refused(&ask, "Error: release: not found\n").expect("a known message").to_string();
        assert!(found.contains("`lab` in namespace `prod` has no revision 99"), "{found}");
        for start in ["Error: Kubernetes", "Error: kubernetes"] {
            let found = text(&format!("{start} cluster unreachable: context \"x\" does not exist\n"));
            assert!(found.starts_with("cannot reach the cluster: context \"x\" does not exist"), "{found}");
        }
        let found = text("Error: query: secrets is forbidden: User \"limited\" cannot list secrets\n");
        assert!(found.contains("User \"limited\" cannot list secrets"), "{found}");
    }

    #[test]
    fn other_messages_are_left_to_helm() {
        for message in ["", "panic: x", "Error: unknown flag: --output\n", "Error: chart not found\n"] {
            assert!(refused(&["status", "lab"], message).is_none(), "{message}");
        }
    }
}
