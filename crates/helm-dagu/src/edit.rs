//! Edits of a values text, made by the core.

use dagu_chart_api::EditRequest;
use dagu_chart_host::{Host, Limits};

use crate::failure::Failure;
use crate::request::json;

/// The text after an edit. `name` is the name of the text in an error.
pub(crate) fn edited(host: &Host, name: &str, request: &EditRequest) -> Result<String, Failure> {
    let answer = host.edit(&json(request)?, &Limits::default())?;
    if answer.ok() {
        Ok(String::from_utf8_lossy(&answer.stream()).into_owned())
    } else {
        Err(Failure::Edit { name: name.to_owned(), reason: answer.text().trim_end().to_owned() })
    }
}
