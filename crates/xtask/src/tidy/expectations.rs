//! Snapshots that no test reads.

use super::files::Text;

const SNAPSHOTS: &str = "tests/snapshots/";

/// Every file in tests/snapshots whose name, without `-helm3` or `-helm4`, is in no test.
pub(crate) fn check(files: &[Text]) -> Vec<String> {
    let read = |name: &str| {
        let literal = format!("\"{name}\"");
        files.iter().any(|file| file.path.starts_with("tests/tests/") && file.text.contains(&literal))
    };
    files
        .iter()
        .filter_map(|file| file.path.strip_prefix(SNAPSHOTS))
        .filter(|snapshot| {
            let name = snapshot.strip_suffix(".txt").unwrap_or(snapshot);
            !read(name.strip_suffix("-helm3").or(name.strip_suffix("-helm4")).unwrap_or(name))
        })
        .map(|snapshot| format!("{SNAPSHOTS}{snapshot}: no test reads it"))
        .collect()
}
