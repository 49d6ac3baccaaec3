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

/// The name of the chart.
const NAME: &str = "dagu";

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
    // Values of an umbrella chart have another shape.
    if chart(arguments).and_then(|chart| is_dagu_chart(Path::new(&chart))) != Some(true) {
        return Ok(None);
    }
    let Some((errors, text)) = found(arguments)? else { return Ok(None) };
    let note = format!("error: Helm was not started: fix the values, or skip this check with {NO_LINT}\n");
    output::colored_stderr(&format!("{text}{note}"));
    Ok(Some(Report::new(false, Vec::new(), errors)))
}

/// Prints the errors in the values of a command in which Helm has refused them: what an archive or a registry has is not
/// known before.
pub(crate) fn explain(arguments: &[OsString]) -> Result<(), Failure> {
    let Some(chart) = chart(arguments) else { return Ok(()) };
    if is_dagu_chart(Path::new(&chart)).is_some() || !is_named_like_ours(&chart.to_string_lossy()) {
        return Ok(());
    }
    if let Some((_, text)) = found(arguments)? {
        output::colored_stderr(&text);
    }
    Ok(())
}

/// The chart in the arguments of Helm.
fn chart(arguments: &[OsString]) -> Option<OsString> {
    positionals(arguments, &flags(arguments)).last().map(|chart| OsString::from(*chart))
}

/// Whether a reference, such as an address, is one of an archive of this chart or of its repository.
fn is_named_like_ours(chart: &str) -> bool {
    let name = chart.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.split(['@', ':']).next().unwrap_or_default();
    name == NAME
        || name.strip_prefix(NAME).is_some_and(|rest| rest.starts_with("-") && rest.ends_with(".tgz"))
}

/// The errors in the values of a Helm command, with their text.
fn found(arguments: &[OsString]) -> Result<Option<(Vec<Diagnostic>, String)>, Failure> {
    let Some(values) = ValuesFlags::of_helm(&flags(arguments)) else { return Ok(None) };
    // Helm reports a file that it cannot read.
    let Ok(request) = values.request() else { return Ok(None) };
    let request = RenderRequest { check: true, ..request };
    let answer = Host::new()?.render(&json(&request)?, &Limits::default())?;
    let report: Report = serde_json::from_str(answer.report()).map_err(Failure::Report)?;
    let mut errors: Vec<Diagnostic> = report.diagnostics.into_iter().filter(is_about_shape).collect();
    if errors.is_empty() {
        return Ok(None);
    }
    sort(&mut errors);
    let text = annotated(&errors, View { files: &request.values, width: columns() });
    Ok(Some((errors, text)))
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
    fn references_of_our_chart_have_its_name() {
        for chart in
            ["oci://ghcr.io/x/charts/dagu", "oci://x/dagu:0.1.0", "https://x/dagu-0.1.0.tgz", "repo/dagu"]
        {
            assert!(is_named_like_ours(chart), "{chart}");
        }
        for chart in ["oci://x/dagu/platform", "dagu-umbrella", "https://dagu/x-1.tgz", ""] {
            assert!(!is_named_like_ours(chart), "{chart}");
        }
    }

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
