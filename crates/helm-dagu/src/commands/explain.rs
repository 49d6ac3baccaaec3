//! `helm dagu explain`.

use std::process::ExitCode;

use clap::Args;

use crate::failure::Failure;
use crate::output;

/// Generated from the rules of the core: the same text that people read in the repository.
const PAGES: &str = include_str!("../../../../docs/diagnostics.md");
/// What a page begins with.
const HEADING: &str = "\n## ";

/// Print what a code such as D0102 means, why it matters and what it looks like; without a code, list all.
#[derive(Args)]
pub(crate) struct Explain {
    /// The code, or the name of its rule
    code: Option<String>,
}

impl Explain {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        match self.code {
            Some(code) => {
                let page = page(&code).ok_or(Failure::UnknownCode(code))?;
                output::stdout(format!("{}\n", page.trim_end()).as_bytes())?;
            }
            None => {
                let headings: Vec<_> = pages().filter_map(|page| page.lines().next()).collect();
                output::stdout(format!("{}\n", headings.join("\n")).as_bytes())?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Each from its heading, `D0102 unknown-key`, to the next.
fn pages() -> impl Iterator<Item = &'static str> {
    PAGES.split(HEADING).skip(1)
}

fn page(asked: &str) -> Option<&'static str> {
    pages().find(|page| {
        let heading = page.lines().next().unwrap_or_default();
        heading.split(' ').any(|word| word.eq_ignore_ascii_case(asked))
    })
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
}
