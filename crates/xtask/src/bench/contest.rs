//! Programs that run in turn, and the medians of what they used.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Result;

use super::process;

/// A command that can be run again and again.
pub(crate) struct Contestant {
    name: String,
    program: PathBuf,
    arguments: Vec<OsString>,
    stdin: Option<PathBuf>,
}

impl Contestant {
    pub(crate) fn new(name: &str, program: impl AsRef<Path>) -> Self {
        Self {
            name: name.to_owned(),
            program: program.as_ref().to_owned(),
            arguments: Vec::new(),
            stdin: None,
        }
    }

    pub(crate) fn arguments(mut self, arguments: &[&str]) -> Self {
        self.arguments.extend(arguments.iter().map(OsString::from));
        self
    }

    pub(crate) fn argument(mut self, argument: &Path) -> Self {
        self.arguments.push(argument.into());
        self
    }

    pub(crate) fn stdin(mut self, file: &Path) -> Self {
        self.stdin = Some(file.to_owned());
        self
    }

    fn command(&self) -> Result<Command> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdout(Stdio::null());
        match &self.stdin {
            Some(file) => command.stdin(File::open(file)?),
            None => command.stdin(Stdio::null()),
        };
        Ok(command)
    }
}

/// Contestants and the number of their turns.
pub(crate) struct Contest {
    turns: usize,
    contestants: Vec<Contestant>,
}

/// The medians of one contestant.
pub(crate) struct Medians {
    pub(crate) name: String,
    pub(crate) cpu_ms: f64,
    pub(crate) wall_ms: f64,
    /// In bytes.
    pub(crate) peak: u64,
}

impl Medians {
    pub(crate) fn peak_mib(&self) -> String {
        format!("{:.1}", self.peak as f64 / f64::from(1 << 20))
    }
}

impl Contest {
    pub(crate) fn new(turns: usize) -> Self {
        Self { turns, contestants: Vec::new() }
    }

    pub(crate) fn with(mut self, contestant: Contestant) -> Self {
        self.contestants.push(contestant);
        self
    }

    pub(crate) fn run(self) -> Result<Vec<Medians>> {
        let mut usages: Vec<Vec<process::Usage>> = Vec::new();
        usages.resize_with(self.contestants.len(), Vec::new);
        for _ in 0..self.turns {
            for (contestant, usages) in self.contestants.iter().zip(&mut usages) {
                usages.push(process::run(&mut contestant.command()?)?);
            }
        }
        let medians = self.contestants.into_iter().zip(usages);
        Ok(medians
            .map(|(contestant, usages)| Medians {
                name: contestant.name,
                cpu_ms: median(usages.iter().map(|usage| usage.cpu.as_secs_f64() * 1e3)),
                wall_ms: median(usages.iter().map(|usage| usage.wall.as_secs_f64() * 1e3)),
                peak: median(usages.iter().map(|usage| usage.peak as f64)) as u64,
            })
            .collect())
    }
}

/// Of an odd number of values.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
