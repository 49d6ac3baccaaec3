//! A release: its revisions in Helm and its objects in the cluster.

use std::collections::BTreeMap;
use std::ffi::OsString;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::failure::Failure;
use crate::helm::Helm;

/// A revision, with the objects of its release in the cluster.
#[derive(Default)]
pub(crate) struct Baseline {
    /// Its number; 0 if there is no release.
    pub(crate) revision: u64,
    pub(crate) manifest: String,
    /// The values that override those of the chart.
    pub(crate) values: Value,
    /// `ssa` if Helm 4 applied it by server-side apply.
    pub(crate) apply_method: String,
    pub(crate) namespace: String,
    /// The objects of the release in the cluster; `None` if Helm cannot list them.
    pub(crate) live: Option<Vec<Value>>,
    /// Limits of the comparison that the user should know, one line each.
    pub(crate) notes: Vec<String>,
}

#[derive(Deserialize)]
struct Revision {
    revision: u64,
    status: String,
}

/// The part of Helm's JSON output of a release that is used here.
#[derive(Deserialize)]
pub(crate) struct Printed {
    pub(crate) manifest: String,
    #[serde(default)]
    pub(crate) namespace: String,
    /// The number of the revision.
    #[serde(default)]
    pub(crate) version: u64,
    #[serde(default)]
    pub(crate) info: Info,
    /// The values that override those of the chart.
    #[serde(default, rename = "config")]
    pub(crate) values: Value,
    /// `ssa` if Helm 4 uses server-side apply.
    #[serde(default)]
    pub(crate) apply_method: String,
}

#[derive(Default, Deserialize)]
pub(crate) struct Info {
    /// The status of the revision, such as `deployed`.
    #[serde(default)]
    pub(crate) status: String,
    /// The objects in the cluster by version and kind, such as `v1/Secret`; the pods of workloads are in
    /// `v1/Pod(related)`. Objects that the user may not read are left out without a word.
    pub(crate) resources: Option<BTreeMap<String, Vec<Value>>>,
}

/// Queries about one release.
pub(crate) struct Release<'a> {
    pub(crate) helm: &'a Helm,
    pub(crate) name: &'a str,
    /// The flags by which Helm finds its cluster.
    pub(crate) connection: &'a [OsString],
}

impl Release<'_> {
    /// The revision that Helm would start the next upgrade from, with the live objects of this revision and of a failed
    /// one after it.
    pub(crate) fn baseline(&self) -> Result<Baseline, Failure> {
        let history = self.history()?;
        let (start, last) = self.ends(&history)?;
        let mut baseline = self.revision(start.revision)?;
        if start.revision != last.revision
            && let Some(after) = unless_helm_failed(self.revision(last.revision))?
        {
            baseline.add(after);
        }
        baseline.notes.extend(note(self.name, start, last));
        Ok(baseline)
    }

    /// The number of the revision that Helm would start the next upgrade from, and what the user should know about it.
    pub(crate) fn start(&self) -> Result<(u64, Option<String>), Failure> {
        let history = self.history()?;
        let (start, last) = self.ends(&history)?;
        Ok((start.revision, note(self.name, start, last)))
    }

    /// The last deployed revision, or the last one if none is deployed; and the last one.
    fn ends<'a>(&self, history: &'a [Revision]) -> Result<(&'a Revision, &'a Revision), Failure> {
        let last = history.last().ok_or_else(|| Failure::NoRevision(self.name.to_owned()))?;
        let deployed = history.iter().rev().find(|revision| revision.status == "deployed");
        Ok((deployed.unwrap_or(last), last))
    }

    /// The baseline, or nothing if there is no such release.
    pub(crate) fn baseline_if_any(&self) -> Result<Baseline, Failure> {
        match self.baseline() {
            Err(Failure::NoRelease { .. }) => Ok(Baseline::default()),
            baseline => baseline,
        }
    }

    /// The last revision, whatever its status, which Helm rolls back and uninstalls; and the number of the one before.
    pub(crate) fn last(&self) -> Result<(Baseline, Option<u64>), Failure> {
        let (last, before) = self.last_numbers()?;
        Ok((self.revision(last)?, before))
    }

    /// The numbers of the last revision and of the one before.
    pub(crate) fn last_numbers(&self) -> Result<(u64, Option<u64>), Failure> {
        let history = self.history()?;
        let last = history.last().ok_or_else(|| Failure::NoRevision(self.name.to_owned()))?.revision;
        Ok((last, last.checked_sub(1).filter(|revision| *revision > 0)))
    }

    /// The revision that a rollback to a number goes to: Helm takes 0 for the one before the last.
    pub(crate) fn target(&self, number: Option<u64>, before: Option<u64>) -> Result<u64, Failure> {
        let number = number.filter(|number| *number > 0).or(before);
        number.ok_or_else(|| Failure::NoEarlierRevision(self.name.to_owned()))
    }

    fn history(&self) -> Result<Vec<Revision>, Failure> {
        let mut history: Vec<Revision> = self.json(&["history"], &["--output=json"])?;
        history.sort_by_key(|revision| revision.revision);
        Ok(history)
    }

    /// A revision with the live objects.
    pub(crate) fn revision(&self, number: u64) -> Result<Baseline, Failure> {
        let revision = format!("--revision={number}");
        if let Some(printed) = unless_helm_failed(self.status(&[&revision]))? {
            let Printed { manifest, namespace, info, values, apply_method, .. } = printed;
            let live = info.resources.map(own_objects);
            let is_unread = live.as_ref().is_some_and(|live| sees_nothing(live, &manifest));
            let live = live.filter(|_| !is_unread);
            let mut baseline =
                Baseline { values, apply_method, ..Baseline::new(number, manifest, namespace, live) };
            if is_unread {
                baseline.notes = vec![UNREAD.to_owned()];
            }
            return Ok(baseline);
        }
        // `helm status` fails if the cluster no longer has one of the kinds.
        Ok(Baseline::new(number, self.manifest(Some(number))?, String::new(), None))
    }

    /// The manifest of a revision, or of the last one.
    pub(crate) fn manifest(&self, number: Option<u64>) -> Result<String, Failure> {
        let revision = revision(number);
        let flags: Vec<&str> = revision.as_deref().into_iter().collect();
        self.helm.answer(&self.arguments(&["get", "manifest"], &flags))
    }

    /// The values that the user gave to a revision, or to the last one; with those of its charts if `all` are wanted.
    pub(crate) fn values(&self, number: Option<u64>, all: bool) -> Result<Value, Failure> {
        let revision = revision(number);
        let mut flags: Vec<&str> = revision.as_deref().into_iter().collect();
        flags.extend(["--output", "json"]);
        flags.extend(all.then_some("--all"));
        let printed = self.helm.answer(&self.arguments(&["get", "values"], &flags))?;
        serde_json::from_str(&printed).map_err(Failure::Values)
    }

    /// `helm status`, with the live objects.
    pub(crate) fn status(&self, flags: &[&str]) -> Result<Printed, Failure> {
        let resources: &[&str] = if self.helm.major() == 3 { &["--show-resources"] } else { &[] };
        self.json(&["status"], &[flags, &["--output=json"], resources].concat())
    }

    fn json<T: DeserializeOwned>(&self, verb: &[&str], flags: &[&str]) -> Result<T, Failure> {
        let printed = self.helm.answer(&self.arguments(verb, flags))?;
        serde_json::from_str(&printed).map_err(Failure::Release)
    }

    fn arguments(&self, verb: &[&str], flags: &[&str]) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = verb.iter().map(OsString::from).collect();
        arguments.push(self.name.into());
        arguments.extend(flags.iter().map(OsString::from));
        arguments.extend_from_slice(self.connection);
        arguments
    }
}

/// The flag of Helm for a revision.
fn revision(number: Option<u64>) -> Option<String> {
    number.map(|number| format!("--revision={number}"))
}

impl Baseline {
    fn new(revision: u64, manifest: String, namespace: String, live: Option<Vec<Value>>) -> Self {
        let unseen = live.is_none() && !manifest.trim().is_empty();
        let note = "Helm cannot list the objects in the cluster: changes made there are not shown";
        let notes = unseen.then(|| note.to_owned()).into_iter().collect();
        Self { revision, manifest, namespace, live, notes, ..Self::default() }
    }

    /// Adds the live objects of a revision that failed after this one.
    fn add(&mut self, after: Self) {
        match (&mut self.live, after.live) {
            (Some(live), Some(more)) => {
                let new = more.into_iter().filter(|object| {
                    !live.iter().any(|known| known["metadata"]["uid"] == object["metadata"]["uid"])
                });
                let new: Vec<_> = new.collect();
                live.extend(new);
            }
            (live, _) => *live = None,
        }
    }
}

/// `None` if Helm failed.
fn unless_helm_failed<T>(answer: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(failure) if failure.is_of_helm() => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// What a latest revision that is not deployed means for the next upgrade.
fn note(name: &str, start: &Revision, last: &Revision) -> Option<String> {
    let (number, status) = (last.revision, &last.status);
    if status.starts_with("pending") {
        let back = start.revision;
        return Some(format!(
            "revision {number} is {status}: Helm refuses to upgrade until you run `helm rollback {name} {back}`"
        ));
    }
    (status != "deployed").then(|| {
        format!(
            "revision {number} is {status}: comparing with revision {}, which the next upgrade starts from",
            start.revision
        )
    })
}

/// Kinds in which Helm keeps releases: whoever may read a release may read all objects of one of them.
const RECORDS: [&str; 2] = ["Secret", "ConfigMap"];

const UNREAD: &str = "Helm lists no object of the release in the cluster: you may not read them, or all are deleted. \
    Compared with the manifest of the last revision only";

/// Whether Helm lists nothing but what the user may read anyway, although there is more in the manifest. Helm leaves out
/// what the user may not read, which would look deleted.
fn sees_nothing(live: &[Value], manifest: &str) -> bool {
    let is_record = |kind: &str| RECORDS.contains(&kind);
    let mut kinds = manifest.lines().filter_map(|line| line.strip_prefix("kind: "));
    live.iter().all(|object| object["kind"].as_str().is_none_or(is_record))
        && kinds.any(|kind| !is_record(kind))
}

fn own_objects(resources: BTreeMap<String, Vec<Value>>) -> Vec<Value> {
    let own = resources.into_iter().filter(|(kind, _)| !kind.ends_with("(related)"));
    own.flat_map(|(_, objects)| objects).collect()
}
