//! The versions that the tests run, as tests/versions.yaml declares them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The declaration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Versions {
    /// The version that every test runs, by program.
    pub pinned: BTreeMap<String, String>,
    /// The versions that a person can run instead, by program.
    pub others: BTreeMap<String, Others>,
    /// The lines of Dagu that the core knows.
    pub dagu: Vec<Line>,
}

/// Versions that one runner tries.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Others {
    /// The runner.
    pub runner: String,
    /// The environment variable that names them, or the program.
    pub variable: String,
    /// The versions.
    pub versions: Vec<String>,
}

/// A line of releases of Dagu.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The first release.
    pub first: String,
    /// The last one.
    pub last: String,
}

static DECLARED: LazyLock<Versions> = LazyLock::new(|| {
    // INVARIANT: the file is part of this program, and the tests below read it.
    serde_yaml::from_str(include_str!("../versions.yaml")).expect("tests/versions.yaml declares versions")
});

/// The declared versions.
pub fn declared() -> &'static Versions {
    &DECLARED
}

impl Versions {
    /// The newest Kubernetes, which every test runs.
    pub fn kubernetes(&self) -> &str {
        &self.pinned["kubernetes"]
    }

    /// Every version of a program that a runner can meet.
    pub fn of<'v>(&'v self, program: &str) -> impl Iterator<Item = &'v str> {
        let pinned = self.pinned.iter().filter(move |(name, _)| name.trim_end_matches(['3', '4']) == program);
        let others = self.others.get(program).into_iter().flat_map(|others| &others.versions);
        pinned.map(|(_, version)| version).chain(others).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use dagu_chart_api::{RenderRequest, ValuesText};

    use super::*;
    use crate::{case, place};

    /// What the core says about a version: nothing if it knows it.
    fn complaint(version: &str) -> Option<String> {
        let text = format!("daguVersion: {version}\n");
        let values = vec![ValuesText { name: "values.yaml".to_owned(), text }];
        let answer = dagu_chart::render(&RenderRequest { values, ..RenderRequest::default() });
        let mut codes = answer.diagnostics.into_iter().map(|diagnostic| diagnostic.code.to_string());
        codes.find(|code| code == "D0502" || code == "D0510")
    }

    fn numbers(version: &str) -> (u32, u32) {
        let mut parts = version.split('.').map(|part| part.parse().expect("a number"));
        (parts.next().expect("a major version"), parts.next().expect("a minor version"))
    }

    #[test]
    fn the_core_knows_the_declared_lines_of_dagu_and_no_other() {
        for Line { first, last } in &declared().dagu {
            for known in [first, last] {
                assert_eq!(complaint(known), None, "{known}");
            }
            let ((major, from), (_, to)) = (numbers(first), numbers(last));
            for unknown in [from.checked_sub(1), Some(to + 1)].into_iter().flatten() {
                assert!(complaint(&format!("{major}.{unknown}.0")).is_some(), "{major}.{unknown}");
            }
        }
    }

    #[test]
    fn a_case_renders_the_first_and_the_last_release_of_each_line() {
        let cases = case::all().expect("the cases");
        let texts: Vec<&str> = cases.iter().filter_map(case::Case::values).collect();
        for release in declared().dagu.iter().flat_map(|line| [&line.first, &line.last]) {
            let tag = format!("tag: {release}\n");
            assert!(texts.iter().any(|text| text.contains(&tag)), "no case renders Dagu {release}");
        }
    }

    #[test]
    fn the_readme_has_the_same_lines_and_releases() {
        let readme = std::fs::read_to_string(place::at("chart/README.md")).expect("the README of the chart");
        let run: Vec<&str> = declared().of("dagu").collect();
        let (last, others) = run.split_last().expect("a release that is run");
        let sentence = format!("{} and {last} were run.", others.join(", "));
        assert!(readme.contains(&sentence), "chart/README.md does not say: {sentence}");
        // The rows of the table of versions, such as `| 2.3 to 2.8 | …`.
        let rows = readme
            .lines()
            .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next()?.split_once(" to "));
        let mut rows: Vec<_> = rows
            .filter(|(first, _)| first.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
            .map(|(first, last)| (numbers(first), numbers(last)))
            .collect();
        rows.sort_unstable();
        for Line { first, last } in &declared().dagu {
            let (major, minor) = numbers(first);
            let mut next = (major, minor);
            for (first, last) in rows.iter().filter(|(first, _)| first.0 == major) {
                assert_eq!(*first, next, "chart/README.md has a gap or an overlap");
                next = (last.0, last.1 + 1);
            }
            assert_eq!(next, (numbers(last).0, numbers(last).1 + 1), "chart/README.md ends too early");
        }
    }

    #[test]
    fn a_runner_reads_each_variable() {
        for (program, others) in &declared().others {
            let Others { runner, variable, versions } = others;
            let folder = place::at("tests/tests").join(runner);
            assert!(folder.is_dir(), "{program}: there is no runner {runner}");
            let main = std::fs::read_to_string(folder.join("main.rs")).expect("the runner");
            assert!(main.contains(variable), "{runner} does not say what {variable} is");
            assert!(!versions.is_empty(), "{program}");
        }
    }
}
