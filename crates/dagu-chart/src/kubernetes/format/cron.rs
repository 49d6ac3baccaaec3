//! Schedules of cron.

use crate::duration;

/// Five fields, or a macro (github.com/robfig/cron, `ParseStandard`).
pub(super) fn is_cron(text: &str) -> bool {
    const WORDS: [&str; 7] =
        ["@annually", "@daily", "@hourly", "@midnight", "@monthly", "@weekly", "@yearly"];
    if let Some(duration) = text.strip_prefix("@every ") {
        return duration::seconds(duration).is_some();
    }
    if text.starts_with('@') {
        return WORDS.contains(&text);
    }
    let fields: Vec<&str> = text.split_whitespace().collect();
    let within = |(field, (least, most, names)): (&&str, &(u32, u32, &[&str]))| {
        field.split(',').all(|part| is_cron_range(part, *least, *most, names))
    };
    fields.len() == CRON.len() && fields.iter().zip(&CRON).all(within)
}

/// The fields of cron: the least and the largest number, and names in place of numbers from the least on.
const CRON: [(u32, u32, &[&str]); 5] = [
    (0, 59, &[]),
    (0, 23, &[]),
    (1, 31, &[]),
    (1, 12, &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
    (0, 6, &["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
];

/// `*`, a number or a range of two, each with an optional `/` and step.
fn is_cron_range(part: &str, least: u32, most: u32, names: &[&str]) -> bool {
    let number = |text: &str| {
        let name = names.iter().position(|name| text.eq_ignore_ascii_case(name));
        match name {
            Some(index) => Some(least + u32::try_from(index).ok()?),
            None if text.bytes().all(|b| b.is_ascii_digit()) => text.parse().ok(),
            None => None,
        }
    };
    let (range, step) = part.split_once('/').map_or((part, None), |(range, step)| (range, Some(step)));
    let steps = step.is_none_or(|step| number(step).is_some_and(|step| step > 0));
    let (from, to) = match range.split_once('-') {
        _ if matches!(range, "*" | "?") => return steps,
        Some((from, to)) => (number(from), number(to)),
        None => (number(range), number(range)),
    };
    steps && from.zip(to).is_some_and(|(from, to)| (least..=to).contains(&from) && to <= most)
}
