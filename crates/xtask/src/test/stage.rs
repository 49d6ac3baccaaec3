//! One stage of a test run, with its result.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::remarks;
use crate::shell;

/// A stage that has not run.
pub(crate) struct Stage<'a> {
    pub(crate) name: String,
    /// Whether it always runs, even if other stages are requested.
    pub(crate) needed: bool,
    work: Work<'a>,
}

type Step<'a> = Box<dyn FnOnce() -> Result<()> + Send + 'a>;

enum Work<'a> {
    Step(Step<'a>),
    Program(Command, Option<Repeat>),
}

/// The command that runs again what failed, from the output of the first run.
type Repeat = fn(&[String]) -> Option<Command>;

/// How many failures are run again: if more fail, the machine is not the reason.
const REPEATED: u32 = 3;

/// A stage that has run.
pub(crate) struct Done {
    pub(crate) name: String,
    pub(crate) count: Count,
    pub(crate) took: Duration,
    /// The lines of its output that the summary repeats: what failed, and what was unstable.
    pub(crate) remarks: Vec<String>,
}

/// How many tests passed and failed.
#[derive(Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl<'a> Stage<'a> {
    /// A step that other stages need; it counts as one test.
    pub(crate) fn needed(name: &str, step: impl FnOnce() -> Result<()> + Send + 'a) -> Self {
        Self { needed: true, ..Self::check(name, step) }
    }

    /// A stage that is one test.
    pub(crate) fn check(name: &str, step: impl FnOnce() -> Result<()> + Send + 'a) -> Self {
        Self { name: name.to_owned(), needed: false, work: Work::Step(Box::new(step)) }
    }

    /// A stage that runs a test program, which prints how many of its tests passed.
    pub(crate) fn program(name: &str, program: Command) -> Self {
        Self { name: name.to_owned(), needed: false, work: Work::Program(program, None) }
    }

    /// The same, with a second attempt for the few tests that fail: a busy machine delays what they wait for.
    pub(crate) fn repeated(name: &str, program: Command, repeat: Repeat) -> Self {
        Self { name: name.to_owned(), needed: false, work: Work::Program(program, Some(repeat)) }
    }

    /// Runs it. Each line begins with its name, because another stage may run in parallel.
    pub(crate) fn run(self) -> Done {
        let Self { name, work, .. } = self;
        println!("== {name}");
        let start = Instant::now();
        let (count, remarks) = match work {
            Work::Step(step) => one(&name, step()),
            Work::Program(mut program, repeat) => {
                attempts(&name, &mut program, repeat).unwrap_or_else(|error| one(&name, Err(error)))
            }
        };
        let took = start.elapsed();
        println!("== {name}: {} passed, {} failed, {:.1} s", count.passed, count.failed, took.as_secs_f64());
        Done { name, count, took, remarks }
    }
}

fn one(name: &str, outcome: Result<()>) -> (Count, Vec<String>) {
    match outcome {
        Ok(()) => (Count { passed: 1, failed: 0 }, Vec::new()),
        Err(error) => {
            let error = format!("error: {error:#}");
            println!("{name}: {error}");
            (Count { passed: 0, failed: 1 }, vec![error])
        }
    }
}

/// Runs a program, and once more what failed if there is a way to.
fn attempts(name: &str, program: &mut Command, repeat: Option<Repeat>) -> Result<(Count, Vec<String>)> {
    let (mut count, lines) = all(name, program)?;
    let mut remarks = remarks::of(&lines);
    if (1..=REPEATED).contains(&count.failed)
        && let Some(mut again) = repeat.and_then(|repeat| repeat(&lines))
    {
        let (second, lines) = all(name, &mut again)?;
        if second.failed == 0 && second.passed > 0 {
            count = Count { passed: count.passed + count.failed, failed: 0 };
            remarks.insert(0, "unstable: what follows passed in the second attempt".to_owned());
        } else {
            remarks.push("second attempt:".to_owned());
            remarks.extend(remarks::of(&lines));
        }
    }
    Ok((count, remarks))
}

/// Runs a program and prints its output, which is returned too.
fn all(name: &str, program: &mut Command) -> Result<(Count, Vec<String>)> {
    let command = shell::display(program);
    println!("{name}: $ {command}");
    let mut child =
        program.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{command}`"))?;
    let stdout = child.stdout.take().context("a piped output")?;
    let mut count = Count::default();
    let mut lines = Vec::new();
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        println!("{name}: {line}");
        let (passed, failed) = summary(&line);
        count.passed += passed;
        count.failed += failed;
        lines.push(line);
    }
    let status = child.wait()?;
    if !status.success() && count.failed == 0 {
        let error = format!("error: `{command}` ended with {status}");
        println!("{name}: {error}");
        lines.push(format!("{}{error}", remarks::FAILED));
        count.failed = 1;
    }
    Ok((count, lines))
}

/// The numbers of passed and failed tests in a line: the last line of a Rust test program, or one of
/// the last lines of Node's.
fn summary(line: &str) -> (u32, u32) {
    if let Some(result) = line.strip_prefix("test result: ") {
        return (number_before(result, " passed"), number_before(result, " failed"));
    }
    let mut words = line.split_whitespace();
    match (words.next(), words.next(), words.next().and_then(|word| word.parse().ok()), words.next()) {
        (Some("#" | "ℹ"), Some("pass"), Some(count), None) => (count, 0),
        (Some("#" | "ℹ"), Some("fail"), Some(count), None) => (0, count),
        _ => (0, 0),
    }
}

fn number_before(text: &str, word: &str) -> u32 {
    text.split(word)
        .next()
        .and_then(|before| before.rsplit(' ').next())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", script]);
        shell
    }

    #[test]
    fn what_passes_in_the_second_attempt_is_unstable() {
        let first = || shell("echo '# pass 7'; echo 'not ok 1 - a'; echo '# fail 1'; exit 1");
        let passes: Repeat = |_| Some(shell("echo '# pass 1'; echo '# fail 0'"));
        let (count, remarks) = attempts("page", &mut first(), Some(passes)).unwrap();
        assert_eq!((count.passed, count.failed), (8, 0));
        assert!(remarks[0].starts_with("unstable: ") && remarks[1] == "not ok 1 - a", "{remarks:?}");
        let fails: Repeat = |_| Some(shell("echo '# pass 0'; echo '# fail 1'; exit 1"));
        assert_eq!(attempts("page", &mut first(), Some(fails)).unwrap().0.failed, 1);
        let many = "echo '# pass 7'; echo '# fail 9'; exit 1";
        assert_eq!(attempts("page", &mut shell(many), Some(passes)).unwrap().0.failed, 9);
    }

    #[test]
    fn a_program_that_ends_early_has_failed() {
        let (count, lines) = all("page", &mut shell("exit 1")).unwrap();
        assert_eq!((count.failed, remarks::of(&lines).len()), (1, 1));
    }

    #[test]
    fn summaries_are_read() {
        let rust = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 1 filtered out";
        assert_eq!(summary(rust), (12, 3));
        assert_eq!(summary("# pass 7"), (7, 0));
        assert_eq!(summary("ℹ fail 2"), (0, 2));
        assert_eq!(summary("# fail to see 2"), (0, 0));
    }
}
