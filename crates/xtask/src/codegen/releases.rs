//! What releases of Kubernetes added and removed after the one that k8s-openapi describes, as the API server of 1.37
//! describes it at `/openapi/v3`. `cargo test --test accepted` compares the two.

/// A field, its kind in the language of `crates/dagu-chart/src/kubernetes/kind.rs`, and the release that added it.
pub(crate) const NEWER: &[(&str, &str, &str)] = &[
    ("ClusterTrustBundleProjection.user", "l0..2147483647", "1.37"),
    ("ConfigMapVolumeSource.defaultUser", "l0..2147483647", "1.37"),
    ("DownwardAPIVolumeFile.user", "l0..2147483647", "1.37"),
    ("DownwardAPIVolumeSource.defaultUser", "l0..2147483647", "1.37"),
    ("EmptyDirVolumeSource.mode", "i0..1023", "1.37"),
    ("EvictionResponder.name", "!s.label-key", "1.37"),
    ("EvictionResponder.priority", "!i0..100000", "1.37"),
    ("GRPCAction.mode", "=Plaintext,TLS", "1.37"),
    ("HTTPGetAction.protocol", "=HTTP1,HTTP2", "1.37"),
    // An alpha feature with its own types.
    ("JobSpec.scheduling", "o", "1.37"),
    ("KeyToPath.user", "l0..2147483647", "1.37"),
    ("PodCertificateProjection.user", "l0..2147483647", "1.37"),
    ("PodSchedulingGroup.podGroupName", "s.name", "1.36"),
    ("PodSpec.evictionResponders", "[name;EvictionResponder", "1.37"),
    ("PodSpec.schedulingGroup", "PodSchedulingGroup", "1.36"),
    ("ProjectedVolumeSource.defaultUser", "l0..2147483647", "1.37"),
    ("SecretVolumeSource.defaultUser", "l0..2147483647", "1.37"),
    ("ServiceAccountTokenProjection.user", "l0..2147483647", "1.37"),
    ("VolumeMount.bindMountOptions", "[=nodev,noexec,nosuid", "1.37"),
];

/// A field that only earlier releases have.
pub(crate) const GONE: &[(&str, &str)] = &[("PodSpec.workloadRef", "1.36")];
