//! Images of a different version of Dagu than the rest of the release.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::version;

/// The image tag of a component or a pool is another version of Dagu.
pub(super) const OWN_IMAGE: Rule = Rule {
    code: "D0518",
    name: "image-of-another-version",
    severity: Severity::Warning,
    doc: doc!(
        "The coordinator, the scheduler, the UI and the workers exchange messages and share files, which Dagu supports only within one version. The chart also sets environment variables for the version in `image.tag`, which another version may not support. Use the same version everywhere."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for (path, _, layer) in subject.values.sections() {
        let Some(image) = layer.get("image") else { continue };
        let Some(own) = image["tag"].as_str().and_then(version::of_tag) else { continue };
        if version::differ(own, subject.version) {
            diagnostics.push(OWN_IMAGE.at(
                path.key("image").key("tag"),
                format!("this image is Dagu {own}, but the rest of the release is Dagu {}", subject.version),
                "set this tag and `image.tag` to the same version",
            ));
        }
    }
}
