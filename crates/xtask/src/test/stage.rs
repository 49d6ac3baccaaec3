//! One stage of a test run, with its result.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::{again::Again, remarks};
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
    Program(Command, Again),
}

/// A stage that has run.
pub(crate) struct Done {
    pub(crate) name: String,
    pub(crate) count: Count,
    pub(crate) took: Duration,
    /// The lines of its output that the summary repeats: what failed, and what was unstable.
    pub(crate) remarks: Vec<String>,
    /// What runs the failed tests again, if they get a second attempt.
    again: Vec<Command>,
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
    pub(crate) fn program(name: &str, program: Command, again: Again) -> Self {
        Self { name: name.to_owned(), needed: false, work: Work::Program(program, again) }
    }

    /// Runs it. Each line begins with its name, because another stage may run in parallel.
    pub(crate) fn run(self) -> Done {
        let Self { name, work, .. } = self;
        println!("== {name}");
        let start = Instant::now();
        let (count, remarks, again) = match work {
            Work::Step(step) => one(&name, step()),
            Work::Program(mut program, again) => match all(&name, &mut program) {
                Ok((count, lines)) => (count, remarks::of(&lines), again.commands(count.failed, &lines)),
                Err(error) => one(&name, Err(error)),
            },
        };
        let took = start.elapsed();
        println!("== {name}: {} passed, {} failed, {:.1} s", count.passed, count.failed, took.as_secs_f64());
        Done { name, count, took, remarks, again }
    }
}

impl Done {
    /// Runs its failed tests once more, if they get a second attempt. What passes then is unstable, and has passed.
    pub(crate) fn repeat(mut self) -> Self {
        if self.again.is_empty() {
            return self;
        }
        let start = Instant::now();
        let mut failures = Vec::new();
        let mut passes = true;
        for mut program in self.again.drain(..) {
            match all(&self.name, &mut program) {
                Ok((count, lines)) => {
                    passes &= count.failed == 0 && count.passed > 0;
                    failures.extend(remarks::of(&lines));
                }
                Err(error) => {
                    passes = false;
                    failures.push(format!("error: {error:#}"));
                }
            }
        }
        self.took += start.elapsed();
        if passes {
            self.count = Count { passed: self.count.passed + self.count.failed, failed: 0 };
            self.remarks.insert(0, "unstable: what follows passed in the second attempt".to_owned());
        } else {
            self.remarks.push("second attempt:".to_owned());
            self.remarks.extend(failures);
        }
        self
    }
}

fn one(name: &str, outcome: Result<()>) -> (Count, Vec<String>, Vec<Command>) {
    match outcome {
        Ok(()) => (Count { passed: 1, failed: 0 }, Vec::new(), Vec::new()),
        Err(error) => {
            let error = format!("error: {error:#}");
            println!("{name}: {error}");
            (Count { passed: 0, failed: 1 }, vec![error], Vec::new())
        }
    }
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
        let done = |first: &str, second: &'static str| {
            Stage::program("page", shell(first), Again::new(move |_| vec![shell(second)])).run().repeat()
        };
        let (one, passes) =
            ("echo '# pass 7'; echo 'not ok 1 - a'; echo '# fail 1'; exit 1", "echo '# pass 1'");
        let Done { count, remarks, .. } = done(one, passes);
        assert_eq!((count.passed, count.failed), (8, 0));
        assert!(remarks[0].starts_with("unstable: ") && remarks[1] == "not ok 1 - a", "{remarks:?}");
        for fails in ["echo '# pass 0'; echo '# fail 1'; exit 1", "echo '# pass 0'", "exit 1"] {
            assert_eq!(done(one, fails).count.failed, 1, "{fails}");
        }
        assert_eq!(done("echo '# pass 7'; echo '# fail 9'; exit 1", passes).count.failed, 9);
        assert_eq!(done("echo '# pass 7'", "exit 1").count.failed, 0);
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
