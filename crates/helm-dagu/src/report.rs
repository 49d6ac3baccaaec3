//! The report of the post-renderer, and what is shown of it.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use dagu_chart_api::{Diagnostic, Report, human};
use dagu_chart_report::{Format, View};
use tempfile::{NamedTempFile, TempPath};

use crate::failure::Failure;
use crate::output;

const REPORT: &str = "--report";
const FORMAT: &str = "--report-format";
const BEHIND: &str = "--post-renderer-args";

/// The report file that the user requests.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ReportFlags {
    file: Option<PathBuf>,
    format: Option<Format>,
}

impl ReportFlags {
    /// Removes the report flags from the arguments of a Helm command, which would refuse them.
    pub(crate) fn take(verb: &'static str, arguments: &mut Vec<OsString>) -> Result<Self, Failure> {
        let mut flags = Self::default();
        let mut format: Option<OsString> = None;
        let mut kept = Vec::with_capacity(arguments.len());
        let mut rest = std::mem::take(arguments).into_iter();
        while let Some(argument) = rest.next() {
            if argument == "--" {
                kept.push(argument);
                break;
            }
            let text = argument.as_encoded_bytes();
            if text.starts_with(format!("{BEHIND}={REPORT}").as_bytes()) {
                return Err(Failure::ReportBehind { verb });
            }
            if text.starts_with(REPORT.as_bytes()) && kept.last().is_some_and(|last| last == BEHIND) {
                return Err(Failure::ReportBehind { verb });
            }
            if let Some(file) = value(&argument, REPORT, "FILE", &mut rest)? {
                flags.file = Some(file.into());
            } else if let Some(name) = value(&argument, FORMAT, "FORMAT", &mut rest)? {
                format = Some(name);
            } else {
                kept.push(argument);
            }
        }
        kept.extend(rest);
        *arguments = kept;
        if let Some(name) = format {
            let name = name.to_string_lossy().into_owned();
            flags.format = Some(Format::from_str(&name, false).map_err(|_| Failure::ReportFormat(name))?);
            if flags.file.is_none() {
                return Err(Failure::ReportWithoutFile);
            }
        }
        Ok(flags)
    }

    /// Writes a report to the user's file.
    pub(crate) fn save(&self, report: &Report) -> Result<(), Failure> {
        let Some(path) = &self.file else { return Ok(()) };
        let view = View { files: &[], width: None };
        let findings = match self.format.unwrap_or(Format::Json) {
            Format::Human => human(&report.diagnostics),
            format => dagu_chart_report::report(format, report, view),
        };
        output::findings_file(path, &findings)
    }
}

/// The value of a flag, after `=` or in the next argument.
fn value(
    argument: &OsStr,
    flag: &'static str,
    value: &'static str,
    rest: &mut impl Iterator<Item = OsString>,
) -> Result<Option<OsString>, Failure> {
    if argument == flag {
        return rest.next().map(Some).ok_or(Failure::ReportValue { flag, value });
    }
    let joined = argument.to_str().and_then(|text| text.strip_prefix(flag)?.strip_prefix('='));
    Ok(joined.map(OsString::from))
}

/// A temporary file for one report that only this user can read. It is deleted when this value is dropped.
pub(crate) struct ReportFile {
    path: TempPath,
}

impl ReportFile {
    pub(crate) fn new() -> Result<Self, Failure> {
        let file = NamedTempFile::with_prefix("helm-dagu-").map_err(Failure::Temporary)?;
        Ok(Self { path: file.into_temp_path() })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether Helm ran the post-renderer.
    pub(crate) fn is_written(&self) -> bool {
        fs::metadata(&self.path).is_ok_and(|metadata| metadata.len() > 0)
    }

    /// Prints the findings if the post-renderer succeeded.
    pub(crate) fn print(&self) {
        if let Some((report, _)) = self.read().filter(|(report, _)| report.ok) {
            output::stderr(&human(&report.diagnostics));
        }
    }

    /// The findings if the post-renderer succeeded.
    pub(crate) fn findings(&self) -> Vec<Diagnostic> {
        let report = self.read().filter(|(report, _)| report.ok);
        report.map(|(report, _)| report.diagnostics).unwrap_or_default()
    }

    /// Writes the report to the user's file. Without a report, writes the reason.
    pub(crate) fn save(&self, verb: &str, flags: &ReportFlags) -> Result<(), Failure> {
        let Some(path) = &flags.file else { return Ok(()) };
        let format = flags.format.unwrap_or(Format::Json);
        let findings = match self.read() {
            Some((report, text)) => match &report.error {
                Some(error) => dagu_chart_report::failed(format, error),
                None => {
                    let human = human(&report.diagnostics);
                    dagu_chart_report::shown(format, &human, &text).map_err(Failure::Report)?
                }
            },
            None => {
                let error =
                    format!("error: `helm {verb}` failed before it ran dagu-post: see its error message\n");
                dagu_chart_report::failed(format, &error)
            }
        };
        output::findings_file(path, &findings)
    }

    /// The parsed report and its text; `None` if Helm failed before it ran the post-renderer.
    fn read(&self) -> Option<(Report, String)> {
        let text = match fs::read_to_string(&self.path) {
            Ok(text) if text.is_empty() => return None,
            Ok(text) => Ok(text),
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            Err(error) => Err(error),
        };
        let report = text.and_then(|text| Ok((serde_json::from_str(&text)?, text)));
        report
            .inspect_err(|error: &io::Error| {
                output::stderr(&format!("warning: cannot read the findings of dagu-post: {error}\n"));
            })
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(line: &str) -> (Result<ReportFlags, Failure>, String) {
        let mut arguments = line.split(' ').map(OsString::from).collect();
        let flags = ReportFlags::take("template", &mut arguments);
        let kept: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
        (flags, kept.join(" "))
    }

    #[test]
    fn the_flags_are_taken_wherever_they_stand() {
        for line in [
            "--report f --report-format sarif dagu ./chart --set a=b",
            "dagu --report=f ./chart --set a=b --report-format=sarif",
        ] {
            let (flags, kept) = take(line);
            assert_eq!(flags.unwrap(), ReportFlags { file: Some("f".into()), format: Some(Format::Sarif) });
            assert_eq!(kept, "dagu ./chart --set a=b", "{line}");
        }
        let (flags, kept) = take("dagu --post-renderer-args --strict -- --report f");
        assert_eq!(
            (flags.unwrap(), kept.as_str()),
            (ReportFlags::default(), "dagu --post-renderer-args --strict -- --report f",)
        );
    }

    #[test]
    fn what_cannot_be_a_report_is_refused() {
        for line in [
            "dagu --report",
            "dagu --report-format sarif",
            "dagu --report f --report-format xml",
            "dagu --post-renderer-args=--report=f",
            "dagu --post-renderer-args=--report --post-renderer-args=f",
            "dagu --post-renderer-args --report-format=sarif",
            "dagu --post-renderer-args --report --post-renderer-args f",
        ] {
            assert!(take(line).0.is_err(), "{line}");
        }
    }
}
