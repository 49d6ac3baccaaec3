//! The version of a Helm, and what it supports.

use std::fmt;

use anyhow::{Context, Result};

use crate::versions::declared;

/// The versions to use instead of the pinned ones.
const WANTED: &str = "DAGU_HELM";
/// All that tests/versions.yaml declares.
const OTHERS: &str = "others";

/// A released version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u32, pub u32, pub u32);

/// Flags of `helm template` that an old Helm does not have, and the first version that has them.
const FLAGS: [(&str, Version); 5] = [
    ("--kube-version", Version(3, 6, 0)),
    ("--post-renderer-args", Version(3, 9, 0)),
    ("--set-json", Version(3, 10, 0)),
    ("--set-literal", Version(3, 12, 0)),
    ("--skip-schema-validation", Version(3, 16, 0)),
];

impl Version {
    /// The version in the output of `helm version`, such as `v3.20.0`.
    pub fn read(told: &str) -> Result<Self> {
        let numbers: Option<Vec<u32>> = told
            .trim()
            .strip_prefix('v')
            .and_then(|text| text.split('.').map(|part| part.parse().ok()).collect());
        match numbers.as_deref() {
            Some([major, minor, patch]) => Some(Self(*major, *minor, *patch)),
            _ => None,
        }
        .with_context(|| format!("{told} is no version of Helm"))
    }

    /// Whether it is a Helm 4.
    pub fn is_four(self) -> bool {
        self.0 == 4
    }

    /// Whether it knows a flag.
    pub fn takes(self, flag: &str) -> bool {
        FLAGS.iter().all(|(name, since)| *name != flag || self >= *since)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(text, "{}.{}.{}", self.0, self.1, self.2)
    }
}

/// The requested versions: `others`, or a list such as `v3.1.3,v4.0.0`.
pub(super) fn wanted() -> Option<Vec<String>> {
    let wanted = std::env::var(WANTED).ok().filter(|wanted| !wanted.is_empty())?;
    Some(match wanted.as_str() {
        OTHERS => declared().others["helm"].versions.clone(),
        list => list.split(',').map(str::to_owned).collect(),
    })
}
