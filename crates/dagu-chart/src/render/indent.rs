//! Indents settings that are written beside their pool, so that they belong to it.

use crate::yaml::Location;

/// An edit that indents the lines of the settings directly after `pool`, which include `place`.
///
/// `None` if the pool has a value or if `place` is not among those lines, such as in flow style or below another pool.
/// The edit is the same for each of the settings: to indent only one of them could leave text that is not YAML.
pub(super) fn settings(
    place: &Location,
    pool: &Location,
    names: &[String],
    text: &str,
) -> Option<(u32, u32, String)> {
    let key = pool.key.filter(|_| pool.value.start == pool.value.end && !pool.shared)?;
    let column = key.column as usize - 1;
    let after = text.get(key.end as usize..)?;
    let start = key.end as usize + after.find('\n')? + 1;
    let mut end = start;
    let mut next = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        next += line.len();
        let content = line.trim_start_matches(' ');
        if content.starts_with('#') || content.trim_ascii().is_empty() {
            continue;
        }
        let depth = line.len() - content.len();
        // A list can be on the level of its key.
        let is_setting = || {
            content.starts_with("- ")
                || names
                    .iter()
                    .any(|name| content.strip_prefix(&**name).is_some_and(|rest| rest.starts_with(':')))
        };
        if depth < column || depth == column && !is_setting() {
            break;
        }
        end = next;
    }
    let lines = text.get(start..end)?.split_inclusive('\n');
    let indented =
        lines.map(|line| if line.trim_ascii().is_empty() { line.to_owned() } else { format!("  {line}") });
    (start..end)
        .contains(&(place.key?.start as usize))
        .then(|| Some((u32::try_from(start).ok()?, u32::try_from(end).ok()?, indented.collect())))
        .flatten()
}
