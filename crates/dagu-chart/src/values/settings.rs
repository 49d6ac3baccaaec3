//! The settings of pods: their keys, the sections that take them, and their fields in a Deployment.
//!
//! Fields that Kubernetes has under the same name are copied as they are; `expand` implements the others.

use super::{DataVolume, Image, PodAccount};
use crate::keys::{Holds, Key, PodSetting, Section, TargetField};
use crate::resources::Resources;

const ALL: &[Section] = &[Section::Release, Section::Component, Section::Worker, Section::Pool];
const EACH: &[Section] = &[Section::Component, Section::Worker, Section::Pool];
const WORKERS: &[Section] = &[Section::Worker, Section::Pool];
const POOL: &[Section] = &[Section::Pool];

macro_rules! settings {
    ($($(#[doc = $doc:literal])* $key:literal $holds:expr, $sections:ident, $target:expr
        $(, { $($fact:ident: $value:expr),* $(,)? })?;)*) => {
        /// Every setting, by its key.
        pub(crate) static SETTINGS: [PodSetting; settings!(@count $($key)*)] = [$(PodSetting {
            key: Key {
                $($($fact: $value,)*)?
                ..Key::of_pods($key, $holds, &[$($doc),*])
            },
            sections: $sections,
            target: $target,
        }),*];
    };
    (@count $($key:literal)*) => { [$($key),*].len() };
}

use Holds::{Kind, Object};
use TargetField::{Computed, Container, Deployment, Pod, Variable};

settings! {
    /// Affinity of the pods.
    "affinity" Kind("Affinity"), ALL, Pod("affinity"), {
        default: "{}", example: r#"{"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [{"matchExpressions": [{"key": "disk", "operator": "In", "values": ["ssd"]}]}]}}}"#
    };
    /// Annotations of the Deployment.
    "annotations" Kind("{annotation-key;s"), EACH, Computed, {
        restarts: false, example: r#"{"reloader.stakater.com/auto": "true"}"#
    };
    /// Security context of the container.
    "containerSecurityContext" Kind("SecurityContext"), ALL, Container("securityContext"), {
        default: "{}", example: r#"{"allowPrivilegeEscalation": false}"#
    };
    /// A separate volume at `/data` for each worker, instead of the shared claim: an `emptyDir` (`sizeLimit`, `medium`) or a claim from `volumeClaimTemplate`.
    "dataVolume" Object(&DataVolume::OBJECT), WORKERS, Computed, {
        example: r#"{"sizeLimit": "20Gi"}"#
    };
    /// Additional labels of the Deployment.
    "deploymentLabels" Kind("{label-key;s.label-value"), EACH, Computed, {
        restarts: false, example: r#"{"team": "data"}"#
    };
    /// Set it to `true` to remove the pool.
    "disabled" Kind("b"), POOL, Computed, {
        example: r#"true"#
    };
    /// DNS settings of the pods.
    "dnsConfig" Kind("PodDNSConfig"), EACH, Pod("dnsConfig"), {
        example: r#"{"options": [{"name": "ndots", "value": "2"}]}"#
    };
    /// DNS policy of the pods.
    "dnsPolicy" Kind("=,ClusterFirst,ClusterFirstWithHostNet,Default,None"), EACH, Pod("dnsPolicy"), {
        example: r#""Default""#
    };
    /// ConfigMaps and Secrets whose keys become environment variables.
    "envFrom" Kind("[EnvFromSource"), EACH, Container("envFrom"), {
        example: r#"[{"configMapRef": {"name": "settings"}}]"#
    };
    /// Additional environment variables.
    "extraEnv" Kind("[EnvVar"), ALL, Computed, {
        default: "[]", example: r#"[{"name": "REGION", "value": "eu-west-1"}]"#
    };
    /// Additional volume mounts of the container.
    "extraVolumeMounts" Kind("[VolumeMount"), ALL, Computed, {
        default: "[]", example: r#"[{"name": "certificates", "mountPath": "/etc/certificates", "readOnly": true}]"#
    };
    /// Additional volumes of the pods.
    "extraVolumes" Kind("[Volume"), ALL, Computed, {
        default: "[]", example: r#"[{"name": "certificates", "secret": {"secretName": "certificates"}}]"#
    };
    /// Additional entries in `/etc/hosts` of the pods.
    "hostAliases" Kind("[ip;HostAlias"), EACH, Pod("hostAliases"), {
        example: r#"[{"ip": "10.0.0.7", "hostnames": ["database"]}]"#
    };
    /// A different image. Keys that are not set are inherited from the top-level `image`.
    "image" Object(&Image::OBJECT), EACH, Computed, {
        example: r#"{"tag": "2.18.1"}"#
    };
    /// Secrets for pulling images, such as `- name: registry`.
    "imagePullSecrets" Kind("[LocalObjectReference"), ALL, Pod("imagePullSecrets"), {
        default: "[]", example: r#"[{"name": "registry"}]"#
    };
    /// Containers that run before Dagu starts.
    "initContainers" Kind("[Container"), EACH, Pod("initContainers"), {
        example: r#"[{"name": "wait", "image": "busybox:1.37.0", "command": ["sleep", "5"]}]"#
    };
    /// Labels of the workers, which the `worker_selector` of a DAG selects. `$(NAME)` inserts an environment variable of the pod, such as `$(NODE_NAME)` from `extraEnv`.
    "labels" Kind("{s"), WORKERS, Computed, {
        example: r#"{"gpu": "true"}"#
    };
    /// Lifecycle hooks of the container.
    "lifecycle" Kind("Lifecycle"), EACH, Container("lifecycle"), {
        example: r#"{"preStop": {"exec": {"command": ["sleep", "5"]}}}"#
    };
    /// Changes to the liveness probe. A handler replaces the probe.
    "livenessProbe" Kind("Probe"), EACH, Computed, {
        example: r#"{"periodSeconds": 60}"#
    };
    /// Maximum number of DAGs that a worker runs at once.
    "maxActiveRuns" Kind("n"), WORKERS, Variable("DAGU_WORKER_MAX_ACTIVE_RUNS"), {
        example: r#"10"#
    };
    /// Seconds that a new pod must be ready before it is considered available.
    "minReadySeconds" Kind("n0..599"), EACH, Deployment("minReadySeconds"), {
        restarts: false, example: r#"10"#
    };
    /// Node labels that the pods require.
    "nodeSelector" Kind("{label-key;s.label-value"), ALL, Pod("nodeSelector"), {
        default: "{}", example: r#"{"kubernetes.io/arch": "amd64"}"#
    };
    /// Annotations of the pods.
    "podAnnotations" Kind("{annotation-key;s"), ALL, Computed, {
        default: "{}", example: r#"{"prometheus.io/scrape": "true"}"#
    };
    /// Additional labels of the pods.
    "podLabels" Kind("{label-key;s.label-value"), ALL, Computed, {
        default: "{}", example: r#"{"team": "data"}"#
    };
    /// Security context of the pods.
    "podSecurityContext" Kind("PodSecurityContext"), ALL, Pod("securityContext"), {
        default: r#"{"fsGroup": 1000}"#, example: r#"{"fsGroup": 2000}"#
    };
    /// Priority class of the pods.
    "priorityClassName" Kind("s?name"), EACH, Pod("priorityClassName"), {
        example: r#""workflows""#
    };
    /// Changes to the readiness probe. A handler replaces the probe.
    "readinessProbe" Kind("Probe"), EACH, Computed, {
        example: r#"{"periodSeconds": 60}"#
    };
    /// Number of pods. Set it to `null` to leave it to Kubernetes or an autoscaler.
    "replicas" Kind("n"), EACH, Computed, {
        restarts: false, example: r#"3"#
    };
    /// Claims for devices (dynamic resource allocation), for `resources.claims`.
    "resourceClaims" Kind("[PodResourceClaim"), EACH, Pod("resourceClaims"), {
        example: r#"[{"name": "gpu", "resourceClaimTemplateName": "gpu"}]"#
    };
    /// Resource requests and limits of the container.
    "resources" Object(&Resources::OBJECT), EACH, Computed, {
        example: r#"{"limits": {"memory": "2Gi"}}"#
    };
    /// Runtime class of the pods.
    "runtimeClassName" Kind("s?name"), EACH, Pod("runtimeClassName"), {
        example: r#""gvisor""#
    };
    /// Kubernetes scheduler of the pods.
    "schedulerName" Kind("s"), EACH, Pod("schedulerName"), {
        example: r#""volcano""#
    };
    /// Name of your own ServiceAccount for these pods, and whether they get its token.
    "serviceAccount" Object(&PodAccount::OBJECT), EACH, Computed, {
        example: r#"{"name": "steps"}"#
    };
    /// How long a worker that stops waits for its runs before it cancels them, such as `90s` or `2h`. `0` waits without a limit. It also sets the grace period of the pod.
    "shutdownTimeout" Kind("x"), WORKERS, Computed, {
        example: r#""2h""#
    };
    /// Additional containers in the pods.
    "sidecars" Kind("[Container"), EACH, Computed, {
        example: r#"[{"name": "proxy", "image": "registry.example.com/proxy:1.2.3"}]"#
    };
    /// Startup probe of the container.
    "startupProbe" Kind("Probe"), EACH, Computed, {
        example: r#"{"exec": {"command": ["true"]}}"#
    };
    /// Update strategy of the Deployment.
    "strategy" Kind("DeploymentStrategy"), EACH, Deployment("strategy"), {
        restarts: false, example: r#"{"type": "Recreate"}"#
    };
    /// Seconds that a pod has to stop.
    "terminationGracePeriodSeconds" Kind("n"), EACH, Pod("terminationGracePeriodSeconds"), {
        example: r#"600"#
    };
    /// Taints that the pods tolerate.
    "tolerations" Kind("[Toleration"), ALL, Pod("tolerations"), {
        default: "[]", example: r#"[{"key": "dedicated", "operator": "Equal", "value": "workflows", "effect": "NoSchedule"}]"#
    };
    /// Spread of the pods over nodes, zones or other topologies.
    "topologySpreadConstraints" Kind("[topologyKey,whenUnsatisfiable;TopologySpreadConstraint"), EACH, Pod("topologySpreadConstraints"), {
        example: r#"[{"maxSkew": 1, "topologyKey": "kubernetes.io/hostname", "whenUnsatisfiable": "ScheduleAnyway"}]"#
    };
}

impl PodSetting {
    /// The setting with this key, in whatever section.
    pub(crate) fn named(key: &str) -> Option<&'static Self> {
        let index = SETTINGS.binary_search_by_key(&key, |setting| setting.key.name).ok()?;
        SETTINGS.get(index)
    }

    /// The setting that sets this environment variable.
    pub(crate) fn of_variable(name: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| matches!(setting.target, Variable(own) if own == name))
    }

    /// Whether a setting goes to that place, under whatever name.
    #[cfg(test)]
    pub(crate) fn puts(target: TargetField) -> bool {
        SETTINGS.iter().any(|setting| setting.target == target)
    }
}

#[cfg(test)]
mod tests {
    use super::SETTINGS;

    #[test]
    fn settings_are_sorted_by_key() {
        assert!(SETTINGS.is_sorted_by(|one, next| one.key.name < next.key.name));
    }
}
