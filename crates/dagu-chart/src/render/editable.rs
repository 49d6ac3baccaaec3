//! A text of values that can be changed in place, and the paths of what is changed in it.

use crate::path::{Step, ValuePath, steps};
use crate::yaml::{self, KeyPlace, Parsed};

/// Why a value cannot be changed by itself.
pub(super) const SHARED: &str = "the value cannot be changed in place, because it shares its lines, an anchor or an alias with others; edit the file by hand";

/// Parses a text in which no key is there twice.
pub(super) fn editable(text: &str) -> Result<Parsed<'_>, String> {
    let document = yaml::read_manifest(text)
        .map_err(|error| format!("line {}: {}; {}", error.area.line, error.message, error.help))?;
    if let Some(KeyPlace { path, area }) = document.noted.duplicates.first() {
        return Err(format!("line {}: duplicate key `{path}`; remove one of the two first", area.line));
    }
    Ok(document)
}

/// The steps of a path. Text that is not a path would lead elsewhere.
pub(super) fn path_steps(path: &str) -> Result<Vec<Step<'_>>, String> {
    // One step more than a text may have: values that are nested deeper would take all of the stack.
    let steps: Vec<_> = steps(path).take(yaml::DEEPEST + 1).collect();
    if steps.is_empty() || steps.len() > yaml::DEEPEST || ValuePath::to(&steps).as_str() != path {
        return Err(format!(
            "`{path}` is not a path such as `workerPools.gpu.labels` or `tolerations[0].key`"
        ));
    }
    Ok(steps)
}
