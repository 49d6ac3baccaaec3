//! The values that the core shows.

use dagu_chart_api::{RenderRequest, ShownValues, ValuesView};
use dagu_chart_host::{Host, Limits};

use crate::failure::Failure;
use crate::request::json;

/// The values of a request, and the same as YAML.
pub(crate) fn shown_values(
    request: &RenderRequest,
    view: ValuesView,
    limits: &Limits,
) -> Result<(ShownValues, String), Failure> {
    let answer = Host::new()?.values(&json(request)?, view as u32, limits)?;
    let shown = serde_json::from_str(answer.report()).map_err(Failure::Report)?;
    Ok((shown, String::from_utf8_lossy(&answer.stream()).into_owned()))
}
