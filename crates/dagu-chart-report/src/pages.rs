//! The documentation of the diagnostics, one page per code.

/// Generated from the rules of the core: the same text as in the repository.
const PAGES: &str = include_str!("../../../docs/diagnostics.md");
/// The start of each page.
const HEADING: &str = "\n## ";

/// The public repository of the release that this program is part of, such as `https://github.com/owner/name`. Another
/// build has none.
pub(crate) fn repository() -> Option<&'static str> {
    option_env!("DAGU_REPOSITORY").filter(|address| !address.is_empty())
}

/// The pages; each starts with its heading, such as `D0102 unknown-key`.
pub fn pages() -> impl Iterator<Item = &'static str> {
    PAGES.split(HEADING).skip(1)
}

/// The page of a code or of a rule's name.
pub fn page(code_or_name: &str) -> Option<&'static str> {
    pages().find(|page| words(page).any(|word| word.eq_ignore_ascii_case(code_or_name)))
}

/// Whether a selection such as `D0102`, `D02` or `unknown-key` names at least one code.
pub fn is_known(selection: &str) -> bool {
    pages().any(|page| {
        let mut words = words(page);
        let (code, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        selects(selection, code, name)
    })
}

/// Whether a selection names this code: the code, the start of it, or the name of its rule.
pub fn selects(selection: &str, code: &str, name: &str) -> bool {
    let is_start = code.get(..selection.len()).is_some_and(|start| start.eq_ignore_ascii_case(selection));
    !selection.is_empty() && (is_start || name.eq_ignore_ascii_case(selection))
}

/// The first sentence of a page, without its severity.
pub(crate) fn summary(page: &str) -> &str {
    let sentence = page.lines().nth(2).unwrap_or_default();
    sentence.split_once(": ").map_or(sentence, |(_, sentence)| sentence)
}

/// The address of a page in a repository, in the text of this version.
pub(crate) fn address(repository: &str, page: &str) -> String {
    let heading = page.lines().next().unwrap_or_default();
    let anchor = heading.to_lowercase().replace(' ', "-");
    format!("{repository}/blob/v{}/docs/diagnostics.md#{anchor}", env!("CARGO_PKG_VERSION"))
}

fn words(page: &'static str) -> impl Iterator<Item = &'static str> {
    page.lines().next().unwrap_or_default().split(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_and_its_name_have_one_page() {
        let by_code = page("d0102").expect("a page");
        assert!(by_code.starts_with("D0102 unknown-key\n"), "{by_code}");
        assert!(!by_code.contains("D0103"), "{by_code}");
        assert_eq!(page("unknown-key"), Some(by_code));
        assert_eq!(page("unknown"), None);
    }

    #[test]
    fn every_page_has_a_summary() {
        for page in pages() {
            let summary = summary(page);
            assert!(summary.ends_with(['.', ':']) && !summary.starts_with("Error"), "{page}");
        }
    }

    #[test]
    fn the_address_of_each_page_has_the_anchor_of_its_heading() {
        for page in pages() {
            let address = address("https://example.com/owner/name", page);
            let (file, anchor) = address.split_once('#').expect("an anchor");
            let version = env!("CARGO_PKG_VERSION");
            assert_eq!(file, format!("https://example.com/owner/name/blob/v{version}/docs/diagnostics.md"));
            // `cargo xtask tidy` compares the links of the table with the headings.
            assert!(PAGES.contains(&format!("](#{anchor})")), "{anchor}");
        }
    }

    #[test]
    fn a_selection_names_a_code_its_start_or_its_rule() {
        for selection in ["D0102", "d01", "D", "unknown-key"] {
            assert!(selects(selection, "D0102", "unknown-key") && is_known(selection), "{selection}");
        }
        for selection in ["", "D0103", "unknown", "D01022"] {
            assert!(!selects(selection, "D0102", "unknown-key"), "{selection}");
        }
        assert!(!is_known("D9"));
    }
}
