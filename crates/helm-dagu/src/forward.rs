//! Runs a Helm command with the post-renderer.

use std::ffi::OsString;
use std::process::ExitCode;

use crate::exit::{Exit, exit_code};
use crate::failure::Failure;
use crate::helm::Helm;
use crate::helm_arguments::flags;
use crate::output;
use crate::precheck;
use crate::report::{ReportFile, ReportFlags};

/// Runs `helm VERB` with the user's arguments; output and exit code are Helm's own.
///
/// Helm 3 and Helm 4 discard the stderr of a successful post-renderer, so its findings are written to a report
/// file and printed when Helm is done. When the post-renderer fails, Helm's error message contains them already.
pub(crate) fn forward(verb: &'static str, mut arguments: Vec<OsString>) -> Result<ExitCode, Failure> {
    let report_flags = ReportFlags::take(verb, &mut arguments)?;
    let no_lint = precheck::take_no_lint(&mut arguments);
    refuse_post_renderer(verb, &arguments)?;
    if !no_lint && let Some(report) = precheck::errors(&arguments)? {
        report_flags.save(&report)?;
        return Ok(Exit::Findings.into());
    }
    let asks_help = flags(&arguments).iter().any(|flag| ["help", "h"].contains(&&*flag.name));
    let helm = Helm::find()?;
    let report = ReportFile::new()?;
    let (mut command, _placed) = helm.post_rendered(verb, report.path())?;
    command.args(&arguments);

    let status = helm.status(&mut command)?;
    if asks_help {
        output::stderr(&format!("Run `helm dagu help {verb}` for the flags that `helm dagu {verb}` adds.\n"));
    }
    if !status.success() && !no_lint && !report.is_written() {
        precheck::explain(&arguments)?;
    }
    report.print();
    report.save(verb, &report_flags)?;
    Ok(exit_code(status))
}

/// Helm accepts only one post-renderer, and this plugin sets it.
pub(crate) fn refuse_post_renderer(verb: &'static str, arguments: &[OsString]) -> Result<(), Failure> {
    if names_a_post_renderer(arguments) { Err(Failure::OwnPostRenderer { verb }) } else { Ok(()) }
}

/// Whether the arguments set a post-renderer.
fn names_a_post_renderer(arguments: &[OsString]) -> bool {
    flags(arguments).iter().any(|flag| flag.name == "post-renderer")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn a_post_renderer_of_the_user_is_seen_in_both_forms() {
        assert!(names_a_post_renderer(&arguments("dagu ./chart --post-renderer x")));
        assert!(names_a_post_renderer(&arguments("--post-renderer=x dagu ./chart")));
    }

    #[test]
    fn arguments_for_our_post_renderer_are_the_users() {
        assert!(!names_a_post_renderer(&arguments("dagu ./chart --post-renderer-args=--strict")));
    }

    #[test]
    fn behind_a_double_dash_nothing_is_a_flag() {
        assert!(!names_a_post_renderer(&arguments("dagu -- --post-renderer")));
    }
}
