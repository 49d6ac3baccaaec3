//! The report, in the requested format and file.

use std::fs;
use std::io;
use std::path::Path;

use dagu_chart_host::Answer;
use dagu_chart_report::Format;

use crate::failure::Failure;

/// Writes the report of the core, or one that says why there is none.
pub(crate) fn write(path: &Path, format: Format, made: &Result<Answer, Failure>) -> Result<(), Failure> {
    let report = match made {
        Ok(answer) => {
            dagu_chart_report::shown(format, answer.text(), answer.report()).map_err(io::Error::from)
        }
        Err(failure) => Ok(dagu_chart_report::failed(format, &failure.text())),
    };
    let written = report.and_then(|report| fs::write(path, report));
    written.map_err(|error| Failure::Report(path.to_owned(), error))
}
