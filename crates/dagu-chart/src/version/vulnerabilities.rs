//! The published vulnerabilities of Dagu: affected versions and settings.

use super::Version;

/// A published vulnerability.
#[derive(Debug)]
pub(crate) struct Vulnerability {
    /// Its identifiers, the best known first.
    pub(crate) id: &'static str,
    /// What an attacker can do, as the rest of a sentence about the version.
    pub(crate) what: &'static str,
    /// The setting that it needs.
    pub(crate) needs: Needs,
    /// The first fixed version.
    pub(crate) fixed: &'static str,
    /// The first affected and the first fixed release.
    releases: [[u32; 3]; 2],
}

/// The setting that a vulnerability needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// None: every release of the version is affected.
    Nothing,
    /// `auth.mode: basic`.
    BasicMode,
    /// `auth.mode: none`.
    NoAuthentication,
}

/// Oldest fix first. Source: the security advisories of Dagu's repository.
const VULNERABILITIES: [Vulnerability; 4] = [
    Vulnerability {
        id: "GHSA-6qr9-g2xw-cw92",
        what: "runs a DAG that a request contains, without a login",
        needs: Needs::NoAuthentication,
        // 1.x has no fix.
        fixed: "2.0",
        releases: [[0, 0, 0], [2, 0, 0]],
    },
    Vulnerability {
        id: "CVE-2026-31882 (GHSA-9wmw-9wph-2vwp)",
        what: "serves event streams without a login",
        needs: Needs::BasicMode,
        fixed: "2.2.4",
        releases: [[2, 0, 0], [2, 2, 4]],
    },
    Vulnerability {
        id: "CVE-2026-31886 (GHSA-m4q3-457p-hh2x)",
        what: "allows path traversal through the ID of a run",
        needs: Needs::Nothing,
        fixed: "2.2.4",
        releases: [[0, 0, 0], [2, 2, 4]],
    },
    Vulnerability {
        id: "CVE-2026-33344 (GHSA-ph8x-4jfv-v9v8)",
        what: "allows path traversal through encoded slashes",
        needs: Needs::Nothing,
        fixed: "2.3.1",
        releases: [[2, 0, 0], [2, 3, 1]],
    },
];

impl Version {
    /// The published vulnerabilities of the version.
    pub(crate) fn vulnerabilities(self) -> impl Iterator<Item = &'static Vulnerability> {
        VULNERABILITIES.iter().filter(move |known| {
            let [first, fixed] = known.releases;
            (first..fixed).contains(&self.place())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    #[test]
    fn each_version_has_its_own() {
        for (text, ids) in [
            ("1.12.9", &["GHSA-6qr9", "CVE-2026-31886"][..]),
            ("1.30.3", &["GHSA-6qr9", "CVE-2026-31886"]),
            ("2.0.0", &["CVE-2026-31882", "CVE-2026-31886", "CVE-2026-33344"]),
            ("2.2.3", &["CVE-2026-31882", "CVE-2026-31886", "CVE-2026-33344"]),
            ("2.2.4", &["CVE-2026-33344"]),
            ("2.2", &["CVE-2026-33344"]),
            ("2.3.0", &["CVE-2026-33344"]),
            ("2.3.1", &[]),
            ("2.4.3", &[]),
        ] {
            let found: Vec<&str> = parse(text).expect(text).vulnerabilities().map(|known| known.id).collect();
            assert_eq!(found.len(), ids.len(), "{text}: {found:?}");
            assert!(found.iter().zip(ids).all(|(id, start)| id.starts_with(start)), "{text}: {found:?}");
        }
    }
}
