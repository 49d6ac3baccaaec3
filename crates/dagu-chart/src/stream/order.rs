//! The order in which Helm 3 installs kinds (`InstallOrder` and `lessByKind` in helm.sh/helm/v3), which does not sort
//! what a post-renderer prints. Helm 4, which also knows the two kinds of webhooks, sorts it again by itself.

const INSTALL_ORDER: [&str; 36] = [
    "PriorityClass",
    "Namespace",
    "NetworkPolicy",
    "ResourceQuota",
    "LimitRange",
    "PodSecurityPolicy",
    "PodDisruptionBudget",
    "ServiceAccount",
    "Secret",
    "SecretList",
    "ConfigMap",
    "StorageClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "CustomResourceDefinition",
    "ClusterRole",
    "ClusterRoleList",
    "ClusterRoleBinding",
    "ClusterRoleBindingList",
    "Role",
    "RoleList",
    "RoleBinding",
    "RoleBindingList",
    "Service",
    "DaemonSet",
    "Pod",
    "ReplicationController",
    "ReplicaSet",
    "Deployment",
    "HorizontalPodAutoscaler",
    "StatefulSet",
    "Job",
    "CronJob",
    "IngressClass",
    "Ingress",
    "APIService",
];

/// The position of a kind in the order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    place: usize,
    /// Kinds that Helm does not know come last, by name.
    unknown: String,
}

/// The position of a kind in the order.
pub(crate) fn rank(kind: &str) -> Rank {
    match INSTALL_ORDER.iter().position(|known| *known == kind) {
        Some(place) => Rank { place, unknown: String::new() },
        None => Rank { place: INSTALL_ORDER.len(), unknown: kind.to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn unknown_kinds_follow_by_name() {
        let kinds =
            ["Namespace", "Service", "APIService", "Certificate", "MutatingWebhookConfiguration", "Zebra"];
        assert!(kinds.is_sorted_by(|one, next| rank(one) < rank(next)));
    }
}
