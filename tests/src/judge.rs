//! Go's own readers, as one process for a whole test run: see tests/judge.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::place;

/// The running judge. It ends when this is dropped.
pub struct Judge {
    process: Mutex<Process>,
}

struct Process {
    child: Child,
    jobs: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

#[derive(Serialize)]
struct Job<'a> {
    verb: &'a str,
    text: &'a str,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Answer {
    documents: Vec<Value>,
    text: String,
    error: String,
}

impl Judge {
    /// Starts the judge. The first one of a test program builds it.
    pub fn start() -> Result<Self> {
        static BUILT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
        let built = BUILT.get_or_init(|| build().map_err(|error| format!("{error:#}")));
        let program = built.as_ref().map_err(|error| anyhow::Error::msg(error.clone()))?;
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let jobs = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().context("the judge has no output")?);
        Ok(Self { process: Mutex::new(Process { child, jobs, answers }) })
    }

    /// The documents of a manifest stream as JSON, each decoded strictly into its Kubernetes type.
    pub fn decode(&self, stream: &str) -> Result<Vec<Value>> {
        Ok(self.ask("decode", stream)?.documents)
    }

    /// A values file as Helm hands it to templates.
    pub fn values(&self, text: &str) -> Result<Value> {
        let mut documents = self.ask("values", text)?.documents;
        documents.pop().context("the judge gave no document")
    }

    /// One document as it is sent to the API server.
    pub fn manifest(&self, text: &str) -> Result<Value> {
        let mut documents = self.ask("manifest", text)?.documents;
        documents.pop().context("the judge gave no document")
    }

    /// Helm 4's output for a post-rendered stream.
    pub fn roundtrip(&self, stream: &str) -> Result<String> {
        Ok(self.ask("roundtrip", stream)?.text)
    }

    fn ask(&self, verb: &str, text: &str) -> Result<Answer> {
        let mut job = serde_json::to_vec(&Job { verb, text })?;
        job.push(b'\n');
        let mut line = String::new();
        {
            let mut process = self.process.lock().expect("no judge panics");
            let jobs = process.jobs.as_mut().context("the judge has no input")?;
            jobs.write_all(&job).context("the judge does not listen")?;
            process.answers.read_line(&mut line).context("the judge does not answer")?;
        }
        let answer: Answer = serde_json::from_str(&line).context("the judge gave no answer")?;
        if !answer.error.is_empty() {
            bail!("Go, asked to {verb}: {}", answer.error);
        }
        Ok(answer)
    }
}

/// Builds the judge. Test programs that run in parallel wait for the first one to build it.
fn build() -> Result<PathBuf> {
    let folder = place::at("target/judge");
    fs::create_dir_all(&folder)?;
    let lock = File::create(folder.join(".lock"))?;
    lock.lock().context("cannot lock the judge")?;
    let program = folder.join("judge");
    // As `cargo xtask setup` builds the tools, so that Go compiles its own library once for all of them.
    let built = Command::new("go")
        .env("CGO_ENABLED", "0")
        .args(["build", "-buildvcs=false", "-trimpath", "-o"])
        .arg(&program)
        .arg(".")
        .current_dir(place::at("tests/judge"))
        .output()
        .context("Go 1.26 or newer is needed: install it from https://go.dev/dl/ and put it on PATH")?;
    ensure!(built.status.success(), "the judge does not build:\n{}", String::from_utf8_lossy(&built.stderr));
    Ok(program)
}

impl Drop for Process {
    fn drop(&mut self) {
        // The judge ends at the end of its input.
        drop(self.jobs.take());
        let _ = self.child.wait();
    }
}
