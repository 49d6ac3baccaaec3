//! `helm dagu plan --values-only`: the values of the release and those that an upgrade or a rollback would give it.

use std::ffi::OsString;

use dagu_chart_api::{RenderRequest, ValuesText};
use serde_json::Value;

use crate::changed_values::Side;
use crate::connection::connection;
use crate::failure::Failure;
use crate::helm::Helm;
use crate::helm_arguments::{Flag, flags, is_on};
use crate::release::Release;
use crate::release_values::{at, choose, numbered, text};
use crate::request::ValuesFlags;

/// The values of both sides.
pub(super) struct Values {
    pub(super) before: Side,
    pub(super) after: Side,
    /// What the user should know about the first side.
    pub(super) note: Option<String>,
}

/// Asks Helm for nothing else than the release.
pub(super) fn values(
    helm: &Helm,
    name: &str,
    arguments: &[OsString],
    to_revision: Option<u64>,
) -> Result<Values, Failure> {
    let given = flags(arguments);
    let connection = connection(&given);
    let release = Release { helm, name, connection: &connection };
    match to_revision {
        Some(revision) => rollback(&release, revision),
        None => upgrade(&release, &given),
    }
}

fn rollback(release: &Release, revision: u64) -> Result<Values, Failure> {
    let (last, previous) = release.last_numbers()?;
    let side = |number| Side::new(numbered(release.name, number), &of(of_revision(release, number)?));
    let target = release.target(Some(revision), previous)?;
    Ok(Values { before: side(last)?, after: side(target)?, note: None })
}

fn upgrade(release: &Release, given: &[Flag]) -> Result<Values, Failure> {
    let (old, note) = match release.start() {
        Err(Failure::NoRelease { .. }) if is_on(given, "install") => (None, None),
        start => {
            let (revision, note) = start?;
            (Some((numbered(release.name, revision), of_revision(release, revision)?)), note)
        }
    };
    let after = wanted(given, old.as_ref().map(|(_, values)| values.clone()))?;
    let (name, before) = match old {
        Some((name, values)) => (name, of(values)),
        None => ("defaults".to_owned(), RenderRequest::default()),
    };
    let (before, after) = (Side::new(name, &before)?, Side::new("upgrade".to_owned(), &after)?);
    Ok(Values { before, after, note })
}

fn of(values: ValuesText) -> RenderRequest {
    RenderRequest { values: vec![values], ..RenderRequest::default() }
}

/// The values of a revision. The values of an umbrella chart are merged by Helm.
fn of_revision(release: &Release, revision: u64) -> Result<ValuesText, Failure> {
    let place = choose(release.name, &release.manifest(Some(revision))?, None)?;
    if !place.is_whole() {
        return Err(Failure::UmbrellaValues { release: release.name.to_owned(), alias: place.alias() });
    }
    Ok(text(release.name, &place, at(release, Some(revision), &place)?))
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
