//! The codes of findings and the names of their rules, as people type them.

use dagu_chart_report::pages;

use crate::nearest::nearest;

/// What to type instead of an unknown one.
pub(crate) fn help(typed: &str) -> String {
    let names = pages().filter_map(|page| page.lines().next()?.split(' ').nth(1));
    match nearest(typed, names) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "run `helm dagu explain` to list all codes".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::help;

    #[test]
    fn a_typo_in_a_name_gets_the_name() {
        assert_eq!(help("Unknown-keys"), "did you mean `unknown-key`?");
        assert_eq!(help("D9999"), "run `helm dagu explain` to list all codes");
        assert_eq!(help(""), "run `helm dagu explain` to list all codes");
    }
}
