//! What a rule finds.

use std::rc::Rc;

use dagu_chart_api::Diagnostic;

/// A diagnostic, and what could be done about it in a text that is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// What is said.
    pub(crate) diagnostic: Diagnostic,
    /// What a fix would do.
    pub(crate) remedy: Option<Remedy>,
}

/// What a rule would do about its finding, without knowing the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Remedy {
    /// Gives the key another name.
    Rename(String),
    /// Puts a plain scalar in quotes.
    Quote,
    /// Puts another string in the place of the value.
    Replace(String),
    /// Puts what the string says, a number or a boolean, in the place of the string.
    Unquote(String),
    /// Takes key and value away.
    Remove,
    /// Indents the settings that are written beside a pool without settings.
    Indent {
        /// The name of the pool.
        pool: String,
        /// The names of the settings.
        settings: Rc<[String]>,
    },
}

impl Finding {
    /// The same, with what can be done about it in a text.
    pub(crate) fn with(self, remedy: Remedy) -> Self {
        Self { remedy: Some(remedy), ..self }
    }
}

impl From<Finding> for Diagnostic {
    fn from(finding: Finding) -> Self {
        finding.diagnostic
    }
}
