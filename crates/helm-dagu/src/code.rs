//! The codes of findings and the names of their rules, as people type them.

use dagu_chart_report::pages;

/// How much a name has to be like the one that was typed.
const ALIKE: f64 = 0.7;

/// What to type instead of an unknown one.
pub(crate) fn help(typed: &str) -> String {
    let typed = typed.to_lowercase();
    let alike = |name: &&str| strsim::normalized_damerau_levenshtein(name, &typed);
    let names = pages().filter_map(|page| page.lines().next()?.split(' ').nth(1));
    let nearest = names.max_by(|one, other| alike(one).total_cmp(&alike(other)));
    match nearest.filter(|name| alike(name) >= ALIKE) {
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
