//! What every object of a release is made from, and the names that follow from it.

use crate::convention::DATA_CLAIM;
use crate::kubernetes::KubeVersion;
use crate::name;
use crate::release::Release;
use crate::values::Values;
use crate::version::Version;

/// What every object of a release is made from.
#[derive(Clone, Copy)]
pub(crate) struct Context<'r> {
    /// Who the release is.
    pub(crate) release: &'r Release,
    /// Its values.
    pub(crate) values: &'r Values,
    /// The first part of every name.
    pub(crate) fullname: &'r str,
    /// The image of every container.
    pub(crate) image: &'r str,
    /// The Dagu in that image.
    pub(crate) version: Version,
    /// The cluster.
    pub(crate) kubernetes: KubeVersion,
}

impl Context<'_> {
    /// The name of an object, as `dagu-coordinator` for `coordinator`.
    pub(crate) fn name(&self, part: &str) -> String {
        name::compose(self.fullname, part)
    }

    /// The name of the claim to the volume that the components share: the user's, or the chart's own.
    pub(crate) fn claim(&self) -> String {
        match self.values.persistence.existing_claim() {
            Some(claim) => claim.to_owned(),
            None => self.name(DATA_CLAIM),
        }
    }
}
