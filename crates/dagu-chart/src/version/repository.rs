//! The image repositories of Dagu, and their tags that are not versions.

use super::Version;

/// A repository with released images.
struct Repository {
    name: &'static str,
    /// The first and the last minor version that was published there.
    lines: [(u32, u32); 2],
    /// Whether it has the tags `alpine` and `dev` in addition to `latest`.
    has_variants: bool,
}

/// Dagu moved from each one to the next. `latest` of an old repository does not move any more.
const REPOSITORIES: [Repository; 4] = [
    Repository { name: "yohamta/dagu", lines: [(0, 0), (1, 12)], has_variants: false },
    Repository { name: "ghcr.io/dagu-dev/dagu", lines: [(1, 13), (1, 14)], has_variants: false },
    Repository { name: "ghcr.io/dagu-org/dagu", lines: [(1, 14), (2, 4)], has_variants: true },
    Repository { name: "ghcr.io/dagucloud/dagu", lines: [(2, 5), CURRENT], has_variants: true },
];
/// The current repository has no last version.
const CURRENT: (u32, u32) = (u32::MAX, u32::MAX);

/// The version of a tag that is not a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Channel {
    /// The last version of an old repository.
    Ended(Version),
    /// The newest version, which changes.
    Moving,
}

/// The version of a tag such as `latest` in a repository; `None` if unknown.
pub(super) fn channel(repository: &str, tag: &str) -> Option<Channel> {
    let found = known(repository)?;
    if tag != "latest" && !(found.has_variants && matches!(tag, "alpine" | "dev")) {
        return None;
    }
    let [_, last] = found.lines;
    Some(if last == CURRENT {
        Channel::Moving
    } else {
        Channel::Ended(Version { major: last.0, minor: last.1, patch: None })
    })
}

/// The repository of a version's images, if it differs from this one, which is a known one.
pub(super) fn elsewhere(repository: &str, version: Version) -> Option<&'static str> {
    let line = (version.major, version.minor);
    let has = |candidate: &Repository| {
        let [first, last] = candidate.lines;
        (first..=last).contains(&line)
    };
    if has(known(repository)?) {
        return None;
    }
    REPOSITORIES.iter().rfind(|candidate| has(candidate)).map(|candidate| candidate.name)
}

fn known(repository: &str) -> Option<&'static Repository> {
    // The default registry.
    let name = repository.strip_prefix("docker.io/").unwrap_or(repository);
    REPOSITORIES.iter().find(|candidate| candidate.name == name)
}
