//! The released Dagu 1.30.2 in the pods that the chart renders for it: not what the manifests say, but what they do.

use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use dagu_chart::api::{RenderRequest, ValuesText};
use dagu_chart_tests::case::ENTROPY;
use dagu_chart_tests::dagu::http::{self, Answer, Request};
use dagu_chart_tests::dagu::{Cluster, Tolerated, complaints, network};
use dagu_chart_tests::place;
use libtest_mimic::{Arguments, Trial};
use serde_json::{Value, json};

const VALUES: &str = r#"
image: { tag: 1.30.2 }
persistence: { storageClass: nfs-client }
workerPools:
  general: { replicas: 2 }
  gpu: { replicas: 1, labels: { gpu: "true" } }
"#;

/// Prints its environment, as everybody's DAG can.
const QUEUED: &str = r#"
workerSelector: { gpu: "true" }
steps:
  - { name: print, command: env }
"#;

const SCHEDULED: &str = r#"
schedule: "* * * * *"
workerSelector: { gpu: "true" }
steps:
  - { name: print, command: hostname }
"#;

/// What the names of the pool's pods begin with.
const GPU_POOL: &str = "dagu-worker-gpu-";

const TOLERATED: &[Tolerated] = &[
    Tolerated {
        text: "level=WARN msg=\"Heartbeat send failed; will retry with backoff\"",
        reason: "pods start in any order, and a worker tries until there is a coordinator",
    },
    Tolerated {
        text: "level=ERROR msg=\"Failed to find run\"",
        reason: "the scheduler can meet a run in the queue before its file is written, and tries again",
    },
    Tolerated {
        text: "dispatch task to coordinator",
        reason: "a DAG can be due before its worker has joined, and is tried again; that it runs is checked",
    },
    Tolerated {
        text: "level=ERROR msg=\"Failed to get disk usage\"",
        reason: "the server measures a folder that it makes a moment later",
    },
];

/// How long pods may take to get ready; like the others, for a machine that is busy with other tests.
const START: Duration = Duration::from_secs(60);
/// How long a queued run may take: the scheduler looks into the queue every few seconds.
const QUEUED_RUN: Duration = Duration::from_secs(60);
/// How long a scheduled run may take: the minute may just have begun.
const SCHEDULED_RUN: Duration = Duration::from_secs(100);
/// The server takes its time for a login, on purpose.
const ANSWER: Duration = Duration::from_secs(30);

/// How much of a log is shown after a failure.
const LAST_LINES: usize = 200;

/// Dagu, and a login once it runs.
struct World {
    cluster: Cluster,
    token: String,
}

type Check = fn(&mut World) -> Result<()>;

const CHECKS: &[(&str, Check)] = &[
    ("every pod runs and answers its probes", probes),
    ("the password from the Secret logs in and no other", login),
    ("without a login there is nothing to see", anonymous),
    ("a queued DAG with the selector runs on the pool and sees no credential", queued),
    ("a scheduled DAG with the selector runs on the pool", scheduled),
    ("no pod complains, even after the work", quiet),
];

fn main() -> Result<ExitCode> {
    let mut arguments = Arguments::from_args();
    // They share one cluster, and the last looks at what the others left behind.
    arguments.test_threads = Some(1);
    if arguments.list {
        libtest_mimic::run(&arguments, trials(None)).exit();
    }
    if let Some(inside) = network::enter()? {
        return Ok(if inside.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let mut world = World::prepare()?;
    let started = world.start();
    let world = Arc::new(Mutex::new(world));
    let passed = started.is_ok() && !libtest_mimic::run(&arguments, trials(Some(&world))).has_failed();
    if !passed {
        print_logs(&lock(&world).cluster)?;
    }
    started?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn trials(world: Option<&Arc<Mutex<World>>>) -> Vec<Trial> {
    let trial = |(name, check): &(&str, Check)| {
        let (check, world) = (*check, world.cloned());
        Trial::test(*name, move || {
            let world = world.ok_or("there is no cluster")?;
            check(&mut lock(&world)).map_err(|error| format!("{error:#}").into())
        })
    };
    CHECKS.iter().map(trial).collect()
}

fn lock(world: &Mutex<World>) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}

fn print_logs(cluster: &Cluster) -> Result<()> {
    let mut out = io::stderr().lock();
    for (pod, log) in cluster.logs()? {
        let lines: Vec<&str> = log.lines().collect();
        let skipped = lines.len().saturating_sub(LAST_LINES);
        writeln!(out, "\n---- {pod}, all but {skipped} lines\n{}", lines[skipped..].join("\n"))?;
    }
    Ok(())
}

impl World {
    fn prepare() -> Result<Self> {
        let binary = place::tool("dagu/package/bin/dagu")?;
        let response = dagu_chart::render(&RenderRequest {
            values: vec![ValuesText { name: "values.yaml".to_owned(), text: VALUES.to_owned() }],
            entropy: Some(ENTROPY.to_owned()),
            ..RenderRequest::default()
        });
        ensure!(response.ok, "{}", dagu_chart::human(&response.diagnostics));
        let cluster = Cluster::prepare(&response.manifests, binary)?;
        let dags = cluster.claim("dagu-data")?.join("dags");
        fs::create_dir(&dags)?;
        fs::write(dags.join("queued.yaml"), QUEUED)?;
        fs::write(dags.join("scheduled.yaml"), SCHEDULED)?;
        Ok(Self { cluster, token: String::new() })
    }

    fn start(&mut self) -> Result<()> {
        self.cluster.start(START)?;
        let answer = self.log_in(self.cluster.secret("dagu-admin", "password")?)?;
        self.token = answer.json()?["token"].as_str().unwrap_or_default().to_owned();
        Ok(())
    }

    fn log_in(&self, password: &str) -> Result<Answer> {
        let body = json!({ "username": "admin", "password": password });
        self.send(&Request::post("/api/v2/auth/login", &body))
    }

    fn send(&self, request: &Request<'_>) -> Result<Answer> {
        http::send(self.cluster.service("dagu-ui")?, request, ANSWER)
    }

    /// Sends a request as the administrator.
    fn ask(&self, request: Request<'_>) -> Result<Answer> {
        self.send(&request.with_token(&self.token))
    }

    /// Waits until a run has ended well, and gives its details.
    fn run(&mut self, dag: &str, id: Option<&str>, patience: Duration) -> Result<Value> {
        let start = Instant::now();
        loop {
            self.cluster.alive()?;
            let runs = self.ask(Request::get(&format!("/api/v2/dag-runs?name={dag}")))?.json()?;
            let run = runs["dagRuns"]
                .as_array()
                .into_iter()
                .flatten()
                .find(|run| id.is_none_or(|id| run["dagRunId"] == id));
            match run.map(|run| (run, run["statusLabel"].as_str().unwrap_or_default())) {
                Some((run, "succeeded")) => {
                    let id = run["dagRunId"].as_str().context("a run without an id")?;
                    let run = self.ask(Request::get(&format!("/api/v2/dag-runs/{dag}/{id}")))?.json()?;
                    return Ok(run["dagRunDetails"].clone());
                }
                Some((run, "failed" | "aborted" | "rejected")) => bail!("{dag} has not succeeded: {run}"),
                other => {
                    let seen = other.map(|(run, _)| run.to_string()).unwrap_or_default();
                    ensure!(start.elapsed() < patience, "{dag} has not ended after {patience:?}: {seen}");
                    thread::sleep(Duration::from_millis(300));
                }
            }
        }
    }

    /// What the first step of a run has printed.
    fn printed(&self, run: &Value) -> Result<String> {
        let file = run["nodes"][0]["stdout"].as_str().context("the step has no output")?;
        let file = file.strip_prefix("/data/").context("the output is not on the volume")?;
        Ok(fs::read_to_string(self.cluster.claim("dagu-data")?.join(file))?)
    }
}

fn probes(world: &mut World) -> Result<()> {
    world.cluster.check()
}

fn login(world: &mut World) -> Result<()> {
    let password = world.cluster.secret("dagu-admin", "password")?;
    for (password, status) in [(format!("{password}x"), 401), (password.to_owned(), 200)] {
        let answer = world.log_in(&password)?;
        ensure!(answer.status == status, "{} instead of {status}: {}", answer.status, answer.body);
    }
    Ok(())
}

fn anonymous(world: &mut World) -> Result<()> {
    for path in ["/api/v2/dags", "/api/v2/dag-runs", "/api/v2/workers"] {
        let answer = world.send(&Request::get(path))?;
        ensure!(answer.status == 401, "{path}: {} {}", answer.status, answer.body);
        let answer = world.ask(Request::get(path))?;
        ensure!(answer.status == 200, "{path}, logged in: {} {}", answer.status, answer.body);
    }
    Ok(())
}

fn queued(world: &mut World) -> Result<()> {
    let answer = world.ask(Request::post("/api/v2/dags/queued/enqueue", &json!({})))?;
    ensure!(answer.status == 200, "{} {}", answer.status, answer.body);
    let answer = answer.json()?;
    let run = world.run("queued", answer["dagRunId"].as_str(), QUEUED_RUN)?;
    let worker = on_pool(&run)?;
    let environment = world.printed(&run)?;
    ensure!(environment.contains(&format!("DAGU_WORKER_ID={worker}\n")), "{environment}");
    for secret in world.cluster.secrets() {
        ensure!(!environment.contains(secret), "a credential stands in the environment:\n{environment}");
    }
    Ok(())
}

fn scheduled(world: &mut World) -> Result<()> {
    let run = world.run("scheduled", None, SCHEDULED_RUN)?;
    let worker = on_pool(&run)?;
    let host = world.printed(&run)?;
    ensure!(host.trim() == worker, "{worker} says that it ran on {host}");
    Ok(())
}

fn on_pool(run: &Value) -> Result<&str> {
    let worker = run["workerId"].as_str().unwrap_or_default();
    ensure!(worker.starts_with(GPU_POOL), "it ran on {worker:?}: {run}");
    Ok(worker)
}

fn quiet(world: &mut World) -> Result<()> {
    world.cluster.check()?;
    for (pod, log) in world.cluster.logs()? {
        let complaints = complaints(&log, TOLERATED);
        ensure!(complaints.is_empty(), "{pod}:\n{}", complaints.join("\n"));
    }
    Ok(())
}
