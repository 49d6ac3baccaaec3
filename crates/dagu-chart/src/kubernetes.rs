//! The target version of Kubernetes, and the types of its objects.

mod check;
mod field_kind;
mod format;
mod host_ports;
mod object;
mod pod;
pub(crate) mod quantity;
pub(crate) mod refusal;
pub(crate) mod resources;
mod set;
mod together;
mod types;
pub(crate) mod words;

pub(crate) use check::Checker;
pub(crate) use field_kind::FieldKind;
pub(crate) use format::{Format, is_host_or_all, named as format};
pub(crate) use host_ports::HostPorts;
pub(crate) use object::check as check_object;
pub(crate) use pod::Pod;
#[cfg(test)]
pub(crate) use types::field_names;
pub(crate) use types::{TypeField, fields_of, is_type};

/// A version of Kubernetes, on which some manifests depend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct KubeVersion {
    major: u32,
    minor: u32,
}

impl KubeVersion {
    /// The oldest version that the chart's `kubeVersion` allows.
    pub(crate) const OLDEST: Self = Self { major: 1, minor: 19 };

    /// Parses what Helm accepts: `v1.35.0`, `1.27.3-gke.100` and `v1.24+`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        // Helm 4 puts a `v` before the user's text, including leading spaces.
        let text = text.trim_ascii();
        let text = text.strip_prefix('v').unwrap_or(text).trim_ascii();
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let numbers = text[..end].split('.').take_while(|part| !part.is_empty());
        let parts: Vec<u64> = numbers.map(|part| part.parse().ok()).collect::<Option<_>>()?;
        // Helm rejects a leading zero in the major version and more than three numbers.
        let is_plain = !text.starts_with('0') && parts.len() <= 3;
        let (major, minor) = (parts.first()?, parts.get(1)?);
        Some(Self { major: u32::try_from(*major).ok()?, minor: u32::try_from(*minor).ok()? })
            .filter(|_| is_plain)
    }

    /// Such as `1.35`.
    pub(crate) fn text(self) -> String {
        format!("{}.{}", self.major, self.minor)
    }

    /// Whether the kubelet supports gRPC probes (beta and on by default since 1.24).
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

    /// Asked of `helm template --kube-version` with a chart that has this chart's `kubeVersion`; both Helms answer
    /// alike.
    #[test]
    fn reads_what_helm_reads() {
        for text in [
            "1.35",
            " 1.35",
            "v 1.35",
            "1.035",
            "1.35.x",
            "1.35-",
            "1.35-x",
            "1.35+x",
            "1.35.0-a..b",
            "1.35.0-01",
            "v1.35.0+k3s1",
            "1.19.0-alpha.1",
            "2.0.0",
        ] {
            assert!(KubeVersion::parse(text).is_some_and(|version| version >= KubeVersion::OLDEST), "{text}");
        }
        for text in ["01.35", "V1.35", "1.+", "+1.35", "1.35.0.1", "1.99999999999999999999", "1", "1..2"] {
            assert_eq!(KubeVersion::parse(text), None, "{text}");
        }
        for text in ["1.18.0", "v1.18.99-z"] {
            assert!(KubeVersion::parse(text).is_some_and(|version| version < KubeVersion::OLDEST), "{text}");
        }
    }
}
