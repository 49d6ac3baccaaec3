//! The versions of other programs, which tests/versions.yaml declares.

/// Read by lines, because every command of the project would wait for a reader of YAML.
const DECLARED: &str = include_str!("../../../tests/versions.yaml");

/// The version of a program that every test runs, such as `helm3`.
pub(crate) fn pinned(program: &str) -> &'static str {
    declared(program)
}

/// The other versions of Helm that the runner `helm` tries.
pub(crate) fn other_helms() -> impl Iterator<Item = &'static str> {
    let versions = declared("helm").split_once("versions: [").map_or("", |(_, versions)| versions);
    versions.trim_end_matches(['}', ']']).split(", ")
}

/// What follows a name in its line.
fn declared(name: &str) -> &'static str {
    let found =
        DECLARED.lines().find_map(|line| line.strip_prefix("  ")?.strip_prefix(name)?.strip_prefix(": "));
    // INVARIANT: the file is part of this program, and a test reads every name in use.
    found.expect("tests/versions.yaml has every name")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_has_a_version() {
        for program in ["helm3", "helm4", "kubernetes"] {
            assert!(pinned(program).starts_with('v'), "{program}: {}", pinned(program));
        }
        assert!(pinned("dagu").starts_with("1."), "{}", pinned("dagu"));
        let others: Vec<&str> = other_helms().collect();
        assert!(
            others.contains(&"v3.1.3") && others.iter().all(|version| version.starts_with('v')),
            "{others:?}"
        );
    }
}
