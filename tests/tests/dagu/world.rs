//! A running release: its cluster, a login, and DAGs that report where they ran.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use dagu_chart_api::{DagFile, RenderRequest, Route, RouteRequest, ValuesText};
use dagu_chart_tests::case::ENTROPY;
use dagu_chart_tests::dagu::http::{self, Answer, Request};
use dagu_chart_tests::dagu::{self, Cluster};
use dagu_chart_tests::place;
use serde_json::{Value, json};

use crate::version::Version;

/// How long pods may take to get ready; like the others, for a machine that is busy with other tests.
pub(crate) const START: Duration = Duration::from_secs(60);
/// How long a queued run may take: the scheduler looks into the queue every few seconds.
pub(crate) const RUN: Duration = Duration::from_secs(90);
/// How long a run may take that is queued while workers connect anew: one that goes to a broken connection is lost, and
/// Dagu sends it again after ten looks with longer and longer pauses, 244 s together (`DefaultBackoffConfig` of its
/// queue).
const SENT_AGAIN: Duration = Duration::from_secs(244 + 90);
/// The server takes its time for a login, on purpose.
const ANSWER: Duration = Duration::from_secs(30);
/// How often a run is looked at.
const PERIOD: Duration = Duration::from_millis(300);

/// The step of every DAG: it prints where it runs and its environment, which any step can do.
const STEPS: &str = "
steps:
  - { name: place, command: hostname }
  - { name: environment, command: env }
";

/// What keeps a run busy while something else happens to its cluster.
const LAST_STEP: &str = "  - { name: sleep, command: sleep 8 }\n";

/// The values of a release and how people get in.
pub(crate) struct Release {
    /// Its name among the trials.
    pub(crate) name: &'static str,
    /// Its values, apart from the image.
    pub(crate) values: &'static str,
    /// Where its paths begin.
    pub(crate) base_path: &'static str,
    /// How requests get in.
    pub(crate) access: Access,
}

/// How requests get in.
#[derive(Clone, Copy)]
pub(crate) enum Access {
    /// By a login.
    Login,
    /// By a password in every request.
    Password { user: &'static str, password: &'static str },
    /// As they are.
    Open,
}

/// A release that runs.
pub(crate) struct World {
    pub(crate) cluster: Cluster,
    pub(crate) version: &'static Version,
    pub(crate) release: &'static Release,
    /// The values that it was rendered from.
    values: RenderRequest,
    token: String,
}

/// A run that has succeeded.
pub(crate) struct Run {
    pub(crate) id: String,
    /// The pod that ran it.
    pub(crate) place: String,
    pub(crate) environment: String,
    /// Its status from the API.
    pub(crate) details: Value,
}

impl World {
    /// Lays everything out; nothing runs yet.
    pub(crate) fn prepare(release: &'static Release) -> Result<Self> {
        let binary = match env::var_os("DAGU_BIN") {
            Some(binary) => PathBuf::from(binary),
            None => place::tool("dagu/package/bin/dagu")?,
        };
        let number = dagu::version(&binary)?;
        let version = Version::of(&number)?;
        let image = format!("image: {{ repository: {}, tag: {number} }}\n", version.repository);
        let values = RenderRequest {
            values: vec![ValuesText { name: "values.yaml".to_owned(), text: image + release.values }],
            entropy: Some(ENTROPY.to_owned()),
            ..RenderRequest::default()
        };
        let response = dagu_chart::render(&values);
        ensure!(response.ok, "{}", dagu_chart_api::human(&response.diagnostics));
        let cluster = Cluster::prepare(&response.manifests, binary)?;
        let dags = cluster.claim("dagu-data")?.join("dags");
        fs::create_dir(&dags)?;
        let selector = |value| format!("{}: {{ gpu: \"{value}\" }}", version.selector);
        for (name, head) in [
            ("gpu", selector("true")),
            ("due", format!("schedule: \"* * * * *\"\n{}", selector("true"))),
            ("nobody", selector("never")),
            ("plain", String::new()),
            ("local", version.local.to_owned()),
        ] {
            fs::write(dags.join(format!("{name}.yaml")), head + STEPS)?;
        }
        fs::write(dags.join("long.yaml"), selector("true") + STEPS + LAST_STEP)?;
        Ok(Self { cluster, version, release, values, token: String::new() })
    }

    /// Where `helm dagu route` says that one of the DAGs runs.
    pub(crate) fn route(&self, dag: &str) -> Result<Route> {
        let file = self.cluster.claim("dagu-data")?.join(format!("dags/{dag}.yaml"));
        let document = serde_yaml::from_str(&fs::read_to_string(file)?)?;
        let dags = vec![DagFile { name: format!("{dag}.yaml"), documents: vec![document] }];
        let answer = dagu_chart::route(&RouteRequest { values: self.values.clone(), dags, base: None });
        answer.routes.into_iter().next().with_context(|| format!("no answer: {:?}", answer.diagnostics))
    }

    /// Starts it and logs in.
    pub(crate) fn start(&mut self) -> Result<()> {
        self.cluster.start(START)?;
        match self.release.access {
            Access::Login => self.renew(),
            _ => Ok(()),
        }
    }

    /// Logs in once more.
    pub(crate) fn renew(&mut self) -> Result<()> {
        let answer = self.log_in(self.cluster.secret("dagu-admin", "password")?)?;
        self.token = answer.json()?["token"].as_str().context("no token")?.to_owned();
        Ok(())
    }

    /// The server's answer to a login.
    pub(crate) fn log_in(&self, password: &str) -> Result<Answer> {
        let body = json!({ "username": "admin", "password": password });
        self.send(Request::post(&self.path("auth/login"), &body))
    }

    /// A path of the API.
    pub(crate) fn path(&self, path: &str) -> String {
        format!("{}{}/{path}", self.release.base_path, self.version.api)
    }

    /// Sends a request as anybody.
    pub(crate) fn send(&self, request: Request<'_>) -> Result<Answer> {
        http::send(self.cluster.service("dagu-ui")?, &request, ANSWER)
    }

    /// Sends a request as a user with the right to do it.
    pub(crate) fn ask(&self, request: Request<'_>) -> Result<Answer> {
        self.send(match self.release.access {
            Access::Login => request.with_token(&self.token),
            Access::Password { user, password } => request.with_password(user, password),
            Access::Open => request,
        })
    }

    /// `GET`, which has to succeed.
    pub(crate) fn get(&self, path: &str) -> Result<Value> {
        let answer = self.ask(Request::get(&self.path(path)))?;
        ensure!(answer.status == 200, "{path}: {} {}", answer.status, answer.body);
        answer.json()
    }

    /// Puts a DAG into the queue. Gives the id of the run.
    pub(crate) fn enqueue(&self, dag: &str) -> Result<String> {
        self.begin(dag, "enqueue")
    }

    /// Starts a DAG by hand, waits until it has succeeded, and returns the run.
    pub(crate) fn started(&mut self, dag: &str) -> Result<Run> {
        let id = self.begin(dag, "start")?;
        self.run(dag, &id)
    }

    /// Queues a DAG, waits until it has succeeded, and returns the run.
    pub(crate) fn queued(&mut self, dag: &str) -> Result<Run> {
        let id = self.enqueue(dag)?;
        self.run(dag, &id)
    }

    /// The same, right after a pod at one end of the workers' connections was replaced.
    pub(crate) fn queued_after_replacement(&mut self, dag: &str) -> Result<Run> {
        let id = self.enqueue(dag)?;
        self.finished(dag, &id, SENT_AGAIN)
    }

    fn begin(&self, dag: &str, verb: &str) -> Result<String> {
        let answer = self.order(dag, verb)?;
        ensure!(answer.status == 200, "{verb} {dag}: {} {}", answer.status, answer.body);
        let answer = answer.json()?;
        Ok(answer["dagRunId"].as_str().context("a run without an id")?.to_owned())
    }

    /// `start` or `enqueue`, with any answer.
    pub(crate) fn order(&self, dag: &str, verb: &str) -> Result<Answer> {
        self.ask(Request::post(&self.path(&format!("dags/{dag}/{verb}")), &json!({})))
    }

    /// The runs of a DAG.
    pub(crate) fn runs(&self, dag: &str) -> Result<Vec<Value>> {
        let answer = self.get(&format!("dag-runs?name={dag}"))?;
        Ok(answer["dagRuns"].as_array().cloned().unwrap_or_default())
    }

    /// What state a run is in.
    pub(crate) fn state(&self, dag: &str, id: &str) -> Result<String> {
        let details = self.get(&format!("dag-runs/{dag}/{id}"))?;
        Ok(details["dagRunDetails"]["statusLabel"].as_str().unwrap_or_default().to_owned())
    }

    /// Waits until a run has succeeded.
    pub(crate) fn run(&mut self, dag: &str, id: &str) -> Result<Run> {
        self.finished(dag, id, RUN)
    }

    fn finished(&mut self, dag: &str, id: &str, patience: Duration) -> Result<Run> {
        let start = Instant::now();
        loop {
            self.cluster.alive()?;
            let state = self.state(dag, id)?;
            match state.as_str() {
                "succeeded" => return self.read(dag, id),
                "failed" | "aborted" | "rejected" => bail!("run {id} of {dag} has {state}"),
                _ => ensure!(start.elapsed() < patience, "run {id} of {dag} is {state} after {patience:?}"),
            }
            thread::sleep(PERIOD);
        }
    }

    fn read(&self, dag: &str, id: &str) -> Result<Run> {
        let details = self.get(&format!("dag-runs/{dag}/{id}"))?["dagRunDetails"].take();
        let printed = |step: usize| -> Result<String> {
            let file = details["nodes"][step]["stdout"].as_str().context("a step has no output")?;
            let file = file.strip_prefix("/data/").context("the output is not on the volume")?;
            Ok(fs::read_to_string(self.cluster.claim("dagu-data")?.join(file))?)
        };
        let (place, environment) = (printed(0)?.trim().to_owned(), printed(1)?);
        Ok(Run { id: id.to_owned(), place, environment, details })
    }

    /// Waits for something.
    pub(crate) fn until<T>(
        &mut self,
        what: &str,
        patience: Duration,
        mut find: impl FnMut(&Self) -> Result<Option<T>>,
    ) -> Result<T> {
        let start = Instant::now();
        loop {
            self.cluster.alive()?;
            if let Some(found) = find(self)? {
                return Ok(found);
            }
            ensure!(start.elapsed() < patience, "not after {patience:?}: {what}");
            thread::sleep(PERIOD);
        }
    }
}
