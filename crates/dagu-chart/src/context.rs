//! The inputs of every object of a release, and the names derived from them.

use crate::convention::DATA_CLAIM;
use crate::kubernetes::KubeVersion;
use crate::name;
use crate::release::Release;
use crate::values::Values;
use crate::version::Version;

/// The inputs of every object of a release.
#[derive(Clone, Copy)]
pub(crate) struct Context<'r> {
    /// Name, namespace and chart of the release.
    pub(crate) release: &'r Release,
    /// Its values.
    pub(crate) values: &'r Values,
    /// The first part of every object name.
    pub(crate) fullname: &'r str,
    /// The image of every container.
    pub(crate) image: &'r str,
    /// The Dagu version in that image.
    pub(crate) version: Version,
    /// The Kubernetes version of the cluster.
    pub(crate) kubernetes: KubeVersion,
}

impl Context<'_> {
    /// The name of an object, such as `dagu-coordinator` for `coordinator`.
    pub(crate) fn name(&self, part: &str) -> String {
        name::compose(self.fullname, part)
    }

    /// The name of the claim of the shared volume: the user's own claim, or the chart's.
    pub(crate) fn claim(&self) -> String {
        match self.values.persistence.existing_claim() {
            Some(claim) => claim.to_owned(),
            None => self.name(DATA_CLAIM),
        }
    }
}
