//! Known differences of a Helm, with their reasons; one that no longer occurs is an error.

use anyhow::{Result, bail, ensure};
use dagu_chart_tests::helm::Version;
use dagu_chart_tests::versions;

/// A difference that some versions have.
struct Difference {
    /// The reason, and what the documentation says about it.
    why: &'static str,
    /// The first and the last version of each line that has it.
    helms: &'static [(Version, Version)],
    /// The trials that it affects, `<what>/` or `/<case>`, each with a part of the failure.
    trials: &'static [(&'static str, &'static str)],
}

/// The newest version there will ever be.
const NEWEST: u32 = u32::MAX;

const DIFFERENCES: [Difference; 7] = [
    Difference {
        why: "a null below a map that has defaults is lost",
        helms: &[(Version(3, 20, 0), Version(3, 20, 0)), (Version(4, 0, 0), Version(4, 1, 2))],
        trials: &[
            ("aliased/", "-    \"tolerations\": null"),
            ("aliased-defaults/", "-    \"tolerations\": null"),
            ("/extra-items-null", "\"name\": \"TEAM\""),
            ("/merge-null-below-defaults", "\"tolerations\": ["),
            ("/mounts-missing", "the pods of `scheduler` have no volume `shared`"),
            ("/pool-not-indented", "indent it under pool `gpu`"),
            ("/probe-asks-nothing", "\"livenessProbe\": {"),
            ("/probes", "\"readinessProbe\": {"),
            ("/resolved-layers", "\"tolerations\": ["),
            ("/set-null", "\"tolerations\": ["),
        ],
    },
    Difference {
        why: "in the values.yaml of an umbrella a null that meets a default is lost",
        helms: &[(Version(4, 2, 0), Version(4, NEWEST, NEWEST))],
        trials: &[("aliased-defaults/", "\"fsGroup\": 1000")],
    },
    Difference {
        why: "in an umbrella every null that meets a default is lost",
        helms: &[(Version(3, 6, 0), Version(3, 12, NEWEST))],
        trials: &[("aliased/", "\"fsGroup\": 1000"), ("aliased-defaults/", "\"fsGroup\": 1000")],
    },
    Difference {
        why: "where a cluster is asked, Helm refuses kinds that it does not know, the carrier's before all",
        helms: &[(Version(3, 1, 0), Version(3, 5, NEWEST))],
        trials: &[
            ("pipe/", NO_KIND),
            ("forgotten-offline/", NO_KIND),
            ("order/", NO_KIND),
            ("test-pod/", NO_KIND),
            ("aliased/", NO_KIND),
            ("aliased-defaults/", NO_KIND),
            ("/extra-object-null", NO_KIND),
            ("/extra-objects", NO_KIND),
            ("/extra-objects-unknown-kinds", NO_KIND),
        ],
    },
    Difference {
        why: "a null below a map stays where it meets a default, and keeps from inheriting",
        helms: &[(Version(3, 1, 0), Version(3, 1, NEWEST))],
        trials: &[("/worker-and-default-pool", "\"memory\": \"2Gi\"")],
    },
    Difference {
        why: "`helm template` prints what --show-only selects in an order of its own",
        helms: &[(Version(3, 1, 0), Version(3, 1, NEWEST))],
        trials: &[("show-only/", "selected:")],
    },
    Difference {
        why: "`helm template` looks at no name of a release",
        helms: &[(Version(3, 1, 0), Version(3, 1, NEWEST))],
        trials: &[("/release-name-dash", "`dagu-` is not a valid release name")],
    },
];

/// The message of a Helm that looks up the kinds of all objects in a cluster.
const NO_KIND: &str = "no matches for kind";

/// The outcome of a trial, turned around where a difference is declared.
pub(crate) fn hold(trial: &str, version: Version, outcome: Result<()>) -> Result<()> {
    let Some((why, says)) = declared(trial, version) else { return outcome };
    let Err(error) = outcome else { bail!("declared, and not seen: {why}") };
    let said = format!("{error:#}");
    ensure!(said.contains(says), "another difference than the declared one ({why}):\n{said}");
    Ok(())
}

/// A difference that no version of tests/versions.yaml has is never tried.
pub(crate) fn check() -> Result<()> {
    let versions: Vec<Version> = versions::declared().of("helm").map(Version::read).collect::<Result<_>>()?;
    for Difference { why, helms, .. } in &DIFFERENCES {
        let is_tried = versions.iter().any(|version| has(helms, *version));
        ensure!(is_tried, "tests/versions.yaml has no Helm with this difference: {why}");
    }
    Ok(())
}

fn declared(trial: &str, version: Version) -> Option<(&'static str, &'static str)> {
    let mut known = DIFFERENCES.iter().filter(|difference| has(difference.helms, version));
    known.find_map(|difference| {
        let (_, says) = difference.trials.iter().find(|(name, _)| *name == trial)?;
        Some((difference.why, *says))
    })
}

fn has(helms: &[(Version, Version)], version: Version) -> bool {
    helms.iter().any(|(first, last)| (*first..=*last).contains(&version))
}
