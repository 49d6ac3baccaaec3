//! The settings of pods: which there are, where in the values they may stand, and where in a Deployment they go.
//!
//! What Kubernetes has under the same name passes through; the rest is made in `expand`.

use super::{DataVolume, Image, PodAccount};
use crate::keys::{Holds, Key, Place, PodSetting, Section};
use crate::resources::Resources;

const ALL: &[Section] = &[Section::Release, Section::Component, Section::Worker, Section::Pool];
const EACH: &[Section] = &[Section::Component, Section::Worker, Section::Pool];
const WORKERS: &[Section] = &[Section::Worker, Section::Pool];
const POOL: &[Section] = &[Section::Pool];

macro_rules! settings {
    ($($(#[doc = $doc:literal])* $key:literal $holds:expr, $sections:ident, $place:expr
        $(, { $($fact:ident: $value:expr),* $(,)? })?;)*) => {
        /// Every setting, by its key.
        pub(crate) static SETTINGS: [PodSetting; settings!(@count $($key)*)] = [$(PodSetting {
            key: Key {
                $($($fact: $value,)*)?
                ..Key::of_pods($key, $holds, &[$($doc),*])
            },
            sections: $sections,
            place: $place,
        }),*];
    };
    (@count $($key:literal)*) => { [$($key),*].len() };
}

use Holds::{Kind, Object};
use Place::{Container, Deployment, Made, Pod};

settings! {
    /// Affinity of the pods, as in a Kubernetes pod.
    "affinity" Kind("Affinity"), ALL, Pod("affinity"), {
        default: "{}", example: r#"{"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [{"matchExpressions": [{"key": "disk", "operator": "In", "values": ["ssd"]}]}]}}}"#
    };
    /// Annotations of the Deployment itself.
    "annotations" Kind("{annotation-key;s"), EACH, Made, {
        restarts: false, example: r#"{"reloader.stakater.com/auto": "true"}"#
    };
    /// Security context of the container.
    "containerSecurityContext" Kind("SecurityContext"), ALL, Container("securityContext"), {
        default: "{}", example: r#"{"allowPrivilegeEscalation": false}"#
    };
    /// A volume of each worker's own at `/data`, in place of the shared claim: an emptyDir (`sizeLimit`, `medium`) or a claim made from `volumeClaimTemplate`.
    "dataVolume" Object(&DataVolume::OBJECT), WORKERS, Made, {
        example: r#"{"sizeLimit": "20Gi"}"#
    };
    /// More labels of the Deployment itself.
    "deploymentLabels" Kind("{label-key;s.label-value"), EACH, Made, {
        restarts: false, example: r#"{"team": "data"}"#
    };
    /// `true` removes the pool.
    "disabled" Kind("b"), POOL, Made, {
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
    /// ConfigMaps and Secrets whose keys become variables.
    "envFrom" Kind("[EnvFromSource"), EACH, Container("envFrom"), {
        example: r#"[{"configMapRef": {"name": "settings"}}]"#
    };
    /// More environment variables.
    "extraEnv" Kind("[EnvVar"), ALL, Made, {
        default: "[]", example: r#"[{"name": "REGION", "value": "eu-west-1"}]"#
    };
    /// More mounts of the container.
    "extraVolumeMounts" Kind("[VolumeMount"), ALL, Made, {
        default: "[]", example: r#"[{"name": "certificates", "mountPath": "/etc/certificates", "readOnly": true}]"#
    };
    /// More volumes of the pods.
    "extraVolumes" Kind("[Volume"), ALL, Made, {
        default: "[]", example: r#"[{"name": "certificates", "secret": {"secretName": "certificates"}}]"#
    };
    /// Entries of the pods' `/etc/hosts`.
    "hostAliases" Kind("[ip;HostAlias"), EACH, Pod("hostAliases"), {
        example: r#"[{"ip": "10.0.0.7", "hostnames": ["database"]}]"#
    };
    /// An image of its own; what it leaves out is that of `image`.
    "image" Object(&Image::OBJECT), EACH, Made, {
        example: r#"{"tag": "2.18.1"}"#
    };
    /// Secrets for pulling images, as `name: …`.
    "imagePullSecrets" Kind("[LocalObjectReference"), ALL, Pod("imagePullSecrets"), {
        default: "[]", example: r#"[{"name": "registry"}]"#
    };
    /// Containers that run before Dagu.
    "initContainers" Kind("[Container"), EACH, Pod("initContainers"), {
        example: r#"[{"name": "wait", "image": "busybox:1.37.0", "command": ["sleep", "5"]}]"#
    };
    /// What a DAG's `worker_selector` is matched against. `$(NAME)` stands for a variable of the pod, as `$(NODE_NAME)` from `extraEnv`.
    "labels" Kind("{s"), WORKERS, Made, {
        example: r#"{"gpu": "true"}"#
    };
    /// Hooks of the container.
    "lifecycle" Kind("Lifecycle"), EACH, Container("lifecycle"), {
        example: r#"{"preStop": {"exec": {"command": ["sleep", "5"]}}}"#
    };
    /// Changes the liveness probe; with a handler of its own, replaces it.
    "livenessProbe" Kind("Probe"), EACH, Made, {
        example: r#"{"periodSeconds": 60}"#
    };
    /// How many DAGs a worker runs at once.
    "maxActiveRuns" Kind("n"), WORKERS, Made, {
        example: r#"10"#
    };
    /// How long a pod must be ready before it counts.
    "minReadySeconds" Kind("n0..599"), EACH, Deployment("minReadySeconds"), {
        restarts: false, example: r#"10"#
    };
    /// Labels that a node must have.
    "nodeSelector" Kind("{label-key;s.label-value"), ALL, Pod("nodeSelector"), {
        default: "{}", example: r#"{"kubernetes.io/arch": "amd64"}"#
    };
    /// Annotations of the pods.
    "podAnnotations" Kind("{annotation-key;s"), ALL, Made, {
        default: "{}", example: r#"{"prometheus.io/scrape": "true"}"#
    };
    /// More labels of the pods.
    "podLabels" Kind("{label-key;s.label-value"), ALL, Made, {
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
    /// Changes the readiness probe; with a handler of its own, replaces it.
    "readinessProbe" Kind("Probe"), EACH, Made, {
        example: r#"{"periodSeconds": 60}"#
    };
    /// Number of pods. `null`: left to Kubernetes or to an autoscaler.
    "replicas" Kind("n"), EACH, Made, {
        restarts: false, example: r#"3"#
    };
    /// Claims to devices, for `resources.claims`.
    "resourceClaims" Kind("[PodResourceClaim"), EACH, Pod("resourceClaims"), {
        example: r#"[{"name": "gpu", "resourceClaimTemplateName": "gpu"}]"#
    };
    /// Requests and limits of the container.
    "resources" Object(&Resources::OBJECT), EACH, Made, {
        example: r#"{"limits": {"memory": "2Gi"}}"#
    };
    /// Runtime class of the pods.
    "runtimeClassName" Kind("s?name"), EACH, Pod("runtimeClassName"), {
        example: r#""gvisor""#
    };
    /// Which scheduler of Kubernetes places the pods.
    "schedulerName" Kind("s"), EACH, Pod("schedulerName"), {
        example: r#""volcano""#
    };
    /// An account of yours for these pods, as `name: …`, and whether they get its token.
    "serviceAccount" Object(&PodAccount::OBJECT), EACH, Made, {
        example: r#"{"name": "steps"}"#
    };
    /// How long a worker lets its runs end before it cancels them, as `90s` or `2h`; `0` waits without a bound. The grace period of its pod follows.
    "shutdownTimeout" Kind("x"), WORKERS, Made, {
        example: r#""2h""#
    };
    /// Containers beside Dagu.
    "sidecars" Kind("[Container"), EACH, Made, {
        example: r#"[{"name": "proxy", "image": "registry.example.com/proxy:1.2.3"}]"#
    };
    /// A startup probe.
    "startupProbe" Kind("Probe"), EACH, Made, {
        example: r#"{"exec": {"command": ["true"]}}"#
    };
    /// How pods are replaced.
    "strategy" Kind("DeploymentStrategy"), EACH, Deployment("strategy"), {
        restarts: false, example: r#"{"type": "Recreate"}"#
    };
    /// How long a pod may take to stop.
    "terminationGracePeriodSeconds" Kind("n"), EACH, Pod("terminationGracePeriodSeconds"), {
        example: r#"600"#
    };
    /// Taints that the pods tolerate.
    "tolerations" Kind("[Toleration"), ALL, Pod("tolerations"), {
        default: "[]", example: r#"[{"key": "dedicated", "operator": "Equal", "value": "workflows", "effect": "NoSchedule"}]"#
    };
    /// How the pods are spread.
    "topologySpreadConstraints" Kind("[topologyKey,whenUnsatisfiable;TopologySpreadConstraint"), EACH, Pod("topologySpreadConstraints"), {
        example: r#"[{"maxSkew": 1, "topologyKey": "kubernetes.io/hostname", "whenUnsatisfiable": "ScheduleAnyway"}]"#
    };
}

impl PodSetting {
    /// The setting with this key, wherever it may stand.
    pub(crate) fn named(key: &str) -> Option<&'static Self> {
        let index = SETTINGS.binary_search_by_key(&key, |setting| setting.key.name).ok()?;
        SETTINGS.get(index)
    }

    /// The settings that may stand in a section.
    pub(crate) fn of(section: Section) -> impl Iterator<Item = &'static Self> {
        SETTINGS.iter().filter(move |setting| setting.is_in(section))
    }

    /// Whether a setting goes to that place, under whatever name.
    #[cfg(test)]
    pub(crate) fn puts(place: Place) -> bool {
        SETTINGS.iter().any(|setting| setting.place == place)
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
