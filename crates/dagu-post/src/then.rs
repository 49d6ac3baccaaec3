//! The commands of `--then`: each reads the manifests that the one before it printed.
//!
//! Helm runs one post-renderer only, so this is how another one follows.

use std::borrow::Cow;
use std::io::{self, ErrorKind, Write};
use std::process::{Command, ExitStatus, Output, Stdio};
use std::str::FromStr;
use std::thread;

use crate::exit::exit_number;
use crate::output;

/// A program and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Then {
    /// As on the command line.
    text: String,
    program: String,
    arguments: Vec<String>,
}

/// Why there are no manifests after a command.
#[derive(Debug)]
pub(crate) struct Stopped {
    command: String,
    why: Why,
    /// What the command printed for people.
    stderr: String,
}

#[derive(Debug)]
enum Why {
    NotStarted(io::Error),
    NotFed(io::Error),
    Failed(ExitStatus),
    /// It printed something else, which begins so, or nothing.
    NoManifests(String),
}

/// How much of an output that is no manifest is shown.
const SHOWN: usize = 60;

impl FromStr for Then {
    type Err = &'static str;

    /// Splits as a shell does, but expands nothing: no shell runs.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let words = shlex::split(text).ok_or("a quotation mark or a backslash at the end is not closed")?;
        let mut words = words.into_iter();
        let program = words.next().filter(|program| !program.is_empty()).ok_or("the command is empty")?;
        Ok(Self { text: text.to_owned(), program, arguments: words.collect() })
    }
}

/// Sends the manifests through the commands, one after the other. What they print on stderr is on stderr of this
/// process.
pub(crate) fn pass(commands: &[Then], manifests: Vec<u8>) -> Result<Vec<u8>, Stopped> {
    commands.iter().try_fold(manifests, |manifests, command| command.run(&manifests))
}

impl Then {
    fn run(&self, manifests: &[u8]) -> Result<Vec<u8>, Stopped> {
        let (fed, output) =
            self.feed(manifests).map_err(|error| self.stopped(Why::NotStarted(error), &[]))?;
        let Output { status, stdout, stderr } = output;
        let stopped = |why| Err(self.stopped(why, &stderr));
        if !status.success() {
            return stopped(Why::Failed(status));
        }
        // A command may succeed without reading everything.
        if let Err(error) = fed.or_else(ignore_closed) {
            return stopped(Why::NotFed(error));
        }
        if has_objects(manifests) && !has_objects(&stdout) {
            return stopped(Why::NoManifests(beginning(&stdout)));
        }
        output::tell(&String::from_utf8_lossy(&stderr));
        Ok(stdout)
    }

    /// Runs the command to its end. Also returns whether it got the manifests.
    fn feed(&self, manifests: &[u8]) -> io::Result<(io::Result<()>, Output)> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let stdin = child.stdin.take();
        thread::scope(|scope| {
            // The command may print before it has read everything: a pipe that is full must not stop both.
            let writer = scope.spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(manifests)));
            let output = child.wait_with_output()?;
            let fed = writer.join().unwrap_or_else(|_| Err(ErrorKind::Other.into()));
            Ok((fed, output))
        })
    }

    fn stopped(&self, why: Why, stderr: &[u8]) -> Stopped {
        let stderr = String::from_utf8_lossy(stderr).into_owned();
        Stopped { command: self.text.clone(), why, stderr }
    }
}

fn ignore_closed(error: io::Error) -> io::Result<()> {
    if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

/// Whether a line has the key that each object has. Helm deletes every object of a release that is upgraded to manifests
/// without one, and says of an error page only that it cannot read it.
fn has_objects(manifests: &[u8]) -> bool {
    let lines = manifests.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_start);
    lines.into_iter().any(|line| !line.starts_with(b"#") && (has(line, b"kind:") || has(line, b"\"kind\"")))
}

fn has(line: &[u8], part: &[u8]) -> bool {
    line.windows(part.len()).any(|window| window == part)
}

/// The first line that is no comment, cut; empty if there is none.
fn beginning(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    let mut lines = text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#') && *line != "---");
    first.unwrap_or_default().chars().filter(|c| !c.is_control()).take(SHOWN).collect()
}

impl Stopped {
    /// The text for people; ends with a newline.
    pub(crate) fn text(&self) -> String {
        let Self { command, why, stderr } = self;
        let newline = if stderr.is_empty() || stderr.ends_with('\n') { "" } else { "\n" };
        let why: Cow<str> = match why {
            Why::NotStarted(error) => {
                format!("cannot be started: {error}; use the path of a program, or put it on PATH").into()
            }
            Why::NotFed(error) => format!("did not read the manifests: {error}").into(),
            Why::Failed(status) => match status.code() {
                Some(code) => format!("failed with exit code {code}").into(),
                None => format!("was terminated: {status}").into(),
            },
            Why::NoManifests(beginning) if beginning.is_empty() => {
                "printed no manifests; Helm would delete every object of the release".into()
            }
            Why::NoManifests(beginning) => {
                format!("printed no manifests, but an output that begins with `{beginning}`").into()
            }
        };
        format!("{stderr}{newline}error: the command `{command}` of --then {why}\n")
    }

    /// The exit code: that of the command, or what a shell reports for one that a signal terminated.
    pub(crate) fn code(&self) -> u8 {
        match &self.why {
            Why::Failed(status) => u8::try_from(exit_number(*status)).unwrap_or(1),
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_a_shell() {
        let then: Then = "sed 's/a b/c/' \"$HOME\"".parse().unwrap();
        assert_eq!((then.program.as_str(), then.arguments), ("sed", vec!["s/a b/c/".into(), "$HOME".into()]));
        for text in ["", "  ", "''", "sed 'x"] {
            assert!(text.parse::<Then>().is_err(), "{text}");
        }
    }

    #[test]
    fn comments_are_no_objects() {
        assert!(!has_objects(b"---\n# Source: x\n\n---\r\n"));
        assert!(!has_objects(b"# kind: ConfigMap\n"));
        assert!(has_objects(b"# a\n--- {kind: List}\n"));
        assert!(has_objects(b"{\n\t\"kind\" : \"List\"}"));
    }
}
