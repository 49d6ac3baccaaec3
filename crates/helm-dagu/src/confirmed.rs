//! Runs a Helm command that needs no post-renderer, after its plan is shown and confirmed.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args;

use crate::confirmation;
use crate::exit::exit_code;
use crate::failure::Failure;
use crate::helm::Helm;
use crate::helm_arguments::{flags, is_on, take};
use crate::output;
use crate::place::Place;
use crate::plan::{Question, Shown, Sides, ask, compare, human};
use crate::terminal::columns;

// Not a doc comment: clap would use it as the help of the commands.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Consent {
    /// Do not ask
    #[arg(short, long)]
    yes: bool,

    /// Also show workloads that keep running, and objects of which only labels change
    #[arg(long)]
    all: bool,
}

impl Consent {
    /// These flags, with those that follow the name of the release, which are removed from the arguments of Helm.
    pub(crate) fn take(mut self, arguments: &mut Vec<OsString>) -> Self {
        let taken = flags(&take(arguments, &["yes", "all"]));
        self.yes |= is_on(&taken, "yes");
        self.all |= is_on(&taken, "all");
        self
    }
}

/// Shows the plan of each release, asks `sure`, and runs `helm VERB` with the arguments. The exit code is Helm's.
pub(crate) fn run(
    verb: &'static str,
    plans: &[(String, Question)],
    arguments: &[OsString],
    consent: Consent,
    sure: &str,
) -> Result<ExitCode, Failure> {
    let given = flags(arguments);
    let is_dry = given.iter().any(|flag| flag.name == "dry-run");
    let needs_answer = !is_dry && confirmation::is_needed(verb, consent.yes)?;
    let helm = Helm::find()?;
    for (release, question) in plans {
        let sides = match ask(&helm, release, question) {
            Err(Failure::NoRelease { .. }) if is_on(&given, "ignore-not-found") => continue,
            sides => sides?,
        };
        ensure_of_dagu(verb, &sides)?;
        for note in &sides.before.notes {
            output::stderr(&format!("note: {note}\n"));
        }
        let shown = Shown { all: consent.all, ..Shown::default() };
        let comparison = compare(&sides, shown)?;
        output::colored_stderr(&human(&sides, &comparison, shown, columns()));
    }
    if needs_answer {
        confirmation::ask(&helm, sure)?;
    }
    let status = helm.status(helm.command(verb).args(arguments))?;
    Ok(exit_code(status))
}

/// Refuses a release of another chart, such as one whose name is mistyped.
fn ensure_of_dagu(verb: &'static str, sides: &Sides) -> Result<(), Failure> {
    let manifests = [&sides.before.manifest, &sides.after.manifest];
    // Without any document, nothing is known.
    let chart = manifests.iter().find_map(|manifest| Place::chart(manifest));
    match chart.filter(|_| manifests.iter().all(|manifest| Place::all(manifest).is_empty())) {
        Some(chart) => {
            let (release, chart) = (sides.release.clone(), chart.to_owned());
            Err(Failure::NotForDagu { verb, release, chart })
        }
        None => Ok(()),
    }
}
