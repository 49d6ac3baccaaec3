//! `helm dagu values`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_api::{RenderRequest, ValuesText};
use dagu_chart_host::Host;

use crate::answer::AnswerFlags;
use crate::failure::Failure;
use crate::helm::Helm;
use crate::place::Place;
use crate::request::{ValuesFlags, json};

/// Print the effective values, with what each component and pool inherits
///
/// Passwords and keys in `auth` are printed as empty strings. The defaults are those of the chart that this program
/// was built with. For a release of an umbrella chart, prints the values of the Dagu chart in it.
#[derive(Args)]
#[command(after_help = "Example:\n  helm dagu values -f values.yaml")]
pub(crate) struct Values {
    /// Release to take the values from; files and flags override them
    release: Option<String>,

    /// Alias of the Dagu chart, if the umbrella chart of the release contains several
    #[arg(long, value_name = "ALIAS", requires = "release")]
    alias: Option<String>,

    #[command(flatten)]
    values: ValuesFlags,

    #[command(flatten)]
    answer: AnswerFlags,
}

impl Values {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let Self { release, alias, values, answer } = self;
        let limits = answer.limits;
        answer.show(request(release, alias, values).and_then(|request| {
            let host = Host::new()?;
            Ok(host.values(&json(&request)?, &limits)?)
        }))
    }
}

fn request(
    release: Option<String>,
    alias: Option<String>,
    values: ValuesFlags,
) -> Result<RenderRequest, Failure> {
    let mut request = values.request()?;
    if let Some(release) = release {
        let text = of_release(&release, alias)?;
        request.values.insert(0, ValuesText { name: format!("release {release}"), text });
    }
    Ok(request)
}

/// The values of the Dagu chart in a release as JSON, which is valid YAML.
fn of_release(release: &str, alias: Option<String>) -> Result<String, Failure> {
    let helm = Helm::find()?;
    let manifest = helm.answer(&["get", "manifest", release])?;
    let place = choose(release, Place::all(&manifest).into_iter().collect(), alias)?;
    let mut question = vec!["get", "values", release, "--output", "json"];
    if !place.is_whole() {
        // Include the values that the umbrella chart itself sets for the subchart.
        question.push("--all");
    }
    let values = serde_json::from_str(&helm.answer(&question)?).map_err(Failure::Values)?;
    Ok(place.pick(values).to_string())
}

fn choose(release: &str, mut places: Vec<Place>, alias: Option<String>) -> Result<Place, Failure> {
    let release = release.to_owned();
    let aliases = places.iter().map(Place::alias).collect();
    match alias {
        Some(alias) => match places.into_iter().find(|place| place.alias() == alias) {
            Some(place) => Ok(place),
            None => Err(Failure::NoSuchAlias { release, alias, aliases }),
        },
        None => match (places.pop(), places.is_empty()) {
            (Some(place), true) => Ok(place),
            (Some(_), false) => Err(Failure::SeveralDagus { release, aliases }),
            (None, _) => Err(Failure::NotDagu { release }),
        },
    }
}
