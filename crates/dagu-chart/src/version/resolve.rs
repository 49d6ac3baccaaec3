//! Repository, tag and the user's word to a version.

use super::Version;
use crate::diagnostic::Diagnostic;
use crate::path::ValuePath;
use crate::rules::version::{TAG_WITH_V, UNKNOWN_VERSION, UNSUPPORTED_VERSION};
use crate::values::Values;

/// The repository that the chart's documentation names. Dagu has left it: its channels stay at the
/// last version that was published there.
const DOCUMENTED: &str = "ghcr.io/dagu-org/dagu";
/// The line of the channels `latest`, `dev` and `alpine` of [`DOCUMENTED`].
const DOCUMENTED_LATEST: Version = Version { major: 2, minor: 4, patch: None };
/// What this release of the chart can render.
const SUPPORTED: &str = "1.12, 1.26 to 1.30, 2.3 or 2.4";

/// The version that the values name, with its warnings, or the error that stops rendering.
pub(crate) fn resolve(values: &Values, tag: &str) -> Result<(Version, Vec<Diagnostic>), Diagnostic> {
    let explicit = values.dagu_version.as_deref().unwrap_or_default();
    let mut warnings = Vec::new();
    let (version, path) = if explicit.is_empty() {
        if has_v(tag) {
            warnings.push(tag_with_v(tag));
        }
        let path = ValuePath::of("image.tag");
        (of_image(values, tag).ok_or_else(|| unknown(tag))?, path)
    } else {
        let path = ValuePath::of("daguVersion");
        let version = parse(explicit).ok_or_else(|| {
            UNKNOWN_VERSION.at(&path, "not a version of Dagu", "write a version such as `2.4.3`")
        })?;
        (version, path)
    };
    if version.is_supported() {
        return Ok((version, warnings));
    }
    Err(UNSUPPORTED_VERSION.at(
        &path,
        format!("Dagu {version} is not supported by this version of the chart"),
        format!("use an image of {SUPPORTED}"),
    ))
}

fn of_image(values: &Values, tag: &str) -> Option<Version> {
    let repository = values.image.repository.as_deref().unwrap_or_default();
    // A digest behind the tag pins the image and says nothing about its version.
    let tag = tag.split_once('@').map_or(tag, |(tag, _)| tag);
    match tag {
        "latest" | "dev" | "alpine" => (repository == DOCUMENTED).then_some(DOCUMENTED_LATEST),
        tag => parse(tag.strip_suffix("-alpine").or_else(|| tag.strip_suffix("-dev")).unwrap_or(tag)),
    }
}

/// Reads `2.4`, `2.4.3` and `v2.4.3`.
fn parse(text: &str) -> Option<Version> {
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

fn has_v(tag: &str) -> bool {
    tag.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn tag_with_v(tag: &str) -> Diagnostic {
    let bare = tag.trim_start_matches('v');
    TAG_WITH_V.at(
        &ValuePath::of("image.tag"),
        format!("images of Dagu have tags without `v`: `{tag}` probably cannot be pulled"),
        format!("set it to `{bare}`"),
    )
}

fn unknown(tag: &str) -> Diagnostic {
    UNKNOWN_VERSION.at(
        &ValuePath::of("image.tag"),
        format!("cannot tell which version of Dagu the tag `{}` is", tag.escape_debug()),
        "set `daguVersion` to the version in the image, such as `2.4.3`",
    )
}

#[cfg(test)]
mod tests {
    use super::{Version, parse, resolve};
    use crate::values::Values;

    fn version(repository: &str, tag: &str, explicit: &str) -> Option<String> {
        let mut values = Values::default();
        values.image.repository = Some(repository.into());
        values.dagu_version = Some(explicit.into());
        resolve(&values, tag).ok().map(|(version, _)| version.to_string())
    }

    #[test]
    fn tags_name_versions() {
        let ours = "ghcr.io/dagu-org/dagu";
        assert_eq!(version(ours, "latest", "").as_deref(), Some("2.4"));
        assert_eq!(version(ours, "2.4.3-alpine", "").as_deref(), Some("2.4.3"));
        assert_eq!(version(ours, "v1.12.0", "").as_deref(), Some("1.12.0"));
        assert_eq!(version("mirror.example/dagu", "1.30.2", "").as_deref(), Some("1.30.2"));
        assert_eq!(version("mirror.example/dagu", "prod", "2.3.9").as_deref(), Some("2.3.9"));
        for (repository, tag) in [
            ("mirror.example/dagu", "latest"),
            (ours, "2.15.1"),
            (ours, "1.17.0"),
            (ours, "2"),
            (ours, "2.4.3.1"),
            (ours, "2.04"),
            (ours, "2.+4"),
            (ours, ""),
        ] {
            assert_eq!(version(repository, tag, ""), None, "{repository}:{tag}");
        }
    }

    #[test]
    fn an_unknown_patch_is_the_newest_of_its_line() {
        let line = parse("2.3").expect("a line");
        assert!(line.has_health_ports());
        let first = Version { major: 2, minor: 3, patch: Some(0) };
        assert!(!first.has_health_ports());
    }
}
