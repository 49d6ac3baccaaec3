//! Links in Markdown that lead to a file.

use super::files::Text;
use crate::root;

/// Every link to a file that is not there.
pub(crate) fn check(files: &[Text]) -> Vec<String> {
    files
        .iter()
        .filter(|file| file.path.ends_with(".md"))
        .flat_map(|file| {
            let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            targets(&file.text)
                .filter(|target| !root::at(folder).join(target).exists())
                .map(|target| format!("{}: the link to {target} leads nowhere", file.path))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn targets(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| {
        let target = rest.split([')', ' ', '#']).next()?;
        let elsewhere = target.contains("://") || target.starts_with("mailto:");
        (!target.is_empty() && !elsewhere).then_some(target)
    })
}

#[cfg(test)]
mod tests {
    use super::targets;

    #[test]
    fn links_to_files_are_found() {
        let text = "[a](b.md#part) [c](https://d) [e](#f) ![g](h/i.svg \"j\")";
        assert_eq!(targets(text).collect::<Vec<_>>(), ["b.md", "h/i.svg"]);
    }
}
