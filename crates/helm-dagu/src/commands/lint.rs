//! `helm dagu lint`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_api::{Applicability, Diagnostic, RenderRequest, Report, Severity, ValuesText};
use dagu_chart_host::{Host, Limits};
use dagu_chart_report::{is_known, selects, sort};

use crate::answer::AnswerFlags;
use crate::entropy;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file::{ensure_unchanged, unified_diff, write_changed};
use crate::fix::{self, Trust};
use crate::output;
use crate::release_values::ReleaseFlags;
use crate::request::{ValuesFlags, json};

/// How often fixes are applied: one may reveal another finding. A pair of fixes that undo each other ends here.
const ROUNDS: usize = 10;

/// Find mistakes in values, and show their lines
///
/// Reports the same findings as an installation, but those that need a cluster, sorted by file and line. `--fix` changes
/// the files where it is safe, and keeps comments and layout. Exits with 1 if there are errors.
#[derive(Args)]
#[command(after_help = "Examples:
  helm dagu lint -f values.yaml
  helm dagu lint -f values.yaml --fix
  helm dagu lint -f values.yaml -o sarif --output-file findings.sarif")]
pub(crate) struct Lint {
    #[command(flatten)]
    release: ReleaseFlags,

    #[command(flatten)]
    values: ValuesFlags,

    /// Apply safe fixes to the files
    #[arg(long)]
    fix: bool,

    /// Also apply fixes that may not be what you meant; implies --fix unless --diff is used
    #[arg(long)]
    unsafe_fixes: bool,

    /// Show what --fix would change, and change nothing; exits with 1 if there is something
    #[arg(long)]
    diff: bool,

    /// Report only these codes, such as D0102, D02 or unknown-key
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    select: Vec<String>,

    /// Do not report these codes; an installation still refuses errors
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    ignore: Vec<String>,

    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,

    /// Kubernetes version, such as v1.35.0 [default: the newest that the chart supports]
    #[arg(long, value_name = "VERSION")]
    kube_version: Option<String>,

    /// Dagu version [default: the version of the image]
    #[arg(long, value_name = "VERSION")]
    dagu_version: Option<String>,

    #[command(flatten)]
    answer: AnswerFlags,
}

/// Which findings are reported and fixed.
struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Lint {
    pub(crate) fn run(mut self) -> Result<ExitCode, Failure> {
        let result = self.check();
        self.answer.or_report(result)
    }

    fn check(&mut self) -> Result<ExitCode, Failure> {
        let selection =
            Selection { select: std::mem::take(&mut self.select), ignore: std::mem::take(&mut self.ignore) };
        selection.validate()?;
        let request = std::mem::take(&mut self.release).request(std::mem::take(&mut self.values))?;
        let mut request = RenderRequest {
            kube_version: self.kube_version.take(),
            dagu_version: self.dagu_version.take(),
            entropy: Some(entropy::generate()?),
            strict: self.strict,
            check: true,
            ..request
        };
        let before = request.values.clone();
        let wants_fixes = self.fix || self.unsafe_fixes || self.diff;
        if wants_fixes && !self.diff && request.values.iter().any(|values| values.name == "-") {
            return Err(Failure::FixStdin);
        }
        let host = Host::new()?;
        let mut diagnostics = findings(&host, &request, &self.answer.limits, &selection)?;
        let mut fixed = 0;
        for _ in 0..ROUNDS {
            let trust = Trust { unsafe_too: self.unsafe_fixes };
            let applied = if wants_fixes { fix::apply(&mut request.values, &diagnostics, trust) } else { 0 };
            if applied == 0 {
                break;
            }
            fixed += applied;
            diagnostics = findings(&host, &request, &self.answer.limits, &selection)?;
        }
        if self.diff {
            return show_diff(&before, &request.values, fixed);
        }
        write(&before, &request.values)?;
        let has_error = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        let report = Report::new(!has_error, Vec::new(), diagnostics);
        self.answer.put_report(&report, &request.values, &summary(&report.diagnostics, fixed))?;
        Ok(if has_error { Exit::Findings } else { Exit::Success }.into())
    }
}

impl Selection {
    fn validate(&self) -> Result<(), Failure> {
        let unknown = self.select.iter().chain(&self.ignore).find(|selection| !is_known(selection));
        unknown.map_or(Ok(()), |unknown| Err(Failure::UnknownSelection(unknown.clone())))
    }

    fn takes(&self, diagnostic: &Diagnostic) -> bool {
        let is_in = |list: &[String]| {
            list.iter().any(|selection| selects(selection, &diagnostic.code, &diagnostic.rule))
        };
        (self.select.is_empty() || is_in(&self.select)) && !is_in(&self.ignore)
    }
}

/// What the core finds, in the order of files and lines; what is in no file comes last.
fn findings(
    host: &Host,
    request: &RenderRequest,
    limits: &Limits,
    selection: &Selection,
) -> Result<Vec<Diagnostic>, Failure> {
    let answer = host.render(&json(request)?, limits)?;
    let report: Report = serde_json::from_str(answer.report()).map_err(Failure::Report)?;
    let mut diagnostics = report.diagnostics;
    diagnostics.retain(|diagnostic| selection.takes(diagnostic));
    for diagnostic in &mut diagnostics {
        diagnostic.fix.take_if(|fix| !fix::is_possible(fix, &request.values));
    }
    sort(&mut diagnostics);
    Ok(diagnostics)
}

/// Prints what fixes change, as a unified diff.
fn show_diff(before: &[ValuesText], after: &[ValuesText], fixed: usize) -> Result<ExitCode, Failure> {
    let mut text = String::new();
    for (before, after) in before.iter().zip(after).filter(|(before, after)| before.text != after.text) {
        text.push_str(&unified_diff(before, after));
    }
    output::stdout(text.as_bytes())?;
    output::stderr(&format!("would fix {}\n", count(fixed, "finding")));
    Ok(if fixed > 0 { Exit::Findings } else { Exit::Success }.into())
}

/// Writes the files that changed. All are compared with what was read before the first one is written.
fn write(before: &[ValuesText], after: &[ValuesText]) -> Result<(), Failure> {
    let changed: Vec<_> =
        before.iter().zip(after).filter(|(before, after)| before.text != after.text).collect();
    changed.iter().try_for_each(|(before, _)| ensure_unchanged(before))?;
    changed.iter().try_for_each(|(before, after)| write_changed(before, after))
}

/// `1 error, 2 warnings; 1 fixable with --fix`.
fn summary(diagnostics: &[Diagnostic], fixed: usize) -> String {
    let weights = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counts = weights.map(|(severity, word)| {
        let number = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        (number > 0).then(|| count(number, word))
    });
    let mut parts = vec![counts.into_iter().flatten().collect::<Vec<_>>().join(", ")];
    if diagnostics.is_empty() {
        parts = vec!["no findings".to_owned()];
    }
    if fixed > 0 {
        parts.push(format!("{fixed} fixed"));
    }
    for (applicability, flag) in [(Applicability::Safe, "--fix"), (Applicability::Unsafe, "--unsafe-fixes")] {
        let fixes = diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_deref());
        let number = fixes.filter(|fix| fix.applicability == applicability).count();
        if number > 0 {
            parts.push(format!("{number} fixable with {flag}"));
        }
    }
    format!("{}\n", parts.join("; "))
}

fn count(number: usize, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {word}{plural}")
}
