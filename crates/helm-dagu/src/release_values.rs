//! The values of the Dagu chart in a release.

use std::collections::BTreeSet;

use clap::Args;
use dagu_chart_api::{EditRequest, RenderRequest, SetArgument, SetKind, ValuesText};
use dagu_chart_host::Host;
use serde_json::Value;

use crate::edit::edited;
use crate::failure::Failure;
use crate::helm::Helm;
use crate::place::Place;
use crate::release::Release;
use crate::request::ValuesFlags;

// Not a doc comment: clap would use it as the help of the command.
#[derive(Args, Default)]
pub(crate) struct ReleaseFlags {
    /// Release to take the values from; files and flags override them
    release: Option<String>,

    /// Alias of the Dagu chart, if the umbrella chart of the release contains several
    #[arg(long, value_name = "ALIAS", requires = "release")]
    alias: Option<String>,

    #[arg(skip)]
    revision: Option<u64>,
}

impl ReleaseFlags {
    /// For a command that names its release differently.
    pub(crate) fn new(release: Option<String>, alias: Option<String>) -> Self {
        Self { release, alias, revision: None }
    }

    /// The same for a revision of the release.
    pub(crate) fn with_revision(self, revision: Option<u64>) -> Self {
        Self { revision, ..self }
    }

    /// The name of the release and its alias, if a release is given.
    pub(crate) fn named(&self) -> Option<(&str, Option<&str>)> {
        self.release.as_deref().map(|release| (release, self.alias.as_deref()))
    }

    /// A request with the values of the release, if there is one, and with those of the flags over them.
    pub(crate) fn request(self, values: ValuesFlags) -> Result<RenderRequest, Failure> {
        let mut request = values.request()?;
        if let Some(release) = self.release {
            let helm = Helm::find()?;
            let release = Release { helm: &helm, name: &release, connection: &[] };
            request.values.insert(0, of_release(&release, self.alias, self.revision)?);
        }
        Ok(request)
    }
}

/// The name of the values of a release starts with this; no file of the user has such a name.
const RELEASE: &str = "release ";

/// Whether values are text that the user wrote, and not the values of a release.
pub(crate) fn is_file(values: &ValuesText) -> bool {
    !is_release(&values.name)
}

/// Whether this is the name of the values of a release.
pub(crate) fn is_release(name: &str) -> bool {
    name.starts_with(RELEASE)
}

/// The values of the Dagu chart in a release as a values file, with its credentials.
pub(crate) fn file_of_release(helm: &Helm, name: &str, alias: Option<String>) -> Result<ValuesText, Failure> {
    let ValuesText { name, text } = of_release(&Release { helm, name, connection: &[] }, alias, None)?;
    // Helm prints null for a release without values.
    let is_map = text.starts_with('{');
    let set = is_map.then(|| SetArgument { kind: SetKind::Json, text, files: Default::default() });
    let request = EditRequest { set: set.into_iter().collect(), ..EditRequest::default() };
    Ok(ValuesText { text: edited(&Host::new()?, &name, &request)?, name })
}

/// The values of the Dagu chart in a release as JSON, which is valid YAML. Their name has the alias of the chart.
fn of_release(release: &Release, alias: Option<String>, number: Option<u64>) -> Result<ValuesText, Failure> {
    let place = choose(release.name, &release.manifest(number)?, alias)?;
    let values = at(release, number, &place)?;
    let shown = number.map_or_else(|| release.name.to_owned(), |number| numbered(release.name, number));
    Ok(text(&shown, &place, values))
}

/// The values of a release, in which those of the Dagu chart are.
pub(crate) fn at(release: &Release, number: Option<u64>, place: &Place) -> Result<Value, Failure> {
    // Of an umbrella chart also those that it sets for the subchart itself.
    release.values(number, !place.is_whole())
}

/// The name of a revision of a release.
pub(crate) fn numbered(release: &str, number: u64) -> String {
    format!("{release}@{number}")
}

/// The values of the Dagu chart in the values of a release.
pub(crate) fn text(release: &str, place: &Place, values: Value) -> ValuesText {
    let name = match place.is_whole() {
        true => format!("{RELEASE}{release}"),
        false => format!("{RELEASE}{release}, {}", place.alias()),
    };
    ValuesText { name, text: place.pick(values).to_string() }
}

/// The Dagu charts in a revision of a release.
pub(crate) fn places(release: &Release, number: Option<u64>) -> Result<BTreeSet<Place>, Failure> {
    all(release.name, &release.manifest(number)?)
}

/// The Dagu chart in a release that a command is about.
pub(crate) fn choose(release: &str, manifest: &str, alias: Option<String>) -> Result<Place, Failure> {
    let places = all(release, manifest)?;
    let aliases = places.iter().map(Place::alias).collect();
    let release = release.to_owned();
    let mut chosen =
        places.into_iter().filter(|place| alias.as_ref().is_none_or(|alias| place.alias() == *alias));
    match (chosen.next(), chosen.next()) {
        (Some(place), None) => Ok(place),
        (Some(_), Some(_)) => Err(Failure::SeveralDagus { release, aliases }),
        (None, _) => Err(Failure::NoSuchAlias { release, alias: alias.clone().unwrap_or_default(), aliases }),
    }
}

fn all(release: &str, manifest: &str) -> Result<BTreeSet<Place>, Failure> {
    let places = Place::all(manifest);
    if places.is_empty() {
        let chart = Place::chart(manifest).map(str::to_owned);
        return Err(Failure::NotDagu { release: release.to_owned(), chart });
    }
    Ok(places)
}
