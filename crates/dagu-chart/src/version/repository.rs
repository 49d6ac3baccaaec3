//! Where images of Dagu were published, and what a tag stands for there that names no version.

use super::Version;

/// A repository with released images.
struct Repository {
    name: &'static str,
    /// The first and the last line that was published there.
    lines: [(u32, u32); 2],
    /// Whether it has, beside `latest`, the variants `alpine` and `dev`.
    has_variants: bool,
}

/// Dagu has moved from each to the next one. What `latest` was then, it is for ever.
const REPOSITORIES: [Repository; 4] = [
    Repository { name: "yohamta/dagu", lines: [(0, 0), (1, 12)], has_variants: false },
    Repository { name: "ghcr.io/dagu-dev/dagu", lines: [(1, 13), (1, 14)], has_variants: false },
    Repository { name: "ghcr.io/dagu-org/dagu", lines: [(1, 14), (2, 4)], has_variants: true },
    Repository { name: "ghcr.io/dagucloud/dagu", lines: [(2, 5), CURRENT], has_variants: true },
];
/// The repository that images are published in today has no last line.
const CURRENT: (u32, u32) = (u32::MAX, u32::MAX);

/// What a tag without a version stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Channel {
    /// A line that nothing will follow in its repository.
    Ended(Version),
    /// Whatever is the newest today.
    Moving,
}

/// What a channel such as `latest` of a repository stands for; `None` where that is not known.
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

/// Where the images of a version were published, if that is not in this repository, which is a known one.
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
    // The registry that a name without one stands for.
    let name = repository.strip_prefix("docker.io/").unwrap_or(repository);
    REPOSITORIES.iter().find(|candidate| candidate.name == name)
}
