//! `helm dagu plan --values-only`: the values of the release and those that an upgrade or a rollback would give it.

use std::ffi::OsString;

use dagu_chart_api::{RenderRequest, ValuesText};
use serde_json::Value;

use crate::changed_values::{Outcome, Side, print};
use crate::connection::connection;
use crate::failure::Failure;
use crate::helm::Helm;
use crate::helm_arguments::{Flag, flags, is_on};
use crate::json_output::JsonFlags;
use crate::output;
use crate::place::Place;
use crate::release::Release;
use crate::release_values::{choose, text};
use crate::request::ValuesFlags;

/// Compares the values, and asks Helm for nothing else than the release.
pub(super) fn compare(
    helm: &Helm,
    name: &str,
    arguments: &[OsString],
    to_revision: Option<u64>,
    output: &JsonFlags,
) -> Result<Outcome, Failure> {
    let given = flags(arguments);
    let connection = connection(&given);
    let release = Release { helm, name, connection: &connection };
    let (before, after) = sides(&release, &given, to_revision)?;
    print(before, after, output)
}

fn sides(release: &Release, given: &[Flag], to_revision: Option<u64>) -> Result<(Side, Side), Failure> {
    let before = match release.start() {
        Err(Failure::NoRelease { .. }) if is_on(given, "install") => None,
        start => {
            let (revision, note) = start?;
            if let Some(note) = note {
                output::stderr(&format!("note: {note}\n"));
            }
            Some((revision, of_revision(release, revision)?))
        }
    };
    let after = match to_revision {
        Some(revision) => (numbered(release.name, revision), of(of_revision(release, revision)?)),
        None => {
            let before = before.as_ref().map(|(_, values)| values.clone());
            ("upgrade".to_owned(), wanted(given, before)?)
        }
    };
    let before = match before {
        Some((revision, values)) => (numbered(release.name, revision), of(values)),
        None => ("defaults".to_owned(), RenderRequest::default()),
    };
    Ok((Side::new(before.0, &before.1)?, Side::new(after.0, &after.1)?))
}

/// As `helm dagu values diff` names a revision.
fn numbered(release: &str, revision: u64) -> String {
    format!("{release}@{revision}")
}

fn of(values: ValuesText) -> RenderRequest {
    RenderRequest { values: vec![values], ..RenderRequest::default() }
}

/// The values of a revision. The values of an umbrella chart are merged by Helm.
fn of_revision(release: &Release, revision: u64) -> Result<ValuesText, Failure> {
    let manifest = release.manifest(revision)?;
    let place = choose(release.name, &manifest, None)?;
    if !place.is_whole() {
        return Err(Failure::UmbrellaValues { release: release.name.to_owned(), alias: place.alias() });
    }
    let values: Value = release.values(revision)?;
    Ok(text(release.name, &Place::default(), values))
}

/// The values after an upgrade: whether those of the release stay is decided as Helm decides it.
fn wanted(given: &[Flag], old: Option<ValuesText>) -> Result<RenderRequest, Failure> {
    let mut request = ValuesFlags::of_helm(given).ok_or(Failure::ValuesOfHelm)?.request()?;
    let reuses = ["reuse-values", "reset-then-reuse-values"].iter().any(|flag| is_on(given, flag));
    if !is_on(given, "reset-values") && (reuses || is_empty(&request)) {
        request.values.splice(0..0, old);
    }
    Ok(request)
}

/// Whether a request has no values, be it in files that are empty.
fn is_empty(request: &RenderRequest) -> bool {
    let is_empty = |values: &ValuesText| {
        serde_yaml::from_str::<Option<serde_json::Map<String, Value>>>(&values.text)
            .is_ok_and(|values| values.is_none_or(|values| values.is_empty()))
    };
    request.set.is_empty() && request.values.iter().all(is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_the_release_stay_where_helm_keeps_them() {
        let old = || Some(ValuesText { name: "release dagu".into(), text: "{}".into() });
        let kept = |line: &str| {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let request = wanted(&flags(&arguments), old()).expect("values");
            request.values.first().is_some_and(|first| first.name == "release dagu")
        };
        assert!(kept("./chart"));
        assert!(!kept("./chart --set a=b"));
        assert!(!kept("./chart --reset-values"));
        assert!(kept("./chart --set a=b --reuse-values"));
        assert!(kept("./chart --set a=b --reset-then-reuse-values"));
        assert!(!kept("./chart --reuse-values --reset-values"));
    }
}
