//! The file format: a comment, a command, and named sections, as in Go's txtar.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use libtest_mimic::Failed;

/// Marks the expected content of a file after the command.
const AFTER: &str = " (after)";

/// A parsed file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Transcript {
    /// What the test is about.
    comment: String,
    /// A shell command, without `$ `.
    pub(crate) command: String,
    /// The input files, in order.
    pub(crate) inputs: Vec<(String, String)>,
    pub(crate) outcome: Outcome,
}

/// What a command did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) exit: i32,
    /// The files that it created or changed.
    pub(crate) files: BTreeMap<String, String>,
}

impl Transcript {
    pub(crate) fn parse(text: &str) -> Result<Self, Failed> {
        let mut transcript = Self::default();
        let mut commands = Vec::new();
        let mut section: Option<(String, String)> = None;
        for line in text.split_inclusive('\n') {
            if let Some(name) = line.trim_end().strip_prefix("-- ").and_then(|line| line.strip_suffix(" --"))
            {
                transcript.add(section.replace((name.to_owned(), String::new())))?;
            } else if let Some((_, content)) = &mut section {
                content.push_str(line);
            } else if let Some(command) = line.strip_prefix("$ ") {
                commands.push(command.trim_end());
            } else if line.starts_with('#') {
                transcript.comment.push_str(line);
            } else {
                return Err(format!("neither a comment, a command nor a section: {line:?}").into());
            }
        }
        transcript.add(section)?;
        transcript.command = commands.join("\n");
        if transcript.command.is_empty() || transcript.comment.is_empty() {
            return Err(
                "a file starts with a comment that says what it tests, and a command: `$ helm dagu …`".into(),
            );
        }
        Ok(transcript)
    }

    fn add(&mut self, section: Option<(String, String)>) -> Result<(), Failed> {
        let Some((name, content)) = section else { return Ok(()) };
        match &*name {
            "stdout" => self.outcome.stdout = content,
            "stderr" => self.outcome.stderr = content,
            "exit" => self.outcome.exit = content.trim().parse()?,
            _ => match name.strip_suffix(AFTER) {
                Some(name) => {
                    self.outcome.files.insert(name.to_owned(), content);
                }
                None => self.inputs.push((name, content)),
            },
        }
        Ok(())
    }

    /// The same test with another outcome.
    pub(crate) fn with(&self, outcome: Outcome) -> Self {
        Self { outcome, ..self.clone() }
    }

    /// Whether the command asks for JSON.
    pub(crate) fn prints_json(&self) -> bool {
        self.command.contains(" -o json")
    }

    /// The name of the subcommand, and the word after it.
    pub(crate) fn subcommand(&self) -> (&str, &str) {
        let (_, behind) = self.command.split_once("helm dagu ").unwrap_or_default();
        let mut words = behind.split(' ');
        (words.next().unwrap_or_default(), words.next().unwrap_or_default())
    }
}

impl Display for Transcript {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.comment)?;
        for line in self.command.lines() {
            writeln!(f, "$ {line}")?;
        }
        for (name, content) in &self.inputs {
            write!(f, "-- {name} --\n{content}")?;
        }
        let Outcome { stdout, stderr, exit, files } = &self.outcome;
        for (name, content) in files {
            write!(f, "-- {name}{AFTER} --\n{content}")?;
        }
        for (name, content) in [("stdout", stdout), ("stderr", stderr)] {
            if !content.is_empty() {
                write!(f, "-- {name} --\n{content}")?;
            }
        }
        if *exit != 0 {
            write!(f, "-- exit --\n{exit}\n")?;
        }
        Ok(())
    }
}
