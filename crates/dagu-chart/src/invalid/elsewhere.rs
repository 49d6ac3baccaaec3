//! Help for unknown keys that Kubernetes or other charts have in this place.

use crate::diagnostic::Remedy;
use crate::keys::{ANCHORS, PROBES};
use serde_json::{Map, Value};

use crate::keys::{PodSetting, Section};
use crate::path::{Step, ValuePath, steps};

/// UncoveredFields of a Kubernetes type for which the chart has no key.
#[derive(PartialEq)]
struct UncoveredFields {
    /// The JSON pointer to their parent in the object.
    pointer: &'static str,
    names: &'static [&'static str],
}

/// Of pods, of Dagu's container and of a Deployment.
const OF_PODS: &[UncoveredFields] = &[
    UncoveredFields {
        pointer: "/spec/template/spec",
        names: &[
            "enableServiceLinks",
            "evictionResponders",
            "hostIPC",
            "hostNetwork",
            "hostPID",
            "hostUsers",
            "hostname",
            "hostnameOverride",
            "nodeName",
            "os",
            "overhead",
            "preemptionPolicy",
            "readinessGates",
            "schedulingGates",
            "schedulingGroup",
            "setHostnameAsFQDN",
            "shareProcessNamespace",
            "subdomain",
        ],
    },
    UncoveredFields {
        pointer: "/spec/template/spec/containers/0",
        names: &[
            "args",
            "command",
            "resizePolicy",
            "restartPolicyRules",
            "stdin",
            "stdinOnce",
            "terminationMessagePath",
            "terminationMessagePolicy",
            "tty",
            "volumeDevices",
            "workingDir",
        ],
    },
    UncoveredFields {
        pointer: "/spec",
        names: &["paused", "progressDeadlineSeconds", "revisionHistoryLimit"],
    },
];
const OF_CLAIM: &[UncoveredFields] = &[UncoveredFields {
    pointer: "/spec",
    names: &["dataSource", "dataSourceRef", "volumeAttributesClassName", "volumeMode"],
}];
const OF_INGRESS: &[UncoveredFields] =
    &[UncoveredFields { pointer: "/spec", names: &["defaultBackend", "rules"] }];
const OF_SERVICE: &[UncoveredFields] = &[UncoveredFields {
    pointer: "/spec",
    names: &[
        "allocateLoadBalancerNodePorts",
        "clusterIP",
        "clusterIPs",
        "externalIPs",
        "healthCheckNodePort",
        "internalTrafficPolicy",
        "ipFamilies",
        "ipFamilyPolicy",
        "loadBalancerIP",
        "publishNotReadyAddresses",
        "sessionAffinity",
        "sessionAffinityConfig",
        "trafficDistribution",
    ],
}];

/// Keys of other charts and what to write instead: section, key, help. An empty section means all sections with
/// settings of pods.
const RENAMED: [(&str, &str, &str); 26] = [
    ("", "automountServiceAccountToken", "write `serviceAccount: {automountServiceAccountToken: true}`"),
    ("", "autoscaling", OBJECT_OF_ITS_OWN),
    ("", "containers", "use `sidecars` for more containers in the pod"),
    ("", "deploymentAnnotations", "did you mean `annotations`?"),
    ("", "env", "did you mean `extraEnv`?"),
    ("", "extraContainers", "did you mean `sidecars`?"),
    ("", "extraEnvFrom", "did you mean `envFrom`?"),
    ("", "extraInitContainers", "did you mean `initContainers`?"),
    ("", "labels", "use `podLabels` for the pods, or `deploymentLabels` for the Deployment"),
    ("", "pdb", OBJECT_OF_ITS_OWN),
    ("", "podDisruptionBudget", OBJECT_OF_ITS_OWN),
    ("", "imagePullPolicy", "write `image: {pullPolicy: …}`"),
    (
        "",
        "securityContext",
        "use `podSecurityContext` for the pods or `containerSecurityContext` for Dagu's container",
    ),
    ("", "serviceAccountName", "write `serviceAccount: {name: …}`"),
    ("", "volumeMounts", "did you mean `extraVolumeMounts`?"),
    ("", "volumes", "did you mean `extraVolumes`?"),
    ("Probe", "enabled", "remove it; to disable the probe, set the probe itself to `null`"),
    ("image", "name", "did you mean `repository`?"),
    ("image", "registry", "put it at the start of `repository`, such as `ghcr.io/dagu-org/dagu`"),
    ("persistence", "storageClassName", "did you mean `storageClass`?"),
    ("serviceAccount", "automount", "did you mean `automountServiceAccountToken`?"),
    ("serviceAccount", "labels", "set them with `patches` and `target: {kind: ServiceAccount}`"),
    ("ui", "ingress", "use the top-level key `ingress`"),
    ("test", "imagePullSecrets", "set it at the top level: the Pod of `helm test` uses it too"),
    ("test", "nodeSelector", "set it at the top level: the Pod of `helm test` uses it too"),
    ("test", "tolerations", "set it at the top level: the Pod of `helm test` uses it too"),
];

const OBJECT_OF_ITS_OWN: &str =
    "the chart does not create this object: add it to `extraObjects`, with its `apiVersion` and `kind`";

/// Help for keys at the top level.
const AT_THE_TOP: [(&str, &str); 4] = [
    (
        "annotations",
        "use `podAnnotations` for all pods, or `annotations` in the section of a component for its Deployment",
    ),
    (
        "commonAnnotations",
        "use `podAnnotations` for all pods; for every object of the chart, use `patches` with `target: {labels: {app.kubernetes.io/managed-by: Helm}}` and `merge: {metadata: {annotations: {…}}}`",
    ),
    (
        "commonLabels",
        "use `podLabels` for all pods; for every object of the chart, use `patches` with `target: {labels: {app.kubernetes.io/managed-by: Helm}}` and `merge: {metadata: {labels: {…}}}`",
    ),
    (
        "labels",
        "use `podLabels` for all pods, or `deploymentLabels` in the section of a component for its Deployment",
    ),
];

/// The help for an unknown key of the map at `path`, if Kubernetes or other charts have it.
pub(super) fn advice(key: &str, path: &ValuePath) -> Option<(String, Remedy)> {
    let steps: Vec<String> = steps(path.as_str())
        .map(|step| match step {
            Step::Key(key) => key.into_owned(),
            Step::Index(index) => index.to_string(),
        })
        .collect();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    if steps.is_empty() {
        if let Some(name) = key.strip_prefix(['.', '_']) {
            let name = format!("{ANCHORS}{name}");
            return Some((format!("put YAML anchors under `{name}` or `global`"), Remedy::Rename(name)));
        }
        if let Some((_, help)) = AT_THE_TOP.iter().find(|(known, _)| *known == key) {
            return Some(((*help).to_owned(), Remedy::Remove));
        }
        if PodSetting::named(key).is_some_and(|setting| setting.is_in(Section::Component)) {
            let help = "move it to `coordinator`, `scheduler`, `ui`, or `worker` for all pools";
            return Some((help.to_owned(), Remedy::Remove));
        }
    }
    let place = place(&steps);
    let is_of_pods = place.as_ref().is_some_and(|(_, types)| *types == OF_PODS);
    let renamed = RENAMED.iter().find(|(section, known, _)| {
        *known == key
            && match (*section, steps.as_slice()) {
                ("", _) => is_of_pods,
                ("Probe", steps) => steps.last().is_some_and(|step| PROBES.contains(step)),
                // A pool can have this name.
                ("image", [.., parent, "image"]) => *parent != "workerPools",
                (section, steps) => steps == [section],
            }
    });
    if let Some((_, _, help)) = renamed {
        let meant = help.strip_prefix("did you mean `").and_then(|rest| rest.strip_suffix("`?"));
        let remedy = meant.map_or(Remedy::Remove, |meant| Remedy::Rename(meant.to_owned()));
        return Some(((*help).to_owned(), remedy));
    }
    let (target, types) = place?;
    let pointer = types.iter().find(|fields| fields.names.contains(&key))?.pointer;
    let help = format!(
        "the chart has no key for this field of Kubernetes; set it with `patches`: `target: {{{target}}}` and `json6902: [{{op: add, path: {pointer}/{key}, value: …}}]`"
    );
    Some((help, Remedy::Remove))
}

/// Whether a map looks like a pool: it has `replicas` and only settings that pools take.
pub(super) fn is_pool(map: &Map<String, Value>) -> bool {
    let is_setting = |key: &str| PodSetting::named(key).is_some_and(|setting| setting.is_in(Section::Pool));
    map.contains_key("replicas") && map.keys().all(|key| is_setting(key) || key == "labels")
}

/// The patch target for the keys of a map, if they become one object, and the fields that a patch can set.
fn place(steps: &[&str]) -> Option<(String, &'static [UncoveredFields])> {
    let of = |kind: &str, component: &str| {
        format!("kind: {kind}, labels: {{app.kubernetes.io/component: {component}}}")
    };
    Some(match steps {
        [] => ("kind: Deployment".to_owned(), OF_PODS),
        [component @ ("coordinator" | "scheduler" | "ui" | "worker")] => {
            (of("Deployment", component), OF_PODS)
        }
        ["workerPools", pool] => {
            (format!("kind: Deployment, labels: {{dagu.sh/worker-pool: {pool}}}"), OF_PODS)
        }
        ["ui", "service"] => (of("Service", "ui"), OF_SERVICE),
        ["persistence"] => ("kind: PersistentVolumeClaim".to_owned(), OF_CLAIM),
        ["ingress"] => ("kind: Ingress".to_owned(), OF_INGRESS),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::TargetField;
    use crate::kubernetes::field_names;

    /// Every field of pods is a setting, renamed, or set with a patch.
    #[test]
    fn every_field_of_kubernetes_has_a_help() {
        let made = ["name", "ports", "serviceAccount", "resources", "image", "lifecycle"];
        // A Deployment may not set them, or to one value only.
        let refused = ["activeDeadlineSeconds", "ephemeralContainers", "priority", "restartPolicy"];
        for (name, fields, place) in [
            ("PodSpec", &OF_PODS[0], TargetField::Pod as fn(&'static str) -> TargetField),
            ("Container", &OF_PODS[1], TargetField::Container),
        ] {
            let known = field_names(name);
            assert!(fields.names.iter().all(|field| known.contains(field)), "{name}");
            for field in known {
                let is_setting = PodSetting::named(field).is_some() || PodSetting::puts(place(field));
                let is_renamed = RENAMED.iter().any(|(section, key, _)| section.is_empty() && *key == field);
                assert!(
                    is_setting
                        || is_renamed
                        || fields.names.contains(&field)
                        || made.contains(&field)
                        || refused.contains(&field),
                    "{name}.{field}"
                );
            }
        }
        for (name, fields) in [
            ("DeploymentSpec", &OF_PODS[2]),
            ("IngressSpec", &OF_INGRESS[0]),
            ("PersistentVolumeClaimSpec", &OF_CLAIM[0]),
            ("ServiceSpec", &OF_SERVICE[0]),
        ] {
            let known = field_names(name);
            assert!(fields.names.iter().all(|field| known.contains(field)), "{name}");
        }
    }

    #[test]
    fn names_a_patch_for_fields_of_kubernetes() {
        for (key, path, pointer) in [
            ("hostNetwork", "workerPools.gpu", "/spec/template/spec/hostNetwork"),
            ("command", "ui", "/spec/template/spec/containers/0/command"),
            ("revisionHistoryLimit", "", "/spec/revisionHistoryLimit"),
            ("clusterIP", "ui.service", "/spec/clusterIP"),
            ("volumeMode", "persistence", "/spec/volumeMode"),
            ("defaultBackend", "ingress", "/spec/defaultBackend"),
        ] {
            let (help, _) = advice(key, &ValuePath::of(path)).expect(key);
            assert!(help.contains(pointer), "{help}");
        }
        for (key, path) in [("hostNetwork", "worker.affinity"), ("replcas", "worker"), ("x", "")] {
            assert_eq!(advice(key, &ValuePath::of(path)), None, "{key}");
        }
    }
}
