//! Images of another version than the release is rendered for.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::version;

/// A component or a pool has an image whose tag is another version of Dagu.
pub(super) const OWN_IMAGE: Rule = Rule {
    code: "D0518",
    name: "image-of-another-version",
    severity: Severity::Warning,
    doc: doc!(
        "Coordinator, scheduler, UI and workers speak to each other and share files, which Dagu keeps together within one version only. A pod with an image of another one also gets variables that this image may not know."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for (path, _, layer) in subject.values.sections() {
        let Some(image) = layer.get("image") else { continue };
        let Some(own) = image["tag"].as_str().and_then(version::of_tag) else { continue };
        if version::differ(own, subject.version) {
            diagnostics.push(OWN_IMAGE.at(
                path.key("image").key("tag"),
                format!("this is Dagu {own}, and everything else is rendered for {}", subject.version),
                "use an image of that version, or set `image.tag` for all",
            ));
        }
    }
}
