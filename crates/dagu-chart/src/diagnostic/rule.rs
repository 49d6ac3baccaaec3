//! A rule: a code with its severity and documentation.

use dagu_chart_api::Diagnostic;

use super::{Finding, Severity};

/// The documentation of a rule. The guest does not print it and is built without it.
macro_rules! doc {
    ($text:literal) => {
        if cfg!(feature = "docs") { $text } else { "" }
    };
}

/// A rule. Codes are stable: the meaning of a code never changes.
#[derive(Debug)]
pub(crate) struct Rule {
    /// `D` and four digits.
    pub(crate) code: &'static str,
    /// A few words, lowercase with dashes.
    pub(crate) name: &'static str,
    /// The severity without `--strict`.
    pub(crate) severity: Severity,
    /// What it reports and why that matters.
    #[cfg_attr(not(feature = "docs"), expect(dead_code, reason = "only the documentation asks for it"))]
    pub(crate) doc: &'static str,
}

impl Rule {
    /// A finding of this rule about a value, given by its path.
    pub(crate) fn at(
        &self,
        path: impl AsRef<str>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Finding {
        self.found_at(path.as_ref(), message, help)
    }

    /// A finding of this rule that is not about a value.
    pub(crate) fn found(&self, message: impl Into<String>, help: impl Into<String>) -> Finding {
        self.found_at("", message, help)
    }

    fn found_at(&self, path: &str, message: impl Into<String>, help: impl Into<String>) -> Finding {
        let diagnostic = Diagnostic {
            code: self.code.into(),
            rule: self.name.into(),
            severity: self.severity,
            message: message.into(),
            path: path.to_owned(),
            span: None,
            flag: None,
            help: help.into(),
            fix: None,
        };
        Finding { diagnostic, remedy: None }
    }
}
