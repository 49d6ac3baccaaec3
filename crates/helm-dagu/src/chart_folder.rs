//! A chart in a folder of this machine.

use std::fs;
use std::path::Path;

const METADATA: &str = "Chart.yaml";

/// Whether a chart is the Dagu chart. `None` if it is not a folder: an archive or a repository may hold any chart.
pub(crate) fn is_dagu_chart(chart: &Path) -> Option<bool> {
    let metadata = fs::read_to_string(chart.join(METADATA)).ok()?;
    let is_named = metadata.lines().any(|line| line.trim_end() == "name: dagu");
    Some(is_named && chart.join("templates/carrier.yaml").is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_folder_tells_which_chart_it_is() {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        assert_eq!(is_dagu_chart(&project.join("chart")), Some(true));
        assert_eq!(is_dagu_chart(&project.join("tests/cluster/public-chart")), Some(false));
        assert_eq!(is_dagu_chart(Path::new("repository/dagu")), None);
    }
}
