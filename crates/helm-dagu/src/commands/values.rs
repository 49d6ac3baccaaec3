//! `helm dagu values`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_host::Host;

use crate::failure::Failure;
use crate::helm::Helm;
use crate::question::{AnswerFlags, ValuesFlags, ValuesText};

/// Print the values as they count: with the defaults, and in every component and pool what it inherits.
///
/// Passwords and keys that were typed into `auth` are left empty.
/// The defaults are those of the chart that this program was built with.
#[derive(Args)]
pub(crate) struct Values {
    /// Release whose values lie under those given here
    release: Option<String>,

    #[command(flatten)]
    values: ValuesFlags,

    #[command(flatten)]
    answer: AnswerFlags,
}

impl Values {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let mut request = self.values.request()?;
        if let Some(release) = self.release {
            match Helm::find()?.answer(&["get", "values", &release, "--output", "yaml"])? {
                Ok(text) => request.values.insert(0, ValuesText { name: format!("release {release}"), text }),
                Err(refused) => return Ok(refused),
            }
        }
        let answer = Host::new()?.values(&request.json()?, &self.answer.limits())?;
        self.answer.show(&answer)
    }
}
