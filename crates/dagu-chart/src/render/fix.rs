//! Turns remedies into edits of the texts of a request, which keep comments.

use dagu_chart_api::{Applicability, Edit, Fix};

use super::indent;
use super::texts::Texts;
use crate::diagnostic::Remedy;
use crate::invalid::is_slip;
use crate::path::{Step, ValuePath, steps};
use crate::yaml::Location;

/// The edits of a remedy. `None` if they would change more than the reported value.
pub(super) fn fix(remedy: &Remedy, path: &str, texts: &Texts<'_>) -> Option<Fix> {
    let (title, applicability) = match remedy {
        Remedy::Rename(key) => (format!("rename it to `{key}`"), renaming(path, key)),
        Remedy::Quote => ("put it in quotes".to_owned(), Applicability::Safe),
        Remedy::Unquote(_) => ("write it without quotes".to_owned(), Applicability::Safe),
        // The nearest choice can be less secure than the intended one.
        Remedy::Replace(text) => (format!("replace it with `{text}`"), Applicability::Unsafe),
        Remedy::Remove => ("remove it".to_owned(), Applicability::Unsafe),
        Remedy::Indent { pool, .. } => (format!("indent it under pool `{pool}`"), Applicability::Safe),
    };
    // An unknown key is fixed in every file, a value only in the last one, which is in effect.
    let all = matches!(remedy, Remedy::Rename(_) | Remedy::Remove);
    let mut edits = Vec::new();
    for (index, text, document) in texts.documents.iter().rev() {
        let Some(place) = document.find(path).filter(|_| all || edits.is_empty()) else { continue };
        let beside = |key: &str| document.find(beside(path, key).as_str());
        let taken = matches!(remedy, Remedy::Rename(key) if beside(key).is_some());
        if taken || place.shared {
            return None;
        }
        let (start, end, new) = edit(remedy, &place, &text.text, beside)?;
        let file = u32::try_from(*index).ok()?;
        match header(&place, &text.text).filter(|header| end > header.1) {
            // A comment after the header stays.
            Some((header, line)) => {
                edits.push(Edit { file, start: line, end, text: String::new() });
                edits.push(Edit { file, start, end: header, text: new });
            }
            None => edits.push(Edit { file, start, end, text: new }),
        }
    }
    edits.reverse();
    (!edits.is_empty()).then_some(Fix { title, applicability, edits })
}

/// A fix of an obvious typo is safe; another word can be intended.
fn renaming(path: &str, key: &str) -> Applicability {
    match steps(path).last() {
        Some(Step::Key(given)) if is_slip(&given, key) => Applicability::Safe,
        _ => Applicability::Unsafe,
    }
}

/// `beside` finds another key of the same mapping.
fn edit(
    remedy: &Remedy,
    place: &Location,
    text: &str,
    beside: impl Fn(&str) -> Option<Location>,
) -> Option<(u32, u32, String)> {
    let value = place.whole;
    match remedy {
        Remedy::Rename(key) => place.key.map(|area| (area.start, area.end, key.clone())),
        Remedy::Quote => {
            let written = text.get(value.start as usize..value.end as usize)?;
            place.plain.then(|| (value.start, value.end, format!("\"{written}\"")))
        }
        Remedy::Unquote(written) => place.scalar.then(|| (value.start, value.end, written.clone())),
        Remedy::Replace(word) => {
            let bare = place.plain && word.bytes().all(|b| b.is_ascii_alphabetic());
            let new = if bare { word.clone() } else { serde_json::Value::from(word.as_str()).to_string() };
            place.scalar.then_some((value.start, value.end, new))
        }
        Remedy::Remove => line(place, text).map(|(start, end)| (start, end, String::new())),
        Remedy::Indent { pool, settings } => indent::settings(place, &beside(pool)?, settings, text),
    }
}

/// The end of the header of a block scalar, and of its line.
fn header(place: &Location, text: &str) -> Option<(u32, u32)> {
    let start = place.whole.start;
    let line = text.get(start as usize..place.value.start as usize)?.lines().next()?;
    let header = line.split([' ', '\t', '#']).next()?.len();
    (place.value.start > start && line.starts_with(['|', '>']))
        .then(|| Some((start + u32::try_from(header).ok()?, start + u32::try_from(line.len()).ok()?)))
        .flatten()
}

/// The whole lines of a key and its scalar. `None` if something else is on them, or if the mapping would be
/// empty: Helm reads an empty one as null, and null removes a default.
fn line(place: &Location, text: &str) -> Option<(u32, u32)> {
    // Reads only blanks up to the ends of the line, because a line can have thousands of keys.
    let before = text.get(..place.key?.start as usize)?.trim_end_matches(' ');
    let behind = text.get(place.value.end as usize..)?.trim_start_matches([' ', '\t']);
    let alone = (before.is_empty() || before.ends_with('\n'))
        && (behind.is_empty() || ["\n", "\r\n", "#"].iter().any(|start| behind.starts_with(start)));
    if !alone || !place.scalar || place.entries < 2 {
        return None;
    }
    let end = behind.find('\n').map_or(text.len(), |at| text.len() - behind.len() + at + 1);
    Some((u32::try_from(before.len()).ok()?, u32::try_from(end).ok()?))
}

/// The path of a key with another name in the same mapping.
fn beside(path: &str, key: &str) -> ValuePath {
    let steps: Vec<Step<'_>> = steps(path).collect();
    let parents = steps.split_last().map_or(&[][..], |(_, parents)| parents);
    ValuePath::to(parents).key(key)
}
