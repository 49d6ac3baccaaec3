//! The line of a page about its example in the values editor: a link, if the address is known, or why there is none.

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::super::read;
use super::situation::Live;

const PACKAGE: &str = "www/package.json";

#[derive(Deserialize)]
struct Package {
    homepage: Option<String>,
}

/// The address at which the values editor is published; none if it is not.
pub(super) fn editor() -> Result<Option<String>> {
    address(&read(PACKAGE)?)
}

fn address(package: &str) -> Result<Option<String>> {
    let package: Package = serde_json::from_str(package).context(PACKAGE)?;
    match package.homepage {
        Some(address) if !address.starts_with("https://") || !address.ends_with('/') => {
            bail!("{PACKAGE}: `homepage` must start with https:// and end with a slash, but it is {address}")
        }
        address => Ok(address),
    }
}

/// The line; nothing if the editor shows the example at an address that is not known.
pub(super) fn line(code: &str, live: &Live, editor: Option<&str>) -> String {
    match (live, editor) {
        (Live::Lacks(what), _) => format!("\nThe values editor shows no example: {what}.\n"),
        (Live::Release(_), Some(editor)) => format!("\n[Open this example]({editor}#{code})\n"),
        (Live::Release(_), None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::texts_with;
    use super::address;

    const EDITOR: &str = "https://example.com/editor/";

    #[test]
    fn every_page_links_to_its_live_example_or_says_why_there_is_none() {
        std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).expect("the root");
        let [linked, plain] =
            [Some(EDITOR), None].map(|editor| texts_with(editor).expect("texts").diagnostics);
        let pages = linked.split("\n## ").skip(1);
        let wrong: Vec<&str> = pages
            .filter_map(|page| {
                let code = page.split(' ').next()?;
                let links = page.matches(&format!("\n[Open this example]({EDITOR}#{code})\n")).count();
                let reasons = page.matches("\nThe values editor shows no example: ").count();
                (links + reasons != 1).then_some(code)
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert!(linked.contains("#D0102)") && !plain.contains("[Open this example]"));
    }

    #[test]
    fn the_address_is_a_folder_that_browsers_trust() {
        assert_eq!(address("{}").expect("no address"), None);
        let package = format!("{{\"homepage\": \"{EDITOR}\"}}");
        assert_eq!(address(&package).expect("an address").as_deref(), Some(EDITOR));
        for wrong in ["http://example.com/", "https://example.com/editor", ""] {
            address(&format!("{{\"homepage\": \"{wrong}\"}}")).expect_err(wrong);
        }
    }
}
