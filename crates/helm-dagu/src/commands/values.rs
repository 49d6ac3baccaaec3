//! `helm dagu values`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_host::Host;

use crate::answer::AnswerFlags;
use crate::failure::Failure;
use crate::release_values::ReleaseFlags;
use crate::request::{ValuesFlags, json};

/// Print the effective values, with what each component and pool inherits
///
/// Passwords and keys in `auth` are printed as empty strings. The defaults are those of the chart that this program
/// was built with. For a release of an umbrella chart, prints the values of the Dagu chart in it; files and flags are
/// then also those of the Dagu chart, without its alias.
#[derive(Args)]
#[command(after_help = "Example:\n  helm dagu values -f values.yaml")]
pub(crate) struct Values {
    #[command(flatten)]
    release: ReleaseFlags,

    #[command(flatten)]
    values: ValuesFlags,

    #[command(flatten)]
    answer: AnswerFlags,
}

impl Values {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let Self { release, values, answer } = self;
        let limits = answer.limits;
        answer.show(release.request(values).and_then(|request| {
            let host = Host::new()?;
            Ok(host.values(&json(&request)?, &limits)?)
        }))
    }
}
