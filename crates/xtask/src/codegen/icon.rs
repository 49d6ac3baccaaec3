//! The icon in `chart/Chart.yaml`: Helm wants a URL there, and a `data:` URL needs no server.

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub(super) const PATH: &str = "chart/Chart.yaml";
pub(super) const SOURCE: &str = "chart/icon.svg";

/// `Chart.yaml` with the drawing in its `icon`.
pub(super) fn inserted(chart: &str, drawing: &str) -> Result<String> {
    let old = chart
        .lines()
        .find(|line| line.starts_with("icon:"))
        .with_context(|| format!("{PATH} has no `icon`"))?;
    let new = format!("icon: data:image/svg+xml;base64,{}", STANDARD.encode(drawing.trim_end()));
    Ok(chart.replace(old, &new))
}
