//! All rules, collected from the modules that report them, for `helm dagu explain` and the documentation.

use crate::diagnostic::{Rule, internal};
use crate::invalid;
use crate::kubernetes::{quantity, refusal, resources};
use crate::order;
use crate::{
    chart, credentials, foreign, inject, patch, post_render, release, render, rules, stream, version,
};

/// All rules, sorted by code.
pub(crate) fn all() -> Vec<&'static Rule> {
    let mut all = [
        internal::RULES,
        invalid::RULES,
        refusal::RULES,
        quantity::RULES,
        resources::RULES,
        version::RULES,
        release::RULES,
        stream::RULES,
        credentials::RULES,
        rules::RULES,
        inject::RULES,
        patch::RULES,
        foreign::RULES,
        chart::RULES,
        post_render::RULES,
        render::RULES,
    ]
    .concat();
    order::sort_by_key(&mut all, |rule| rule.code);
    all
}

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn codes_are_unique() {
        let codes: Vec<&str> = all().iter().map(|rule| rule.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
        assert!(codes.iter().all(|code| code.len() == 5 && code.starts_with('D')));
    }
}
