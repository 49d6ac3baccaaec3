//! `helm dagu values diff`.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use dagu_chart_api::{RenderRequest, ValuesText};

use crate::changed_values::{Side, print};
use crate::failure::Failure;
use crate::file::Files;
use crate::json_output::JsonFlags;
use crate::release_values::ReleaseFlags;

/// Compare the values of two files, releases or revisions
///
/// Both sides are merged over the defaults of the chart first, so that a default that one of them writes out is not a
/// difference.
#[derive(Args)]
#[command(after_help = "Examples:
  helm dagu values diff staging.yaml production.yaml
  helm dagu values diff dagu@3 dagu
  helm dagu values diff dagu values.yaml")]
pub(crate) struct Diff {
    /// A values file, `-` for stdin, a release such as `dagu`, or a revision such as `dagu@3`
    before: String,

    /// The same for the other side
    after: String,

    /// Alias of the Dagu chart, if the umbrella chart of a release contains several
    #[arg(long, value_name = "ALIAS")]
    alias: Option<String>,

    #[command(flatten)]
    output: JsonFlags,
}

impl Diff {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let mut files = Files::default();
        let mut side = |name| self.side(name, &mut files);
        let sides = side(&self.before).and_then(|before| Ok((before, side(&self.after)?)));
        let (before, after) = self.output.or_report(sides)?;
        Ok(print(before, after, &self.output)?.exit())
    }

    fn side(&self, name: &str, files: &mut Files) -> Result<Side, Failure> {
        let request = if is_file(name) {
            let text = files.read(name)?;
            RenderRequest {
                values: vec![ValuesText { name: name.to_owned(), text }],
                ..RenderRequest::default()
            }
        } else {
            let (release, revision) = match name.rsplit_once('@') {
                Some((release, revision)) => {
                    let number = revision.parse().map_err(|_| Failure::Revision(revision.to_owned()))?;
                    (release, Some(number))
                }
                None => (name, None),
            };
            ReleaseFlags::new(Some(release.to_owned()), self.alias.clone())
                .with_revision(revision)
                .request(Default::default())?
        };
        Side::new(name.to_owned(), &request)
    }
}

/// Whether a side is a file and not a release. The name of a release has no slash, and rarely the ending of a file.
fn is_file(name: &str) -> bool {
    let path = Path::new(name);
    let has_ending =
        path.extension().is_some_and(|ending| ["yaml", "yml", "json"].iter().any(|one| ending == *one));
    name == "-" || name.contains(['/', '\\']) || has_ending || path.is_file()
}
