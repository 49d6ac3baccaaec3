//! A second attempt for the few tests of a stage that fail.
//!
//! Servers, controllers and browsers answer when they can, and a busy machine delays them. The attempt comes after all
//! stages, when the machine does nothing else. What is wrong fails both times; stages with random input get no second
//! attempt, because it would not have the input that failed.

use std::collections::BTreeSet;
use std::process::Command;

/// How many failures run again: if more fail, the machine is not the reason.
const MOST: u32 = 3;

/// The commands that run again what failed, from the lines of the first run.
type Commands = Box<dyn FnOnce(&[String]) -> Vec<Command> + Send>;

/// How the failed tests of a stage run again.
pub(crate) struct Again(Commands);

impl Again {
    /// The commands that run again what failed, from the output of the first run.
    pub(crate) fn new(commands: impl FnOnce(&[String]) -> Vec<Command> + Send + 'static) -> Self {
        Self(Box::new(commands))
    }

    /// What fails has failed.
    pub(crate) fn never() -> Self {
        Self::new(|_| Vec::new())
    }

    /// Each failed test of a Rust test program, in a process of its own: a filter of `libtest-mimic` is one name.
    pub(crate) fn tests(program: impl Fn() -> Command + Send + 'static) -> Self {
        let test = move |name: &str| {
            let mut test = program();
            test.args(["--exact", name]);
            test
        };
        Self::new(move |lines| failed_tests(lines).into_iter().map(test).collect())
    }

    /// The files of the page's tests with a failure.
    pub(crate) fn files(node: impl FnOnce() -> Command + Send + 'static) -> Self {
        Self::new(|lines| {
            let files = failed_files(lines);
            if files.is_empty() {
                return Vec::new();
            }
            let mut node = node();
            node.args(files);
            vec![node]
        })
    }

    /// The commands, if few tests failed.
    pub(super) fn commands(self, failed: u32, lines: &[String]) -> Vec<Command> {
        if (1..=MOST).contains(&failed) { (self.0)(lines) } else { Vec::new() }
    }
}

/// A Rust test program names what failed in its last list.
fn failed_tests(lines: &[String]) -> Vec<&str> {
    let list = lines.iter().rposition(|line| line == "failures:").map_or(lines.len(), |start| start + 1);
    lines[list..].iter().map_while(|line| line.strip_prefix("    ")).collect()
}

/// Node says of each failed test where it is, as `location: '/www/tests/a.test.js:9:1'`.
fn failed_files(lines: &[String]) -> BTreeSet<String> {
    lines
        .iter()
        .filter_map(|line| line.trim().strip_prefix("location: '")?.split_once(".test.js:"))
        .map(|(start, _)| format!("{start}.test.js"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(output: &str) -> Vec<String> {
        output.lines().map(str::to_owned).collect()
    }

    #[test]
    fn each_failed_test_of_rust_is_run_again() {
        let output = "failures:\n\n---- a, b ----\nfailures:\n    c\n\n\nfailures:\n    a, b\n    d\n\n\
                      test result: FAILED. 1 passed; 2 failed\n    logs";
        assert_eq!(failed_tests(&lines(output)), ["a, b", "d"]);
        assert!(failed_tests(&lines("test a ... ok\n\ntest result: ok. 1 passed; 0 failed")).is_empty());
        let commands = Again::tests(|| Command::new("cluster")).commands(2, &lines(output));
        let arguments: Vec<_> =
            commands.iter().map(|command| command.get_args().collect::<Vec<_>>()).collect();
        assert_eq!(arguments, [["--exact", "a, b"], ["--exact", "d"]]);
        assert!(Again::tests(|| Command::new("cluster")).commands(MOST + 1, &lines(output)).is_empty());
    }

    #[test]
    fn each_failed_file_of_the_page_is_run_again() {
        let output = "ok 1 - a\n  ---\n  duration_ms: 1\n  ...\nnot ok 2 - b\n  ---\n  location: '/w/tests/a.test.js:9:1'\n  \
                      ...\nnot ok 3 - c\n  ---\n  location: '/w/tests/a.test.js:19:1'\n  ...";
        assert_eq!(failed_files(&lines(output)).into_iter().collect::<Vec<_>>(), ["/w/tests/a.test.js"]);
        assert!(Again::files(|| Command::new("node")).commands(1, &lines("ok 1 - a")).is_empty());
    }
}
