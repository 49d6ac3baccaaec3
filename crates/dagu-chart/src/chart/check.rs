//! Checks values and release before any object is built, and derives what all objects need.

use crate::context::Context;
use crate::convention::DATA_CLAIM;
use crate::credentials::Guarded;
use crate::diagnostic::{Findings, Rule, Severity};
use crate::kubernetes::KubeVersion;
use crate::name;
use crate::release::{INSTALL_MATCHING, Release};
use crate::rules::{
    self, Subject, image_reference, image_repository, moves, object_names, persistence, server_credentials,
};
use crate::values::Values;
use crate::version::{Clues, Version};

/// The template and the core compute different names.
const NAMES_DIFFER: Rule = Rule {
    code: "D0006",
    name: "names-differ",
    severity: Severity::Error,
    doc: doc!(
        "The chart's templates and dagu-post both compute the names of the objects. If they differ, NOTES and `helm test` would refer to objects that do not exist."
    ),
};

/// The random characters are too few.
const SHORT_ENTROPY: Rule = Rule {
    code: "D0009",
    name: "entropy-too-short",
    severity: Severity::Error,
    doc: doc!(
        "Credentials are generated from random characters that the chart's template adds to the values. Fewer than 32 could be guessed."
    ),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[&NAMES_DIFFER, &SHORT_ENTROPY];

/// The number of letters and digits that have more than the 144 bits of a generated credential.
const SHORTEST_ENTROPY: usize = 32;

/// What is derived from release and values.
pub(super) struct Checked {
    fullname: String,
    image: String,
    version: Version,
    kubernetes: KubeVersion,
    /// The Secrets with credentials of the server.
    pub(super) guarded: Guarded,
}

impl Checked {
    /// The inputs of every object.
    pub(super) fn context<'r>(&'r self, release: &'r Release, values: &'r Values) -> Context<'r> {
        Context {
            release,
            values,
            fullname: &self.fullname,
            image: &self.image,
            version: self.version,
            kubernetes: self.kubernetes,
        }
    }
}

/// Checks values and release. None if an error prevents the derivation.
pub(super) fn check(release: &Release, values: &Values, diagnostics: &mut Findings) -> Option<Checked> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let fullname = name::fullname(
        &release.release.name,
        &release.chart.name,
        &text(&values.name_override),
        &text(&values.fullname_override),
    );
    if fullname != release.fullname {
        diagnostics.push(NAMES_DIFFER.found(
            "the chart's templates and dagu-post compute different names for this release",
            INSTALL_MATCHING,
        ));
    }
    let kubernetes = KubeVersion::parse(&release.capabilities.kube_version);
    diagnostics.extend(object_names::check(&fullname, &release.release.name, values));
    if release.release.is_upgrade {
        diagnostics.extend(persistence::check_own(values, &name::compose(&fullname, DATA_CLAIM)));
    }
    if release.entropy.as_ref().is_some_and(|entropy| entropy.len() < SHORTEST_ENTROPY) {
        diagnostics.push(SHORT_ENTROPY.found(
            "there are too few random characters to generate credentials from",
            "pass at least 32 random letters and digits, as the chart's template does",
        ));
    }
    let unusable = image_repository::check(values).or_else(|| image_reference::check(values));
    if unusable.is_some() {
        diagnostics.extend(unusable);
        return None;
    }
    let tag = values.image.tag(&release.chart.app_version);
    let clues = Clues {
        explicit: values.dagu_version.as_deref().unwrap_or_default(),
        repository: values.image.repository.as_deref().unwrap_or_default(),
        tag,
        has_digest: values.image.has_digest(),
    };
    match clues.version() {
        Ok((version, mut warnings)) => {
            diagnostics.append(&mut warnings);
            moves::check(&release.lookup.previous_version, version, diagnostics);
            let subject = Subject { values, version };
            rules::check(subject, diagnostics);
            let guarded = Guarded::of(&values.auth, &fullname);
            server_credentials::check(subject, &guarded, diagnostics);
            let image = values.image.reference(tag);
            Some(Checked { fullname, image, version, kubernetes: kubernetes?, guarded })
        }
        Err(error) => {
            diagnostics.push(error);
            None
        }
    }
}
