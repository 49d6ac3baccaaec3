//! Counting what passed and failed, stage by stage.

use std::io::{BufRead, BufReader};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::shell;

/// The stages so far.
pub(crate) struct Tally {
    only: Vec<String>,
    known: Vec<String>,
    stages: Vec<Stage>,
}

struct Stage {
    name: String,
    count: Count,
    took: Duration,
}

/// How many tests passed and failed.
#[derive(Clone, Copy, Default)]
struct Count {
    passed: u32,
    failed: u32,
}

impl Tally {
    /// Counts the named stages, or all of them when none is named.
    pub(crate) fn new(only: Vec<String>) -> Tally {
        Tally { only, known: Vec::new(), stages: Vec::new() }
    }

    /// A step that every other stage stands on, which counts as one test.
    pub(crate) fn need(&mut self, name: &str, step: impl FnOnce() -> Result<()>) {
        self.known.push(name.to_owned());
        self.stage(name, || count_one(step()));
    }

    /// A stage that is one test.
    pub(crate) fn check(&mut self, name: &str, step: impl FnOnce() -> Result<()>) {
        if self.wanted(name) {
            self.stage(name, || count_one(step()));
        }
    }

    /// A stage that runs a program which prints how many of its tests passed.
    pub(crate) fn count(&mut self, name: &str, program: &mut Command) {
        if self.wanted(name) {
            self.stage(name, || count_all(program).unwrap_or_else(|error| count_one(Err(error))));
        }
    }

    /// The stages that were asked for and do not exist.
    pub(crate) fn unknown(&self) -> Vec<String> {
        self.only.iter().filter(|name| !self.known.contains(name)).cloned().collect()
    }

    /// Prints the summary, whose last line is the verdict alone.
    pub(crate) fn finish(self) -> ExitCode {
        let mut total = Count::default();
        println!("\n{:<24} {:>7} {:>7} {:>9}", "stage", "passed", "failed", "seconds");
        for Stage { name, count, took } in &self.stages {
            println!("{name:<24} {:>7} {:>7} {:>9.1}", count.passed, count.failed, took.as_secs_f64());
            total.passed += count.passed;
            total.failed += count.failed;
        }
        println!("\n{} passed, {} failed", total.passed, total.failed);
        if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn wanted(&mut self, name: &str) -> bool {
        self.known.push(name.to_owned());
        self.only.is_empty() || self.only.iter().any(|only| only == name)
    }

    fn stage(&mut self, name: &str, step: impl FnOnce() -> Count) {
        println!("\n== {name}");
        let start = Instant::now();
        let count = step();
        self.stages.push(Stage { name: name.to_owned(), count, took: start.elapsed() });
    }
}

fn count_one(outcome: Result<()>) -> Count {
    match outcome {
        Ok(()) => Count { passed: 1, failed: 0 },
        Err(error) => {
            println!("error: {error:#}");
            Count { passed: 0, failed: 1 }
        }
    }
}

fn count_all(program: &mut Command) -> Result<Count> {
    let line = shell::display(program);
    println!("$ {line}");
    let mut child =
        program.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{line}`"))?;
    let stdout = child.stdout.take().context("a piped output")?;
    let mut count = Count::default();
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        println!("{line}");
        let (passed, failed) = summary(&line);
        count.passed += passed;
        count.failed += failed;
    }
    let status = child.wait()?;
    if !status.success() && count.failed == 0 {
        println!("error: `{line}` ended with {status}");
        count.failed = 1;
    }
    Ok(count)
}

/// What a line says about passed and failed tests: the last line of a Rust test program, or one of
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
    use super::summary;

    #[test]
    fn summaries_are_read() {
        let rust = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 1 filtered out";
        assert_eq!(summary(rust), (12, 3));
        assert_eq!(summary("# pass 7"), (7, 0));
        assert_eq!(summary("ℹ fail 2"), (0, 2));
        assert_eq!(summary("# fail to see 2"), (0, 0));
    }
}
