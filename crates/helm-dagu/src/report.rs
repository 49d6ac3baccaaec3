//! The report that the post-renderer writes, and what the user reads of it.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use dagu_chart_report::Report;
use tempfile::{NamedTempFile, TempPath};

use crate::failure::Failure;
use crate::output;

/// A file for one report, readable by this user alone and gone with this value.
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

    /// Prints what was found in a stream that the post-renderer made.
    ///
    /// An empty file means that Helm stopped before the post-renderer ran.
    pub(crate) fn print(&self) {
        let report = match fs::read(&self.path) {
            Ok(bytes) if bytes.is_empty() => return,
            Ok(bytes) => serde_json::from_slice::<Report>(&bytes).map_err(io::Error::from),
            Err(error) if error.kind() == ErrorKind::NotFound => return,
            Err(error) => Err(error),
        };
        match report {
            Ok(report) if report.ok => output::stderr(&report.human()),
            Ok(_) => {}
            Err(error) => {
                output::stderr(&format!("warning: the findings of dagu-post cannot be shown: {error}\n"))
            }
        }
    }
}
