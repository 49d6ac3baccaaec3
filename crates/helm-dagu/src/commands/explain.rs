//! `helm dagu explain`.

use std::process::ExitCode;

use clap::Args;

use crate::failure::Failure;
use crate::output;

/// Generated from the rules of the core: the same text as in the repository.
const PAGES: &str = include_str!("../../../../docs/diagnostics.md");
/// The start of each page.
const HEADING: &str = "\n## ";

/// Explain a diagnostic code such as D0102, with an example; without a code, list all codes
#[derive(Args)]
#[command(after_help = "Example:\n  helm dagu explain D0102")]
pub(crate) struct Explain {
    /// Code or rule name
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

/// The pages; each starts with its heading, such as `D0102 unknown-key`.
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
