//! Programs that run alternately, and the medians of their usage.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::process;

/// A command that can run several times.
pub(crate) struct Contestant {
    name: String,
    program: PathBuf,
    arguments: Vec<OsString>,
    variables: Vec<(&'static str, PathBuf)>,
    stdin: Option<PathBuf>,
}

impl Contestant {
    pub(crate) fn new(name: &str, program: impl AsRef<Path>) -> Self {
        Self {
            name: name.to_owned(),
            program: program.as_ref().to_owned(),
            arguments: Vec::new(),
            variables: Vec::new(),
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

    /// An environment variable with a path.
    pub(crate) fn variable(mut self, name: &'static str, path: &Path) -> Self {
        self.variables.push((name, path.to_owned()));
        self
    }

    pub(crate) fn stdin(mut self, file: &Path) -> Self {
        self.stdin = Some(file.to_owned());
        self
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        command.envs(self.variables.iter().map(|(name, path)| (name, path)));
        command
    }

    fn input(&self) -> Result<Stdio> {
        Ok(match &self.stdin {
            Some(file) => File::open(file)?.into(),
            None => Stdio::null(),
        })
    }
}

/// Contestants, and the number of runs.
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

    /// The output of the contestant in a run that is not measured.
    pub(crate) fn output(&self, name: &str) -> Result<Vec<u8>> {
        let contestant = self.contestants.iter().find(|contestant| contestant.name == name);
        let contestant = contestant.context("no contestant has this name")?;
        Ok(contestant.command().stdin(contestant.input()?).output()?.stdout)
    }

    pub(crate) fn run(self) -> Result<Vec<Medians>> {
        let mut usages: Vec<Vec<process::Usage>> = Vec::new();
        usages.resize_with(self.contestants.len(), Vec::new);
        for _ in 0..self.turns {
            for (contestant, usages) in self.contestants.iter().zip(&mut usages) {
                usages.push(process::run(&contestant.command(), contestant.input()?)?);
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
