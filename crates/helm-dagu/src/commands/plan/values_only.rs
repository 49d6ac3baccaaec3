//! `helm dagu plan --values-only`: the values of the release and those that an upgrade or a rollback would give it.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::Path;

use dagu_chart_api::{RenderRequest, ShownValues, ValuesText, ValuesView};
use dagu_chart_host::Limits;
use serde_json::Value;
use tempfile::NamedTempFile;

use crate::carried_values::carried_values;
use crate::changed_values::Side;
use crate::chart_folder::is_dagu_chart;
use crate::connection::connection;
use crate::failure::Failure;
use crate::helm::Helm;
use crate::helm_arguments::{Flag, flags, is_on, positionals};
use crate::place::Place;
use crate::release::Release;
use crate::release_values::{numbered, places, text};
use crate::request::ValuesFlags;
use crate::shown_values::shown_values;

/// The values of both sides.
pub(super) struct Values {
    pub(super) before: Side,
    pub(super) after: Side,
    /// What the user should know about the sides.
    pub(super) notes: Vec<String>,
}

/// The values of each Dagu chart by its path in the chart of the release.
type Charts = BTreeMap<String, ShownValues>;

/// Asks Helm for the release, and what only Helm can merge: the values of an umbrella chart.
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
        None => {
            let chart = positionals(arguments, &given).first().copied();
            upgrade(&release, chart.ok_or_else(|| Failure::NoChart(name.to_owned()))?, &given)
        }
    }
}

fn rollback(release: &Release, revision: u64) -> Result<Values, Failure> {
    let (last, previous) = release.last_numbers()?;
    let target = release.target(Some(revision), previous)?;
    let charts = |number| of_revision(release, number, &places(release, Some(number))?);
    let name = |number| numbered(release.name, number);
    compared("rollback", name(last), charts(last)?, name(target), charts(target)?)
}

fn upgrade(release: &Release, chart: &OsStr, given: &[Flag]) -> Result<Values, Failure> {
    // Before the cluster is asked: a file that is not there is known at once.
    let request = ValuesFlags::of_helm(given).ok_or(Failure::ValuesOfHelm)?.request()?;
    let start = match release.start() {
        Err(Failure::NoRelease { .. }) if is_on(given, "install") => None,
        start => Some(start?),
    };
    let Some((revision, note)) = start else {
        let after = match is_dagu_chart(Path::new(chart)) {
            Some(true) => alone(&request)?,
            _ => rendered(release, chart, &[], given)?,
        };
        return compared("install", "defaults".to_owned(), Charts::new(), "upgrade".to_owned(), after);
    };
    let places = places(release, Some(revision))?;
    let before = of_revision(release, revision, &places)?;
    let is_alone = is_dagu_chart(Path::new(chart)).unwrap_or_else(|| places.iter().all(Place::is_whole));
    let mut kept = Vec::new();
    match kept_values(given, &request) {
        // Helm also keeps the old values of the umbrella chart itself.
        Kept::All if !is_alone => {
            kept.extend([release.values(Some(revision), true)?, release.values(Some(revision), false)?]);
        }
        Kept::All | Kept::OfUser => kept.push(release.values(Some(revision), false)?),
        Kept::Nothing => {}
    }
    let name = numbered(release.name, revision);
    let after = if is_alone {
        let whole = Place::default();
        let kept = kept.into_iter().map(|values| text(release.name, &whole, values));
        alone(&RenderRequest { values: kept.chain(request.values).collect(), ..request })?
    } else {
        rendered(release, chart, &kept, given)?
    };
    let mut values = compared("upgrade", name, before, "upgrade".to_owned(), after)?;
    values.notes.splice(0..0, note);
    Ok(values)
}

/// The values of the Dagu chart that is no subchart.
fn alone(request: &RenderRequest) -> Result<Charts, Failure> {
    let (shown, _) = shown_values(request, ValuesView::Merged, &Limits::default())?;
    Ok([(String::new(), shown)].into())
}

/// The values of the Dagu charts in a revision.
fn of_revision(release: &Release, revision: u64, places: &BTreeSet<Place>) -> Result<Charts, Failure> {
    // Of an umbrella chart also those that it sets for its subcharts itself.
    let values = release.values(Some(revision), !places.iter().all(Place::is_whole))?;
    let shown = |place: &Place| {
        let values = vec![text(release.name, place, values.clone())];
        let request = RenderRequest { values, ..RenderRequest::default() };
        let (shown, _) = shown_values(&request, ValuesView::Merged, &Limits::default())?;
        Ok((place.alias(), shown))
    };
    places.iter().map(shown).collect()
}

/// The values of the Dagu charts that Helm renders, with the values that an upgrade keeps.
fn rendered(release: &Release, chart: &OsStr, kept: &[Value], given: &[Flag]) -> Result<Charts, Failure> {
    let mut template: Vec<OsString> = vec!["template".into(), release.name.into(), chart.into()];
    let files = kept.iter().map(file).collect::<Result<Vec<_>, _>>().map_err(Failure::Temporary)?;
    for file in &files {
        template.extend(["--values".into(), file.path().into()]);
    }
    template.extend_from_slice(release.connection);
    let charts = carried_values(release.helm, template, given)?;
    match charts.is_empty() {
        true => Err(Failure::NoDaguChart(chart.to_string_lossy().into_owned())),
        false => Ok(charts),
    }
}

/// A values file that only the user can read, because it may contain credentials.
fn file(values: &Value) -> std::io::Result<NamedTempFile> {
    let mut file = NamedTempFile::with_suffix(".json")?;
    file.write_all(values.to_string().as_bytes())?;
    Ok(file)
}

/// Both sides with the same charts: one that is new is compared with the defaults.
fn compared(
    verb: &str,
    before: String,
    mut old: Charts,
    after: String,
    mut new: Charts,
) -> Result<Values, Failure> {
    let mut notes = Vec::new();
    let is_install = old.is_empty();
    for chart in new.keys() {
        if !old.contains_key(chart) {
            old.extend(alone(&RenderRequest::default())?.into_values().map(|shown| (chart.clone(), shown)));
            if !is_install {
                notes.push(format!("the {verb} adds {}: compared with the defaults", titled(chart)));
            }
        }
    }
    old.retain(|chart, _| {
        let stays = new.contains_key(chart);
        if !stays {
            notes.push(format!("the {verb} removes {} with its objects", titled(chart)));
        }
        stays
    });
    new.retain(|chart, _| old.contains_key(chart));
    Ok(Values { before: Side::of_charts(before, old), after: Side::of_charts(after, new), notes })
}

/// A Dagu chart as people know it.
fn titled(chart: &str) -> String {
    if chart.is_empty() { "the Dagu chart".to_owned() } else { format!("the Dagu chart `{chart}`") }
}

/// The values of the release that stay.
#[derive(Debug, PartialEq, Eq)]
enum Kept {
    Nothing,
    OfUser,
    /// Those of the user, and of the old chart.
    All,
}

/// Whether values of the release stay is decided as Helm decides it.
fn kept_values(given: &[Flag], request: &RenderRequest) -> Kept {
    if is_on(given, "reset-values") {
        Kept::Nothing
    } else if is_on(given, "reuse-values") {
        Kept::All
    } else if is_on(given, "reset-then-reuse-values") || is_empty(request) {
        Kept::OfUser
    } else {
        Kept::Nothing
    }
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
        let kept = |line: &str| {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let given = flags(&arguments);
            let request = ValuesFlags::of_helm(&given).expect("flags").request().expect("values");
            kept_values(&given, &request)
        };
        assert_eq!(kept("./chart"), Kept::OfUser);
        assert_eq!(kept("./chart --set a=b"), Kept::Nothing);
        assert_eq!(kept("./chart --reset-values"), Kept::Nothing);
        assert_eq!(kept("./chart --set a=b --reuse-values"), Kept::All);
        assert_eq!(kept("./chart --set a=b --reset-then-reuse-values"), Kept::OfUser);
        assert_eq!(kept("./chart --reuse-values --reset-values"), Kept::Nothing);
    }
}
