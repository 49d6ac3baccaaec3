//! Links between Markdown files: the file is there, and so is the heading; every page of docs/ can be reached.

mod markdown;

use super::files::Text;
use crate::root;
use markdown::{anchors, targets};

/// The page that lists the others of its folder.
const INDEX: &str = "docs/README.md";

/// Every link that leads nowhere, and every page that no link leads to.
pub(crate) fn check(files: &[Text]) -> Vec<String> {
    let pages: Vec<&Text> = files.iter().filter(|file| file.path.ends_with(".md")).collect();
    let mut problems: Vec<String> = pages.iter().flat_map(|page| dead(page, &pages)).collect();
    if let Some(index) = pages.iter().find(|page| page.path == INDEX) {
        problems.extend(unlisted(index, &pages));
    }
    problems
}

/// The links of a page that lead nowhere.
fn dead(page: &Text, pages: &[&Text]) -> Vec<String> {
    let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut problems = Vec::new();
    for (file, anchor) in targets(&page.text) {
        let target = if file.is_empty() { page.path.clone() } else { resolved(folder, file) };
        if !root::at(&target).exists() {
            problems.push(format!("{}: there is no file {target} for the link to {file}", page.path));
            continue;
        }
        let known = pages.iter().find(|page| page.path == target);
        if let (Some(anchor), Some(known)) = (anchor, known)
            && !anchors(&known.text).iter().any(|known| known == anchor)
        {
            problems.push(format!("{}: {target} has no heading for the link to #{anchor}", page.path));
        }
    }
    problems
}

/// The pages beside the index that it does not link to.
fn unlisted(index: &Text, pages: &[&Text]) -> Vec<String> {
    let folder = INDEX.rsplit_once('/').map_or("", |(folder, _)| folder);
    let listed: Vec<String> = targets(&index.text).map(|(file, _)| resolved(folder, file)).collect();
    pages
        .iter()
        .filter(|page| page.path != INDEX && page.path.starts_with(&format!("{folder}/")))
        .filter(|page| !listed.contains(&page.path))
        .map(|page| format!("{INDEX}: does not link to {}", page.path))
        .collect()
}

/// A relative path below the root, without `..` where that can be resolved.
fn resolved(folder: &str, file: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in file.split('/') {
        match part {
            "." | "" => {}
            ".." if !parts.is_empty() => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::{dead, resolved, unlisted};
    use crate::tidy::files::Text;

    fn page(path: &str, text: &str) -> Text {
        Text { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn paths_are_resolved() {
        assert_eq!(resolved("docs", "../chart/README.md"), "chart/README.md");
        assert_eq!(resolved("", "docs/a.md"), "docs/a.md");
    }

    #[test]
    fn dead_links_are_found() {
        let readme = page("README.md", "# Top\n[a](CHANGELOG.md) [b](gone.md) [c](#top) [d](#bottom)\n");
        let problems = dead(&readme, &[&readme]);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].contains("gone.md") && problems[1].contains("#bottom"), "{problems:?}");
    }

    #[test]
    fn unlisted_pages_are_found() {
        let index = page("docs/README.md", "[a](a.md)");
        let (a, b) = (page("docs/a.md", ""), page("docs/b.md", ""));
        assert_eq!(unlisted(&index, &[&index, &a, &b]), ["docs/README.md: does not link to docs/b.md"]);
    }
}
