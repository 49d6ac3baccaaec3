//! `helm dagu values`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_host::Host;

use crate::answer::AnswerFlags;
use crate::failure::Failure;
use crate::helm::Helm;
use crate::place::Place;
use crate::question::{Request, ValuesFlags, ValuesText};

/// Print the values as they count: with the defaults, and in every component and pool what it inherits.
///
/// Passwords and keys that were typed into `auth` are left empty.
/// The defaults are those of the chart that this program was built with.
/// For a release of an umbrella chart, the values of the Dagu chart in it are printed.
#[derive(Args)]
pub(crate) struct Values {
    /// Release whose values lie under those given here
    release: Option<String>,

    /// Which Dagu chart of the release, by its alias, where an umbrella chart has several
    #[arg(long, value_name = "ALIAS", requires = "release")]
    alias: Option<String>,

    #[command(flatten)]
    values: ValuesFlags,

    #[command(flatten)]
    answer: AnswerFlags,
}

/// A question, or the exit code of the Helm that could not answer for it.
type Asked = Result<Request, ExitCode>;

impl Values {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let Self { release, alias, values, answer } = self;
        let request = match request(release, alias, values) {
            Ok(Ok(request)) => request,
            Ok(Err(refused)) => return Ok(refused),
            Err(failure) => return answer.show(Err(failure)),
        };
        let limits = answer.limits;
        answer.show(
            Host::new().map_err(Failure::from).and_then(|host| Ok(host.values(&request.json()?, &limits)?)),
        )
    }
}

fn request(release: Option<String>, alias: Option<String>, values: ValuesFlags) -> Result<Asked, Failure> {
    let mut request = values.request()?;
    if let Some(release) = release {
        match of_release(&release, alias)? {
            Ok(text) => request.values.insert(0, ValuesText { name: format!("release {release}"), text }),
            Err(refused) => return Ok(Err(refused)),
        }
    }
    Ok(Ok(request))
}

/// The values of the Dagu chart in a release, as JSON, which is YAML too.
fn of_release(release: &str, alias: Option<String>) -> Result<Result<String, ExitCode>, Failure> {
    let helm = Helm::find()?;
    let manifest = match helm.answer(&["get", "manifest", release])? {
        Ok(manifest) => manifest,
        Err(refused) => return Ok(Err(refused)),
    };
    let place = choose(release, Place::all(&manifest).into_iter().collect(), alias)?;
    let mut question = vec!["get", "values", release, "--output", "json"];
    if !place.is_whole() {
        // What the umbrella chart itself sets for the subchart counts as well.
        question.push("--all");
    }
    match helm.answer(&question)? {
        Ok(text) => {
            let values = serde_json::from_str(&text).map_err(Failure::Values)?;
            Ok(Ok(place.pick(values).to_string()))
        }
        Err(refused) => Ok(Err(refused)),
    }
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
