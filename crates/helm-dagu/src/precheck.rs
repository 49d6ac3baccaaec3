//! The check of values before Helm starts: Helm reports a typo in the words of JSON Schema, without a line.

use std::ffi::OsString;
use std::path::Path;

use dagu_chart_api::{Diagnostic, RenderRequest, Report, Severity};
use dagu_chart_host::{Host, Limits};
use dagu_chart_report::{View, annotated, sort};

use crate::chart_folder::is_dagu_chart;
use crate::failure::Failure;
use crate::helm_arguments::{flags, positionals};
use crate::output;
use crate::request::{ValuesFlags, json};
use crate::terminal::columns;

/// The flag that skips the check.
const NO_LINT: &str = "--no-lint";

/// The codes about keys, types and formats. They hold whatever the cluster, the release and its earlier values are;
/// the post-renderer, which knows those, checks everything else.
const SHAPE: &str = "D01";

/// Removes the flag from the arguments of Helm, which does not know it.
pub(crate) fn take_no_lint(arguments: &mut Vec<OsString>) -> bool {
    let end = arguments.iter().position(|argument| argument == "--").unwrap_or(arguments.len());
    let at = arguments[..end].iter().position(|argument| argument == NO_LINT);
    at.map(|at| arguments.remove(at)).is_some()
}

/// Prints the errors in the values of a Helm command, and returns them as a report if there are any.
pub(crate) fn errors(arguments: &[OsString]) -> Result<Option<Report>, Failure> {
    let given = flags(arguments);
    // Values of an umbrella chart have another shape.
    let is_ours = positionals(arguments, &given).last().and_then(|chart| is_dagu_chart(Path::new(chart)));
    let Some(values) = ValuesFlags::of_helm(&given).filter(|_| is_ours == Some(true)) else {
        return Ok(None);
    };
    // Helm reports a file that it cannot read.
    let Ok(request) = values.request() else { return Ok(None) };
    let request = RenderRequest { check: true, ..request };
    let answer = Host::new()?.render(&json(&request)?, &Limits::default())?;
    let report: Report = serde_json::from_str(answer.report()).map_err(Failure::Report)?;
    let mut errors: Vec<Diagnostic> = report.diagnostics.into_iter().filter(is_about_shape).collect();
    sort(&mut errors);
    if errors.is_empty() {
        return Ok(None);
    }
    let view = View { files: &request.values, width: columns() };
    let note = format!("error: Helm was not started: fix the values, or skip this check with {NO_LINT}\n");
    output::colored_stderr(&format!("{}{note}", annotated(&errors, view)));
    Ok(Some(Report::new(false, Vec::new(), errors)))
}

/// Whether an error is about a value that the user passes, and not about a default or the request.
fn is_about_shape(diagnostic: &Diagnostic) -> bool {
    let is_placed = diagnostic.span.is_some() || diagnostic.flag.is_some();
    diagnostic.severity == Severity::Error && is_placed && diagnostic.code.starts_with(SHAPE)
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    #[test]
    fn the_flag_is_taken_before_two_dashes_only() {
        let take = |line: &str| {
            let mut arguments: Vec<_> = line.split(' ').map(OsString::from).collect();
            let taken = take_no_lint(&mut arguments);
            (taken, arguments.join(OsStr::new(" ")).into_string().expect("UTF-8"))
        };
        assert_eq!(take("dagu --no-lint ./chart"), (true, "dagu ./chart".to_owned()));
        assert_eq!(take("dagu -- --no-lint"), (false, "dagu -- --no-lint".to_owned()));
    }
}
