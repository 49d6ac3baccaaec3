//! Which Kubernetes the manifests are for, and the types that it has.

mod check;
mod format;
mod kind;
mod pod;
mod together;
mod types;
pub(crate) mod words;

pub(crate) use check::Checker;
pub(crate) use format::{Format, named as format};
#[cfg(feature = "codegen")]
pub(crate) use kind::Kind;
pub(crate) use pod::Pod;
#[cfg(test)]
pub(crate) use types::field_names;
pub(crate) use types::is_type;
#[cfg(feature = "codegen")]
pub(crate) use types::own_fields;

/// A version of Kubernetes: what decides between two ways to write a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct KubeVersion {
    major: u32,
    minor: u32,
}

impl KubeVersion {
    /// The newest that was tested.
    pub(crate) const NEWEST: &'static str = "v1.37.2";

    /// Reads `v1.35.0`, `1.27.3-gke.100` and `v1.24+`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix('v').unwrap_or(text).split('.');
        let major = parts.next()?.parse().ok()?;
        let minor = parts.next()?;
        let digits = minor.find(|c: char| !c.is_ascii_digit()).unwrap_or(minor.len());
        Some(Self { major, minor: minor[..digits].parse().ok()? })
    }

    /// Whether the kubelet can probe gRPC by itself (beta and on by default since 1.24).
    pub(crate) fn has_grpc_probes(self) -> bool {
        self >= Self { major: 1, minor: 24 }
    }
}

#[cfg(test)]
mod tests {
    use super::KubeVersion;

    #[test]
    fn reads_what_providers_write() {
        for (text, grpc) in
            [("v1.35.0", true), ("1.24.17-gke.100", true), ("v1.24+", true), ("v1.23.9", false)]
        {
            let version = KubeVersion::parse(text).expect(text);
            assert_eq!(version.has_grpc_probes(), grpc, "{text}");
        }
        for text in ["", "v", "v1", "1.x", "latest"] {
            assert_eq!(KubeVersion::parse(text), None, "{text}");
        }
    }
}
