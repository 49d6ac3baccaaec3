//! Determines the version from repository, tag, digest and `daguVersion`.

use super::repository::{self, Channel};
use super::{Knowledge, Version, differ, supported};
use crate::diagnostic::{Finding, Findings, Remedy, Rule, Severity};

/// The version cannot be determined from the image.
pub(crate) const UNKNOWN_VERSION: Rule = Rule {
    code: "D0501",
    name: "unknown-version",
    severity: Severity::Error,
    doc: doc!(
        "Settings, ports and probes depend on the Dagu version in the image, and the tag does not name a version."
    ),
};

/// This chart does not support the version.
pub(crate) const UNSUPPORTED_VERSION: Rule = Rule {
    code: "D0502",
    name: "unsupported-version",
    severity: Severity::Error,
    doc: doc!(
        "The chart renders only settings that the image is known to support. A wrong guess could leave a release without authentication."
    ),
};

/// A tag with `v`, which no published image has.
pub(crate) const TAG_WITH_V: Rule = Rule {
    code: "D0503",
    name: "tag-with-v",
    severity: Severity::Warning,
    doc: doc!("Dagu's releases are named `v2.4.3`, but its image tags are `2.4.3`, without the `v`."),
};

/// The version is newer than the chart.
pub(crate) const NEWER_VERSION: Rule = Rule {
    code: "D0510",
    name: "newer-version",
    severity: Severity::Warning,
    doc: doc!(
        "The chart does not know this version of Dagu 2 yet and renders for the newest version that it knows. Settings that Dagu has renamed since then have no effect."
    ),
};

/// A moving tag.
pub(crate) const MOVING_TAG: Rule = Rule {
    code: "D0511",
    name: "moving-tag",
    severity: Severity::Warning,
    doc: doc!(
        "After the next image pull, a moving tag can be a different version, but the manifests are still for the version that the chart assumed."
    ),
};

/// The image is in another one of Dagu's repositories.
pub(crate) const OTHER_REPOSITORY: Rule = Rule {
    code: "D0512",
    name: "other-repository",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu has changed its image repository several times. A version is in the repository of its time and probably cannot be pulled from another one."
    ),
};

/// `daguVersion` and the tag are different versions.
pub(crate) const DIFFERENT_VERSIONS: Rule = Rule {
    code: "D0513",
    name: "different-versions",
    severity: Severity::Warning,
    doc: doc!(
        "`daguVersion` takes precedence over the tag. If it is out of date after an upgrade, the chart renders settings that the image ignores."
    ),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[
    &UNKNOWN_VERSION,
    &UNSUPPORTED_VERSION,
    &TAG_WITH_V,
    &NEWER_VERSION,
    &MOVING_TAG,
    &OTHER_REPOSITORY,
    &DIFFERENT_VERSIONS,
];

const TAG: &str = "image.tag";
const EXPLICIT: &str = "daguVersion";

/// The values that determine a version.
pub(crate) struct Clues<'v> {
    /// `daguVersion`; empty if it is not set.
    pub(crate) explicit: &'v str,
    /// The repository of the image.
    pub(crate) repository: &'v str,
    /// Its tag.
    pub(crate) tag: &'v str,
    /// Whether there is a digest in addition to the tag.
    pub(crate) has_digest: bool,
}

impl Clues<'_> {
    /// The version, with warnings, or the error that prevents rendering.
    pub(crate) fn version(&self) -> Result<(Version, Findings), Finding> {
        let &Self { explicit, tag, .. } = self;
        let mut warnings = Findings::default();
        let (version, path) = if explicit.is_empty() {
            (self.of_image(&mut warnings)?, TAG)
        } else {
            let version = parse(explicit).ok_or_else(|| {
                UNKNOWN_VERSION.at(
                    EXPLICIT,
                    format!("`{}` is not a Dagu version", explicit.escape_debug()),
                    "use a version such as `2.4.3`",
                )
            })?;
            warnings.extend(contradiction(version, tag));
            (version, EXPLICIT)
        };
        match version.knowledge() {
            Knowledge::Known => {}
            Knowledge::Newer => warnings.push(NEWER_VERSION.at(
                path,
                format!(
                    "this version of the chart does not know Dagu {version} yet; assuming Dagu {}",
                    Version::NEWEST
                ),
                "use a newer version of the chart, or read Dagu's release notes before you install",
            )),
            Knowledge::Unknown => {
                return Err(UNSUPPORTED_VERSION.at(
                    path,
                    format!("Dagu {version} is not supported by this version of the chart"),
                    format!("use an image of Dagu {}", supported()),
                ));
            }
        }
        Ok((version, warnings))
    }

    fn of_image(&self, warnings: &mut Findings) -> Result<Version, Finding> {
        let &Self { repository, tag, .. } = self;
        if let Some(version) = of_tag(tag) {
            if let Some(rest) = tag.strip_prefix('v') {
                warnings.push(tag_with_v(tag, rest));
            }
            let home = repository::elsewhere(repository, version);
            warnings.extend(home.map(|home| other_repository(version, home)));
            return Ok(version);
        }
        // A digest pins one image, about which a moving tag says nothing.
        let pinned = self.has_digest || tag.contains('@');
        match repository::channel(repository, tag).filter(|_| !pinned) {
            Some(Channel::Ended(version)) => Ok(version),
            Some(Channel::Moving) => {
                warnings.push(moving(tag));
                Ok(Version::NEWEST)
            }
            None => Err(unknown(tag, pinned)),
        }
    }
}

/// The version in a tag such as `2.4.3-alpine`, with or without a digest after it.
pub(crate) fn of_tag(tag: &str) -> Option<Version> {
    let tag = tag.split_once('@').map_or(tag, |(tag, _)| tag);
    parse(tag.strip_suffix("-alpine").or_else(|| tag.strip_suffix("-dev")).unwrap_or(tag))
}

/// Parses `2.4`, `2.4.3` and `v2.4.3`.
pub(crate) fn parse(text: &str) -> Option<Version> {
    let mut parts = text.strip_prefix('v').unwrap_or(text).split('.');
    let mut number = || parts.next().map(part).unwrap_or(Some(None));
    let (major, minor, patch) = (number()??, number()??, number()?);
    parts.next().is_none().then_some(Version { major, minor, patch })
}

/// A number without sign, spaces or leading zeros.
fn part(text: &str) -> Option<Option<u32>> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten().map(Some)
}

/// Reports two versions for one image, if the tag can be a version of Dagu.
fn contradiction(explicit: Version, tag: &str) -> Option<Finding> {
    let tagged = of_tag(tag).filter(|version| version.knowledge() != Knowledge::Unknown)?;
    differ(explicit, tagged).then(|| {
        DIFFERENT_VERSIONS.at(
            EXPLICIT,
            format!("`daguVersion` is {explicit}, but the image tag is Dagu {tagged}"),
            "remove `daguVersion`, unless the tag is not a version of Dagu",
        )
    })
}

fn tag_with_v(tag: &str, bare: &str) -> Finding {
    TAG_WITH_V
        .at(
            TAG,
            format!("Dagu's image tags have no `v`, so `{tag}` probably cannot be pulled"),
            format!("set `image.tag` to `{bare}`"),
        )
        .with(Remedy::Replace(bare.to_owned()))
}

fn other_repository(version: Version, home: &str) -> Finding {
    OTHER_REPOSITORY.at(
        "image.repository",
        format!("the image of Dagu {version} is in another repository"),
        format!("set `image.repository` to `{home}`"),
    )
}

fn moving(tag: &str) -> Finding {
    MOVING_TAG.at(
        TAG,
        format!("`{tag}` is a moving tag; assuming Dagu {}", Version::NEWEST),
        "set `image.tag` to a version such as `2.4.3`",
    )
}

fn unknown(tag: &str, pinned: bool) -> Finding {
    let message = if pinned {
        "cannot tell the Dagu version of this digest".to_owned()
    } else {
        format!("cannot tell the Dagu version of tag `{}`", tag.escape_debug())
    };
    UNKNOWN_VERSION.at(TAG, message, "set `daguVersion` to the Dagu version in the image, such as `2.4.3`")
}

#[cfg(test)]
mod tests {
    use super::{Clues, parse};

    const OURS: &str = "ghcr.io/dagu-org/dagu";
    const CURRENT: &str = "ghcr.io/dagucloud/dagu";

    /// The version, and the codes of what is said about it.
    fn version(repository: &str, tag: &str, explicit: &str) -> Option<(String, Vec<String>)> {
        let clues = Clues { explicit, repository, tag, has_digest: false };
        let (version, warnings) = clues.version().ok()?;
        Some((
            version.to_string(),
            Vec::from(warnings).iter().map(|warning| warning.diagnostic.code.to_string()).collect(),
        ))
    }

    #[test]
    fn tags_name_versions() {
        let digest = format!("2.4.3@sha256:{}", "0".repeat(64));
        for (repository, tag, explicit, expected, codes) in [
            (OURS, "latest", "", "2.4", &[][..]),
            (OURS, "alpine", "", "2.4", &[]),
            ("docker.io/yohamta/dagu", "latest", "", "1.12", &[]),
            ("ghcr.io/dagu-dev/dagu", "latest", "", "1.14", &[]),
            (CURRENT, "dev", "", "2.18", &["D0511"]),
            (OURS, "2.4.3-alpine", "", "2.4.3", &[]),
            (OURS, &digest, "", "2.4.3", &[]),
            (OURS, "v1.12.0", "", "1.12.0", &["D0503", "D0512"]),
            (OURS, "2.15.1", "", "2.15.1", &["D0512"]),
            (CURRENT, "2.15.1", "", "2.15.1", &[]),
            (CURRENT, "1.30.3-dev", "", "1.30.3", &["D0512"]),
            (CURRENT, "2.16.0", "", "2.16.0", &[]),
            (CURRENT, "2.18.2", "", "2.18.2", &[]),
            (CURRENT, "2.19.0", "", "2.19.0", &["D0510"]),
            ("mirror.example/dagu", "1.30.2", "", "1.30.2", &[]),
            ("mirror.example/dagu", "prod", "2.3.9", "2.3.9", &[]),
            ("mirror.example/dagu", "7.0", "2.3.9", "2.3.9", &[]),
            (OURS, "1.30.2", "1.30", "1.30", &[]),
            (OURS, "1.30.2", "2.4.3", "2.4.3", &["D0513"]),
        ] {
            let codes = codes.iter().map(ToString::to_string).collect();
            let found = version(repository, tag, explicit);
            assert_eq!(found, Some((expected.to_owned(), codes)), "{repository}:{tag} {explicit}");
        }
    }

    #[test]
    fn unknown_versions_are_refused() {
        let digest = format!("latest@sha256:{}", "0".repeat(64));
        for (repository, tag, explicit) in [
            ("mirror.example/dagu", "latest", ""),
            ("yohamta/dagu", "alpine", ""),
            (OURS, &digest, ""),
            (OURS, "1.11.0", ""),
            (OURS, "1.31.0", ""),
            (CURRENT, "3.0.0", ""),
            (OURS, "2", ""),
            (OURS, "2.4.3.1", ""),
            (OURS, "2.04", ""),
            (OURS, "2.+4", ""),
            (OURS, "", ""),
            (OURS, "2.4.3", "newest"),
        ] {
            assert_eq!(version(repository, tag, explicit), None, "{repository}:{tag} {explicit}");
        }
    }

    #[test]
    fn an_unknown_patch_is_the_newest_of_its_line() {
        assert!(parse("2.3").expect("a line").has_health_ports());
        assert!(!parse("2.3.0").expect("a version").has_health_ports());
    }
}
