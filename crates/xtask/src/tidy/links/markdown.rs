//! The links and headings of a Markdown text, as code hosts show them.

use std::collections::BTreeMap;

const FENCE: &str = "```";

/// Every link that stays in the repository: the file, empty for the page itself, and the heading.
pub(super) fn targets(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    outside_blocks(text).flat_map(|line| line.split("](").skip(1)).filter_map(|rest| {
        let target = rest.split([')', ' ']).next()?;
        let elsewhere = target.contains("://") || target.starts_with("mailto:");
        let (file, anchor) =
            target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
        (!target.is_empty() && !elsewhere).then_some((file, anchor))
    })
}

/// The anchor of each heading: lower case, spaces as `-`, no punctuation; a repeated one gets a number.
pub(super) fn anchors(text: &str) -> Vec<String> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let headings = outside_blocks(text).filter(|line| line.starts_with('#'));
    let mut anchors = Vec::new();
    for heading in headings {
        let anchor: String = heading
            .trim_start_matches('#')
            .trim()
            .to_lowercase()
            .chars()
            .filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'))
            .map(|letter| if letter == ' ' { '-' } else { letter })
            .collect();
        let count = seen.entry(anchor.clone()).or_default();
        anchors.push(if *count == 0 { anchor } else { format!("{anchor}-{count}") });
        *count += 1;
    }
    anchors
}

/// The lines that are not in a fenced block.
fn outside_blocks(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.lines().filter(move |line| {
        let fence = line.starts_with(FENCE);
        inside ^= fence;
        !inside && !fence
    })
}

#[cfg(test)]
mod tests {
    use super::{anchors, targets};

    #[test]
    fn links_are_found() {
        let text = "[a](b.md#part) [c](https://d) [e](#f) ![g](h/i.svg \"j\")\n```\n[k](l)\n```\n";
        let found: Vec<_> = targets(text).collect();
        assert_eq!(found, [("b.md", Some("part")), ("", Some("f")), ("h/i.svg", None)]);
    }

    #[test]
    fn headings_have_anchors() {
        let text = "# Where Helm loses `null`\n```sh\n# no heading\n```\n## A, b\n## A, b\n";
        assert_eq!(anchors(text), ["where-helm-loses-null", "a-b", "a-b-1"]);
    }
}
