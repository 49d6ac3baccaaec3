//! The layout in which kustomize and kpt write a ResourceList: top-level keys, each on a line, and a block list of items.

use serde_json::Value;

use super::json::line;

/// A top-level key with everything below it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block<'a> {
    /// Empty for what is before the first key.
    pub(super) key: &'a str,
    pub(super) text: &'a str,
}

pub(super) fn top_level(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let (mut key, mut start, mut at) = ("", 0, 0);
    for line in text.split_inclusive('\n') {
        let is_key = line.starts_with(|c: char| c.is_alphabetic());
        if let Some((name, _)) = line.split_once(':').filter(|_| is_key) {
            blocks.push(Block { key, text: &text[start..at] });
            (key, start) = (name, at);
        }
        at += line.len();
    }
    blocks.push(Block { key, text: &text[start..] });
    blocks.retain(|block| !block.text.is_empty());
    blocks
}

/// A list in this layout, if it has items.
pub(super) fn of(list: &Value) -> Option<String> {
    let mut text = String::new();
    for (key, value) in list.as_object()? {
        match value.as_array().filter(|_| key == "items") {
            Some(items) => {
                text.push_str("items:\n");
                text.extend(items.iter().map(|value| item(&line(value))));
            }
            None => text.push_str(&format!("{key}: {}", line(value))),
        }
    }
    Some(text)
}

/// The items below the line `items:`, each as a document. `None` if they have another layout.
pub(super) fn items(block: &str) -> Option<Vec<String>> {
    let (head, list) = block.split_once('\n')?;
    if head.trim_end() != "items:" {
        return None;
    }
    let first = list.lines().find(|line| !is_gap(line))?;
    let dash = first.len() - first.trim_start_matches(' ').len();
    let column = dash + "- ".len();
    let mut items: Vec<String> = Vec::new();
    for line in list.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if indent == dash && line[dash..].starts_with("- ") {
            items.push(line[column..].to_owned());
        } else if indent >= column {
            items.last_mut()?.push_str(&line[column..]);
        } else if line.trim().is_empty() {
            items.last_mut()?.push('\n');
        } else if !is_gap(line) {
            return None;
        }
    }
    for item in &mut items {
        if !item.ends_with('\n') {
            item.push('\n');
        }
    }
    Some(items)
}

/// Whether the line is blank or a comment.
fn is_gap(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

/// A document as an item of a list.
pub(super) fn item(document: &str) -> String {
    let mut item = String::new();
    for line in document.lines().skip_while(|line| is_gap(line)) {
        if !line.is_empty() {
            item.push_str(if item.is_empty() { "- " } else { "  " });
            item.push_str(line);
        }
        item.push('\n');
    }
    item
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_top_level_keys_is_complete() {
        let text = "# head\nkind: ResourceList\nitems:\n- a: 1\n# gap\n- b: 2\nfunctionConfig:\n  c: 3\n";
        let blocks = top_level(text);
        let keys: Vec<_> = blocks.iter().map(|block| block.key).collect();
        assert_eq!(keys, ["", "kind", "items", "functionConfig"]);
        assert_eq!(blocks.iter().map(|block| block.text).collect::<String>(), text);
    }

    #[test]
    fn items_are_documents_at_any_indentation() {
        let expected = ["a: |\n  x\n\n    y\nb: 1\n", "c: 2\n"];
        assert_eq!(items("items:\n- a: |\n    x\n\n      y\n  b: 1\n# gap\n- c: 2").unwrap(), expected);
        assert_eq!(
            items("items: \n  # gap\n  - a: |\n      x\n\n        y\n    b: 1\n  - c: 2\n").unwrap(),
            expected
        );
    }

    #[test]
    fn items_become_the_text_that_they_were() {
        let list = "- a: |\n    x\n\n      y\n  b: 1\n- c: 2\n";
        let documents = items(&format!("items:\n{list}")).unwrap();
        assert_eq!(documents.iter().map(|document| item(document)).collect::<String>(), list);
    }

    #[test]
    fn another_layout_is_not_read() {
        for block in
            ["items: []\n", "items: [{a: 1}]\n", "items:\n", "items:\n-\n  a: 1\n", "items:\n  a: 1\n"]
        {
            assert_eq!(items(block), None, "{block}");
        }
    }
}
