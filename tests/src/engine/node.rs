//! The core as the page runs it, in one Node process for a whole test run: see tests/node.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dagu_chart_api::{DiffRequest, EditRequest, RenderRequest, RouteRequest, ValuesView};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Answer, Engine};
use crate::place;

/// The running Node. It ends when this is dropped.
pub struct Node {
    process: Mutex<Process>,
}

struct Process {
    child: Child,
    jobs: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    ok: bool,
    /// Base64.
    stream: String,
    text: String,
    report: Value,
}

impl Node {
    /// Starts Node with the artefact that is also embedded in the host.
    pub fn start() -> Result<Self> {
        let wasm = artefact()?;
        let mut child = Command::new("node")
            .arg(place::at("tests/node/answer.mjs"))
            .arg(wasm.with_extension("js"))
            .arg(&wasm)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("Node 20 or newer is needed: install it from https://nodejs.org")?;
        let jobs = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().context("Node has no output")?);
        Ok(Self { process: Mutex::new(Process { child, jobs, answers }) })
    }

    fn ask(&self, job: &Value) -> Result<Answer> {
        let mut line = serde_json::to_vec(job)?;
        line.push(b'\n');
        let mut told = String::new();
        {
            let mut process = self.process.lock().expect("no trial panics while it asks");
            let jobs = process.jobs.as_mut().context("Node has no input")?;
            jobs.write_all(&line).context("Node does not listen")?;
            process.answers.read_line(&mut told).context("Node does not answer")?;
        }
        let mut told: Value = serde_json::from_str(&told).context("Node gave no answer")?;
        if let Some(error) = told["error"].as_str() {
            bail!("in Node: {error}");
        }
        let given: Given = serde_json::from_value(told.take())?;
        let report = match given.report {
            Value::String(text) => serde_json::from_str(&text)?,
            report => report,
        };
        Ok(Answer { ok: given.ok, stream: STANDARD.decode(given.stream)?, text: given.text, report })
    }
}

/// The module that `cargo xtask build` made, or the one that the environment names.
fn artefact() -> Result<PathBuf> {
    let wasm = env::var_os("DAGU_CHART_WASM")
        .map_or_else(|| place::at("target/artefact/dagu_chart.wasm"), PathBuf::from);
    let module = fs::read(&wasm)
        .with_context(|| format!("cannot read {}: run `cargo xtask build`", wasm.display()))?;
    let digest = Sha256::digest(&module);
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    ensure!(
        digest == dagu_chart_host::core_sha256(),
        "{} is not the core that is in the host: run `cargo xtask build`",
        wasm.display()
    );
    Ok(wasm)
}

impl Engine for Node {
    fn name(&self) -> &'static str {
        "node"
    }

    fn post_render(&self, stream: &[u8], strict: bool) -> Result<Answer> {
        self.ask(&json!({"stream": STANDARD.encode(stream), "strict": strict}))
    }

    fn render(&self, request: &RenderRequest) -> Result<Answer> {
        self.ask(&json!({"request": request}))
    }

    fn values(&self, request: &RenderRequest, view: ValuesView) -> Result<Answer> {
        self.ask(&json!({"values": request, "view": view as u32}))
    }

    fn carried_values(&self, document: &str) -> Result<Answer> {
        self.ask(&json!({"carrier": document}))
    }

    fn edit(&self, request: &EditRequest) -> Result<Answer> {
        self.ask(&json!({"edit": request}))
    }

    fn diff(&self, request: &DiffRequest) -> Result<Answer> {
        self.ask(&json!({"diff": request}))
    }

    fn inventory(&self, manifests: &str) -> Result<Answer> {
        self.ask(&json!({"inventory": manifests}))
    }

    fn keys(&self, path: &str) -> Result<Answer> {
        self.ask(&json!({"keys": path}))
    }

    fn pools(&self, request: &RenderRequest) -> Result<Answer> {
        self.ask(&json!({"pools": request}))
    }

    fn route(&self, request: &RouteRequest) -> Result<Answer> {
        self.ask(&json!({"route": request}))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The script ends at the end of its input.
        drop(self.jobs.take());
        let _ = self.child.wait();
    }
}
