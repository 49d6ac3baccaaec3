//! The fenced blocks of the documentation that people write: README.md, chart/README.md and the pages below docs/.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::place;

const FENCE: &str = "```";

/// A page of the documentation.
pub struct Page {
    /// Path below the root of the repository.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A fenced block.
pub struct Block<'a> {
    /// What follows the opening fence, such as `yaml`.
    pub info: &'a str,
    /// Number of its first line in the page, from 1.
    pub line: usize,
    /// Where its first line begins in the page, in bytes.
    pub start: usize,
    /// Its lines.
    pub text: &'a str,
}

/// Every page that is not generated.
pub fn pages() -> Result<Vec<Page>> {
    let mut paths = vec!["README.md".to_owned(), "chart/README.md".to_owned()];
    for folder in ["docs", "docs/gitops"] {
        for entry in fs::read_dir(place::at(folder))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.ends_with(".md") {
                paths.push(format!("{folder}/{name}"));
            }
        }
    }
    paths.sort();
    let mut pages = Vec::new();
    for path in paths {
        let text = fs::read_to_string(place::at(&path)).with_context(|| format!("cannot read {path}"))?;
        if !text.starts_with("<!-- Generated") {
            pages.push(Page { path, text });
        }
    }
    Ok(pages)
}

impl Page {
    /// Its blocks, in their order.
    pub fn blocks(&self) -> Result<Vec<Block<'_>>> {
        let mut blocks = Vec::new();
        let mut open: Option<Block<'_>> = None;
        let mut position = 0;
        for (index, line) in self.text.split_inclusive('\n').enumerate() {
            let start = position;
            position += line.len();
            if line.starts_with(FENCE) {
                match open.take() {
                    Some(block) => blocks.push(Block { text: &self.text[block.start..start], ..block }),
                    None => {
                        let info = line.trim_start_matches('`').trim_end();
                        open = Some(Block { info, line: index + 2, start: position, text: "" });
                    }
                }
            } else {
                ensure!(
                    !line.trim_start().starts_with(FENCE),
                    "{}:{}: an indented block is not tested: move it to the margin",
                    self.path,
                    index + 1
                );
            }
        }
        ensure!(open.is_none(), "{}: a block is not closed", self.path);
        Ok(blocks)
    }

    /// The text without the content of its blocks, and without their fences.
    pub fn prose(&self) -> Result<String> {
        let mut prose = self.text.clone();
        for block in self.blocks()?.iter().rev() {
            prose.replace_range(block.start..block.start + block.text.len(), "");
        }
        Ok(prose.lines().filter(|line| !line.starts_with(FENCE)).map(|line| format!("{line}\n")).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn blocks_have_their_info_line_and_text() {
        let text = "# A\n```yaml\na: 1\n```\n\n```sh\nls\npwd\n```\n";
        let page = Page { path: "a.md".to_owned(), text: text.to_owned() };
        let blocks = page.blocks().unwrap();
        let found: Vec<_> = blocks.iter().map(|block| (block.info, block.line, block.text)).collect();
        assert_eq!(found, [("yaml", 3, "a: 1\n"), ("sh", 7, "ls\npwd\n")]);
        assert!(page.text[blocks[0].start..].starts_with("a: 1"));
        assert_eq!(page.prose().unwrap(), "# A\n\n");
    }
}
