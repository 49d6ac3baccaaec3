//! The values in a carrier, which Helm has merged.

use anyhow::{Result, ensure};
use dagu_chart_api::{RenderRequest, ShownValues, ValuesView};

use crate::case::Stream;
use crate::engine::{Answer, Engine, Native};

/// Checks that a carrier has the values that the core itself merges, or the same errors.
pub fn carried(stream: &Stream, request: &RenderRequest) -> Result<()> {
    let shown = |answer: Answer| serde_json::from_value::<ShownValues>(answer.report);
    let carried = shown(Native.carried_values(str::from_utf8(&stream.bytes)?)?)?;
    let merged = shown(Native.values(request, ValuesView::Merged)?)?;
    ensure!(carried.ok == merged.ok, "ok is {}, not {}", carried.ok, merged.ok);
    ensure!(carried.values == merged.values, "{:#?}\nare not\n{:#?}", carried.values, merged.values);
    let values = |shown: ShownValues| shown.origins.into_iter().map(|origin| (origin.path, origin.value));
    ensure!(values(carried).eq(values(merged)), "other paths");
    Ok(())
}
