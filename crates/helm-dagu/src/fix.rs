//! Fixes of findings, applied to the texts of values files.

use dagu_chart_api::{Applicability, Diagnostic, Edit, Fix, ValuesText};

use crate::release_values::is_file;

/// Which fixes are applied.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trust {
    /// Also fixes that may not be what the author meant.
    pub(crate) unsafe_too: bool,
}

impl Trust {
    fn allows(self, applicability: Applicability) -> bool {
        match applicability {
            Applicability::Safe => true,
            Applicability::Unsafe => self.unsafe_too,
            Applicability::Display => false,
        }
    }
}

/// Applies the fixes that do not touch each other, and returns how many. The caller asks the core again for the rest.
pub(crate) fn apply(files: &mut [ValuesText], diagnostics: &[Diagnostic], trust: Trust) -> usize {
    let mut accepted: Vec<&Edit> = Vec::new();
    let mut applied = 0;
    for fix in diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_deref()) {
        let is_free = |edit: &Edit| !accepted.iter().any(|other| overlap(edit, other));
        if trust.allows(fix.applicability) && fix.edits.iter().all(is_free) {
            accepted.extend(&fix.edits);
            applied += 1;
        }
    }
    // From the end, so that the places of the others stay valid.
    accepted.sort_by_key(|edit| (edit.file, edit.start));
    for edit in accepted.into_iter().rev() {
        files[edit.file as usize].text.replace_range(edit.start as usize..edit.end as usize, &edit.text);
    }
    applied
}

/// Whether all of a fix is in files: the values of a release cannot be edited.
pub(crate) fn is_possible(fix: &Fix, values: &[ValuesText]) -> bool {
    fix.edits.iter().all(|edit| values.get(edit.file as usize).is_some_and(is_file))
}

/// Whether two edits change the same bytes, or insert at the same place.
fn overlap(a: &Edit, b: &Edit) -> bool {
    a.file == b.file && a.start <= b.end && b.start <= a.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use dagu_chart_api::Severity;

    fn finding(applicability: Applicability, start: u32, end: u32, text: &str) -> Diagnostic {
        let edits = vec![Edit { file: 0, start, end, text: text.to_owned() }];
        Diagnostic {
            code: "D0000".into(),
            rule: "rule".into(),
            severity: Severity::Error,
            message: String::new(),
            path: String::new(),
            span: None,
            flag: None,
            help: String::new(),
            fix: Some(Box::new(Fix { title: String::new(), applicability, edits })),
        }
    }

    fn fixed(findings: &[Diagnostic], unsafe_too: bool) -> (String, usize) {
        let mut files = [ValuesText { name: "values.yaml".to_owned(), text: "a: 1\nb: 2\n".to_owned() }];
        let count = apply(&mut files, findings, Trust { unsafe_too });
        let [file] = files;
        (file.text, count)
    }

    #[test]
    fn fixes_that_touch_each_other_wait_for_the_next_round() {
        let findings = [
            finding(Applicability::Safe, 5, 6, "bb"),
            finding(Applicability::Safe, 0, 1, "aa"),
            finding(Applicability::Safe, 0, 1, "cc"),
        ];
        assert_eq!(fixed(&findings, false), ("aa: 1\nbb: 2\n".to_owned(), 2));
    }

    #[test]
    fn only_the_trusted_fixes_are_applied() {
        let findings =
            [finding(Applicability::Unsafe, 0, 1, "aa"), finding(Applicability::Display, 5, 6, "bb")];
        assert_eq!(fixed(&findings, false), ("a: 1\nb: 2\n".to_owned(), 0));
        assert_eq!(fixed(&findings, true), ("aa: 1\nb: 2\n".to_owned(), 1));
    }
}
