//! The settings of pods: which there are, where in the values they may stand, and where in a Deployment they go.
//!
//! What Kubernetes has under the same name passes through; the rest is made in `expand`.

/// Where a setting goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Into a field of the pod.
    Pod(&'static str),
    /// Into a field of the component's container.
    Container(&'static str),
    /// Into a field of the Deployment's `spec`.
    Deployment(&'static str),
    /// Wherever the code says that reads it.
    Made,
}

/// A part of the values that holds settings of pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// The top of the values: all pods.
    Release,
    /// `coordinator`, `scheduler` or `ui`.
    Component,
    /// `worker`: all pools.
    Worker,
    /// An entry of `workerPools`.
    Pool,
}

/// A setting.
#[derive(Debug)]
pub(crate) struct Field {
    /// Its key in the values.
    pub(crate) key: &'static str,
    /// What it holds, as [`crate::kubernetes::Checker`] reads it.
    pub(crate) kind: &'static str,
    /// Where it goes.
    pub(crate) place: Place,
    sections: &'static [Section],
    /// Its description in the schema and the reference.
    #[cfg(feature = "codegen")]
    pub(crate) doc: &'static str,
}

/// The probes of a container.
pub(crate) const PROBES: [&str; 3] = ["livenessProbe", "readinessProbe", "startupProbe"];

const ALL: &[Section] = &[Section::Release, Section::Component, Section::Worker, Section::Pool];
const EACH: &[Section] = &[Section::Component, Section::Worker, Section::Pool];
const WORKERS: &[Section] = &[Section::Worker, Section::Pool];
const POOL: &[Section] = &[Section::Pool];

macro_rules! fields {
    ($($key:literal $kind:literal $sections:ident $place:expr, $doc:literal;)*) => {
        /// Every setting, by its key.
        static FIELDS: &[Field] = &[$(Field {
            key: $key,
            kind: $kind,
            place: $place,
            sections: $sections,
            #[cfg(feature = "codegen")]
            doc: $doc,
        },)*];
    };
}

use Place::{Container, Deployment, Made, Pod};

fields! {
    "affinity" "Affinity" ALL Pod("affinity"), "Affinity of the pods, as in a Kubernetes pod.";
    "annotations" "{annotation-key;s" EACH Made, "Annotations of the Deployment itself.";
    "containerSecurityContext" "SecurityContext" ALL Container("securityContext"), "Security context of the container.";
    "dataVolume" "DataVolume" WORKERS Made, "A volume of each worker's own at `/data`, in place of the shared claim: an emptyDir (`sizeLimit`, `medium`) or a claim made from `volumeClaimTemplate`.";
    "deploymentLabels" "{label-key;s.label-value" EACH Made, "More labels of the Deployment itself.";
    "disabled" "b" POOL Made, "`true` removes the pool.";
    "dnsConfig" "PodDNSConfig" EACH Pod("dnsConfig"), "DNS settings of the pods.";
    "dnsPolicy" "=,ClusterFirst,ClusterFirstWithHostNet,Default,None" EACH Pod("dnsPolicy"), "DNS policy of the pods.";
    "envFrom" "[EnvFromSource" EACH Container("envFrom"), "ConfigMaps and Secrets whose keys become variables.";
    "extraEnv" "[EnvVar" ALL Made, "More environment variables.";
    "extraVolumeMounts" "[VolumeMount" ALL Made, "More mounts of the container.";
    "extraVolumes" "[Volume" ALL Made, "More volumes of the pods.";
    "hostAliases" "[ip;HostAlias" EACH Pod("hostAliases"), "Entries of the pods' `/etc/hosts`.";
    "image" "Image" EACH Made, "An image of its own; what it leaves out is that of `image`.";
    "imagePullSecrets" "[LocalObjectReference" ALL Pod("imagePullSecrets"), "Secrets for pulling images, as `name: …`.";
    "initContainers" "[Container" EACH Pod("initContainers"), "Containers that run before Dagu.";
    "labels" "{s" WORKERS Made, "What a DAG's `worker_selector` is matched against. `$(NAME)` stands for a variable of the pod, as `$(NODE_NAME)` from `extraEnv`.";
    "lifecycle" "Lifecycle" EACH Container("lifecycle"), "Hooks of the container.";
    "livenessProbe" "Probe" EACH Made, "Changes the liveness probe; with a handler of its own, replaces it.";
    "maxActiveRuns" "n" WORKERS Made, "How many DAGs a worker runs at once.";
    "minReadySeconds" "n0..599" EACH Deployment("minReadySeconds"), "How long a pod must be ready before it counts.";
    "nodeSelector" "{label-key;s.label-value" ALL Pod("nodeSelector"), "Labels that a node must have.";
    "podAnnotations" "{annotation-key;s" ALL Made, "Annotations of the pods.";
    "podLabels" "{label-key;s.label-value" ALL Made, "More labels of the pods.";
    "podSecurityContext" "PodSecurityContext" ALL Pod("securityContext"), "Security context of the pods.";
    "priorityClassName" "s?name" EACH Pod("priorityClassName"), "Priority class of the pods.";
    "readinessProbe" "Probe" EACH Made, "Changes the readiness probe; with a handler of its own, replaces it.";
    "replicas" "n" EACH Made, "Number of pods. `null`: left to Kubernetes or to an autoscaler.";
    "resourceClaims" "[PodResourceClaim" EACH Pod("resourceClaims"), "Claims to devices, for `resources.claims`.";
    "resources" "Resources" EACH Made, "Requests and limits of the container.";
    "runtimeClassName" "s?name" EACH Pod("runtimeClassName"), "Runtime class of the pods.";
    "schedulerName" "s" EACH Pod("schedulerName"), "Which scheduler of Kubernetes places the pods.";
    "serviceAccount" "SectionAccount" EACH Made, "An account of yours for these pods, as `name: …`, and whether they get its token.";
    "shutdownTimeout" "x" WORKERS Made, "How long a worker lets its runs end before it cancels them, as `90s` or `2h`; `0` waits without a bound. The grace period of its pod follows.";
    "sidecars" "[Container" EACH Made, "Containers beside Dagu.";
    "startupProbe" "Probe" EACH Made, "A startup probe.";
    "strategy" "DeploymentStrategy" EACH Deployment("strategy"), "How pods are replaced.";
    "terminationGracePeriodSeconds" "n" EACH Pod("terminationGracePeriodSeconds"), "How long a pod may take to stop.";
    "tolerations" "[Toleration" ALL Pod("tolerations"), "Taints that the pods tolerate.";
    "topologySpreadConstraints" "[topologyKey,whenUnsatisfiable;TopologySpreadConstraint" EACH Pod("topologySpreadConstraints"), "How the pods are spread.";
}

impl Field {
    /// The setting with this key, wherever it may stand.
    pub(crate) fn named(key: &str) -> Option<&'static Self> {
        let index = FIELDS.binary_search_by_key(&key, |field| field.key).ok()?;
        FIELDS.get(index)
    }

    /// The settings that may stand in a section.
    pub(crate) fn of(section: Section) -> impl Iterator<Item = &'static Self> {
        FIELDS.iter().filter(move |field| field.is_in(section))
    }

    /// Whether a setting goes to that place, under whatever name.
    #[cfg(test)]
    pub(crate) fn puts(place: Place) -> bool {
        FIELDS.iter().any(|field| field.place == place)
    }

    /// Whether it may stand in a section.
    pub(crate) fn is_in(&self, section: Section) -> bool {
        self.sections.contains(&section)
    }
}

#[cfg(test)]
mod tests {
    use super::FIELDS;

    #[test]
    fn fields_are_sorted_by_key() {
        assert!(FIELDS.is_sorted_by(|one, next| one.key < next.key));
    }
}
