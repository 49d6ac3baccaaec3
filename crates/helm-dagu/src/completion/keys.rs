//! Keys of the values.

use dagu_chart_api::{Known, KnownKey, Pools, RenderRequest};
use dagu_chart_host::{Host, Limits};

use super::line::Line;
use super::{Candidate, Candidates, Then};
use crate::release_values::ReleaseFlags;
use crate::request::{ValuesFlags, json};

/// The key whose keys are the names of pools.
const POOLS: &str = "workerPools";

/// For `KEY=VALUE,KEY=VALUE`: the last key, or the choices of its value.
pub(super) fn assignments(word: &str, line: &Line<'_>) -> Candidates {
    let start = word.rfind(',').map_or(0, |comma| comma + 1);
    let (typed, last) = word.split_at(start);
    let mut found = match last.split_once('=') {
        Some((key, value)) => values(key, value),
        None => below(last, line, "="),
    };
    for candidate in &mut found.words {
        candidate.word.insert_str(0, typed);
    }
    found
}

/// For the path of a key.
pub(super) fn paths(word: &str, line: &Line<'_>) -> Candidates {
    below(word, line, "")
}

/// The keys that continue a path: `.` follows a key with keys below it, and `end` any other.
fn below(path: &str, line: &Line<'_>, end: &str) -> Candidates {
    let Ok(host) = Host::new() else { return Candidates::default() };
    let (parent, start) = path.rsplit_once('.').unwrap_or(("", path));
    let prefix = if parent.is_empty() { String::new() } else { format!("{parent}.") };
    let words = if parent == POOLS {
        let pools = pools(&host, line).into_iter().filter(|pool| pool.starts_with(start));
        pools.map(|pool| Candidate { word: format!("{prefix}{pool}."), about: String::new() }).collect()
    } else {
        let keys = known(&host, parent).map(|known| known.keys).unwrap_or_default();
        let keys = keys.iter().filter(|key| !key.name.is_empty() && key.name.starts_with(start));
        keys.map(|key| {
            let path = format!("{prefix}{}", key.name);
            let is_map = path == POOLS || known(&host, &path).is_some_and(|known| !known.keys.is_empty());
            Candidate { word: format!("{path}{}", if is_map { "." } else { end }), about: summary(key) }
        })
        .collect()
    };
    Candidates { words, then: Then::Nothing }
}

/// The choices of a key.
fn values(key: &str, value: &str) -> Candidates {
    let known = Host::new().ok().and_then(|host| known(&host, key)?.key);
    let Some(known) = known else { return Candidates::default() };
    let is_boolean = known.types.iter().any(|name| name == "boolean");
    let choices = known.choices.iter().map(|choice| choice.to_string());
    let booleans = ["true", "false"].map(str::to_owned).into_iter().filter(|_| is_boolean);
    let choices = choices.chain(booleans).filter(|choice| choice.starts_with(value));
    let words = choices.map(|choice| Candidate { word: format!("{key}={choice}"), about: String::new() });
    Candidates { words: words.collect(), then: Then::Space }
}

fn known(host: &Host, path: &str) -> Option<Known> {
    let answer = host.keys(path, &Limits::default()).ok().filter(|answer| answer.ok())?;
    serde_json::from_str(answer.report()).ok()
}

/// The first sentence of the documentation.
fn summary(key: &KnownKey) -> String {
    let sentence = key.documentation.split_inclusive(". ").next().unwrap_or_default();
    sentence.replace(['\n', '\t'], " ").trim_end().to_owned()
}

/// The pools in the values files of the line, or of its release.
fn pools(host: &Host, line: &Line<'_>) -> Vec<String> {
    let request = if line.files.is_empty() && line.release.is_some() {
        let release = ReleaseFlags::new(line.release.map(str::to_owned), None);
        release.request(ValuesFlags::default())
    } else {
        ValuesFlags::of_files(&line.files).request()
    };
    // Without values, the pools of the defaults.
    let request = request.unwrap_or_else(|_| RenderRequest::default());
    let pools = || -> Option<Pools> {
        let answer = host.pools(&json(&request).ok()?, &Limits::default()).ok()?;
        serde_json::from_str(answer.report()).ok()
    };
    pools().map(|answer| answer.pools.into_iter().map(|pool| pool.name).collect()).unwrap_or_default()
}
