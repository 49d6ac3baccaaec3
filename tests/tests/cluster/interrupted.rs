//! Kills the API server while Helm installs and upgrades, then follows docs/roll-back.md.
//!
//! The seed of the moments is printed; `DAGU_SEED=<seed>` repeats them.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::{self, Helm, Outcome, POST_RENDERER};
use dagu_chart_tests::seed;
use dagu_chart_tests::wait::until;
use serde_json::Value;

use crate::release::{FIRST, Release, SECOND};

/// How many releases live through it. Each is cut off on install and on upgrade: 20 times with both Helms.
const RELEASES: u32 = 5;

/// How many of them are cut off at any moment of Helm's run, the others while it changes the release.
const AT_ANY_MOMENT: u32 = 2;

/// How many are measured first. The last one is used: the first one also has to discover the server's API.
const UNDISTURBED: u32 = 2;

/// How long the controllers may take to come back and to calm down.
const STANDS: Duration = Duration::from_secs(90);

/// Helm's message about a release with a pending operation.
const PENDING: &str = "another operation (install/upgrade/rollback) is in progress";

/// Helm's own record of a revision, up to its number.
const RECORD: &str = "sh.helm.release.v1.dagu.v";

/// A step of a release.
struct Step {
    values: &'static str,
    /// What a user adds to `helm rollback` when the step was left pending.
    rollback: &'static [&'static str],
    /// How long it takes when nothing disturbs it.
    run: Duration,
    /// How long of that it changes the release.
    work: Duration,
}

/// The next run recovers, after a rollback if Helm needs one, and a stored credential stays.
///
/// On a separate cluster, because this one is killed.
pub(crate) fn prove(_: &Cluster, helm: &Helm) -> Result<()> {
    let seed = seed::announced()?;
    prove_moments(helm, seed).with_context(|| format!("DAGU_SEED={seed}"))
}

fn prove_moments(helm: &Helm, seed: u64) -> Result<()> {
    let mut moments = fastrand::Rng::with_seed(seed);
    let mut cluster = Cluster::start()?;
    // While all parts are well: the controllers need a while to find the server again.
    for number in 0..RELEASES + UNDISTURBED {
        Release::new(&cluster, helm, &proof(number))?;
    }
    let step = |values, rollback| Step { values, rollback, run: Duration::ZERO, work: Duration::ZERO };
    let mut steps = [step(FIRST, &["1"][..]), step(SECOND, &[])];
    for number in RELEASES..RELEASES + UNDISTURBED {
        for step in &mut steps {
            measure(&cluster, helm, number, step)?;
        }
    }
    let mut pending = 0;
    for number in 0..RELEASES {
        for step in &steps {
            let part = moments.f64();
            let left_pending = interrupt(&mut cluster, helm, number, step, part)
                .with_context(|| format!("release {number}, {}, cut off at {part}", step.values))?;
            pending += u32::from(left_pending);
        }
    }
    ensure!(pending > 0, "no run was cut off while it changed the release");
    Ok(())
}

fn proof(number: u32) -> String {
    format!("interrupted-{number}")
}

fn measure(cluster: &Cluster, helm: &Helm, number: u32, step: &mut Step) -> Result<()> {
    let release = Release::without_namespace(cluster, helm, &proof(number));
    let record = Record::next(cluster, &release)?;
    let start = Instant::now();
    let running = start_upgrade(&release, step)?;
    let made = record.made().map(|()| start.elapsed());
    let ended = running.wait_with_output()?;
    ensure!(ended.status.success(), "nothing disturbed it: {}", String::from_utf8_lossy(&ended.stderr));
    step.run = start.elapsed();
    step.work = step.run.saturating_sub(made?);
    Ok(())
}

/// Cuts one step off and recovers from it. Tells whether Helm left the release pending.
fn interrupt(cluster: &mut Cluster, helm: &Helm, number: u32, step: &Step, part: f64) -> Result<bool> {
    let running = {
        let release = Release::without_namespace(cluster, helm, &proof(number));
        if number < AT_ANY_MOMENT {
            let running = start_upgrade(&release, step)?;
            sleep(step.run.mul_f64(part));
            running
        } else {
            let record = Record::next(cluster, &release)?;
            let running = start_upgrade(&release, step)?;
            record.made()?;
            sleep(step.work.mul_f64(part));
            running
        }
    };
    let killed = cluster.kill_api_server();
    // The new server comes after that: Helm would wait for it and go on. Its own verdict is worth nothing: it
    // succeeds too where all but its record was written.
    let ended = running.wait_with_output();
    killed?;
    ended?;
    cluster.revive_api_server()?;

    let release = Release::without_namespace(cluster, helm, &proof(number));
    let stored = stored(&release)?;
    let outcome = helm::run(&mut upgrade(&release, step))?;
    let left_pending = !outcome.ok;
    if left_pending {
        recover(&release, step, &outcome)?;
    }
    stands_again(&release)?;
    let password = release.password()?;
    ensure!(stored.is_none_or(|stored| stored == password), "the password is another one");
    Ok(left_pending)
}

/// Waits until the cluster has what was rendered: the controllers may reconnect late, and write until then.
fn stands_again(release: &Release) -> Result<()> {
    let mut last = None;
    let stands = until("the release to stand", STANDS, || match release.stands() {
        Ok(()) => Ok(Some(())),
        Err(error) => {
            last = Some(error);
            Ok(None)
        }
    });
    stands.map_err(|error| last.unwrap_or(error))
}

/// The steps of our documentation.
fn recover(release: &Release, step: &Step, outcome: &Outcome) -> Result<()> {
    ensure!(outcome.stderr.contains(PENDING), "neither recovered nor pending: {}", outcome.stderr);
    helm::print(&mut release.helm(&["rollback"], step.rollback)).context("after a pending release")?;
    helm::print(&mut upgrade(release, step)).context("after a rollback").map(drop)
}

fn upgrade(release: &Release, step: &Step) -> Command {
    let mut command = release.helm(&["upgrade", "--install"], &["--values", step.values]);
    command.arg("./chart").args(POST_RENDERER);
    command
}

fn start_upgrade(release: &Release, step: &Step) -> Result<Child> {
    let mut command = upgrade(release, step);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().context("cannot start Helm")
}

/// UID and data of the Secret with the generated password, where there is one by now.
fn stored(release: &Release) -> Result<Option<(Value, Value)>> {
    let exists = secrets(release)?.iter().any(|name| name == "dagu-admin");
    exists.then(|| release.password()).transpose()
}

fn secrets(release: &Release) -> Result<Vec<String>> {
    Ok(release
        .list("secrets")?
        .iter()
        .filter_map(|secret| Some(secret["metadata"]["name"].as_str()?.to_owned()))
        .collect())
}

/// The record that the next revision gets when Helm begins to change the release.
struct Record {
    name: String,
    watch: Child,
}

impl Record {
    /// Begins to watch for it.
    fn next(cluster: &Cluster, release: &Release) -> Result<Self> {
        let revisions = secrets(release)?.iter().filter(|name| name.starts_with(RECORD)).count();
        let mut kubectl = cluster.kubectl();
        kubectl.args(["get", "secrets", "--watch", "--output=name", "--request-timeout=60s", "--namespace"]);
        let watch = kubectl.arg(&release.namespace).stdout(Stdio::piped()).spawn()?;
        Ok(Self { name: format!("secret/{RECORD}{}", revisions + 1), watch })
    }

    /// Waits for it.
    fn made(mut self) -> Result<()> {
        for line in BufReader::new(self.watch.stdout.take().context("kubectl has no output")?).lines() {
            if line? == self.name {
                return Ok(());
            }
        }
        bail!("{} was not made", self.name)
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        let _ = self.watch.kill();
        let _ = self.watch.wait();
    }
}
