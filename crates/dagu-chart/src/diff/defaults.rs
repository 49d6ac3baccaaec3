//! The defaults of Kubernetes for absent fields.
//!
//! These are only defaults that the API server writes into the object: setting any other default changes the pod
//! template.
//! Fields that are not listed are compared with the live object, which has all defaults.

use serde_json::{Map, Value};

use super::path::Path;

/// Fields of a pod relative to its `spec`, with their defaults as JSON. `{}` is an object that consists of defaults
/// only.
const POD: &[(&str, &str)] = &[
    ("dnsPolicy", "\"ClusterFirst\""),
    ("restartPolicy", "\"Always\""),
    ("schedulerName", "\"default-scheduler\""),
    ("securityContext", "{}"),
    ("terminationGracePeriodSeconds", "30"),
    ("containers[].env[].valueFrom.fieldRef.apiVersion", "\"v1\""),
    ("containers[].env[].valueFrom.resourceFieldRef.divisor", "\"0\""),
    ("containers[].handler.httpGet.path", "\"/\""),
    ("containers[].handler.httpGet.scheme", "\"HTTP\""),
    ("containers[].ports[].protocol", "\"TCP\""),
    ("containers[].probe.failureThreshold", "3"),
    ("containers[].probe.grpc.service", "\"\""),
    ("containers[].probe.httpGet.path", "\"/\""),
    ("containers[].probe.httpGet.scheme", "\"HTTP\""),
    ("containers[].probe.periodSeconds", "10"),
    ("containers[].probe.successThreshold", "1"),
    ("containers[].probe.timeoutSeconds", "1"),
    ("containers[].resources", "{}"),
    ("containers[].terminationMessagePath", "\"/dev/termination-log\""),
    ("containers[].terminationMessagePolicy", "\"File\""),
    ("volumes[].configMap.defaultMode", "420"),
    ("volumes[].downwardAPI.defaultMode", "420"),
    ("volumes[].downwardAPI.items[].fieldRef.apiVersion", "\"v1\""),
    ("volumes[].emptyDir", "{}"),
    ("volumes[].ephemeral.volumeClaimTemplate.spec.volumeMode", "\"Filesystem\""),
    ("volumes[].hostPath.type", "\"\""),
    ("volumes[].projected.defaultMode", "420"),
    ("volumes[].projected.sources[].downwardAPI.items[].fieldRef.apiVersion", "\"v1\""),
    ("volumes[].projected.sources[].serviceAccountToken.expirationSeconds", "3600"),
    ("volumes[].secret.defaultMode", "420"),
];

/// The same of whole objects, by kind.
const OBJECTS: &[(&str, &str, &str)] = &[
    ("CronJob", "spec.concurrencyPolicy", "\"Allow\""),
    ("CronJob", "spec.failedJobsHistoryLimit", "1"),
    ("CronJob", "spec.successfulJobsHistoryLimit", "3"),
    ("CronJob", "spec.suspend", "false"),
    ("DaemonSet", "spec.revisionHistoryLimit", "10"),
    ("DaemonSet", "spec.updateStrategy", "{}"),
    ("DaemonSet", "spec.updateStrategy.rollingUpdate", "{}"),
    ("DaemonSet", "spec.updateStrategy.rollingUpdate.maxSurge", "0"),
    ("DaemonSet", "spec.updateStrategy.rollingUpdate.maxUnavailable", "1"),
    ("DaemonSet", "spec.updateStrategy.type", "\"RollingUpdate\""),
    ("Deployment", "spec.progressDeadlineSeconds", "600"),
    ("Deployment", "spec.replicas", "1"),
    ("Deployment", "spec.revisionHistoryLimit", "10"),
    ("Deployment", "spec.strategy", "{}"),
    ("Deployment", "spec.strategy.rollingUpdate", "{}"),
    ("Deployment", "spec.strategy.rollingUpdate.maxSurge", "\"25%\""),
    ("Deployment", "spec.strategy.rollingUpdate.maxUnavailable", "\"25%\""),
    ("Deployment", "spec.strategy.type", "\"RollingUpdate\""),
    ("HorizontalPodAutoscaler", "spec.minReplicas", "1"),
    ("Job", "spec.backoffLimit", "6"),
    ("Job", "spec.completionMode", "\"NonIndexed\""),
    ("Job", "spec.podReplacementPolicy", "\"TerminatingOrFailed\""),
    ("Job", "spec.suspend", "false"),
    ("NetworkPolicy", "spec.egress[].ports[].protocol", "\"TCP\""),
    ("NetworkPolicy", "spec.ingress[].ports[].protocol", "\"TCP\""),
    ("PersistentVolume", "spec.volumeMode", "\"Filesystem\""),
    ("PersistentVolumeClaim", "spec.volumeMode", "\"Filesystem\""),
    ("Pod", "spec.enableServiceLinks", "true"),
    ("Secret", "type", "\"Opaque\""),
    ("Service", "spec.internalTrafficPolicy", "\"Cluster\""),
    ("Service", "spec.ports[].protocol", "\"TCP\""),
    ("Service", "spec.sessionAffinity", "\"None\""),
    ("Service", "spec.type", "\"ClusterIP\""),
    ("StatefulSet", "spec.persistentVolumeClaimRetentionPolicy", "{}"),
    ("StatefulSet", "spec.persistentVolumeClaimRetentionPolicy.whenDeleted", "\"Retain\""),
    ("StatefulSet", "spec.persistentVolumeClaimRetentionPolicy.whenScaled", "\"Retain\""),
    ("StatefulSet", "spec.podManagementPolicy", "\"OrderedReady\""),
    ("StatefulSet", "spec.replicas", "1"),
    ("StatefulSet", "spec.revisionHistoryLimit", "10"),
    ("StatefulSet", "spec.updateStrategy", "{}"),
    ("StatefulSet", "spec.updateStrategy.rollingUpdate", "{}"),
    ("StatefulSet", "spec.updateStrategy.rollingUpdate.partition", "0"),
    ("StatefulSet", "spec.updateStrategy.type", "\"RollingUpdate\""),
    ("StatefulSet", "spec.volumeClaimTemplates[].spec.volumeMode", "\"Filesystem\""),
    ("StorageClass", "reclaimPolicy", "\"Delete\""),
    ("StorageClass", "volumeBindingMode", "\"Immediate\""),
];

/// Fields that are not stored when they are empty, zero or false.
const ZERO: [&str; 34] = [
    "clusterIP",
    "dnsPolicy",
    "effect",
    "externalName",
    "hostIP",
    "hostIPC",
    "hostNetwork",
    "hostPID",
    "hostPort",
    "hostname",
    "imagePullPolicy",
    "initialDelaySeconds",
    "loadBalancerIP",
    "medium",
    "minReadySeconds",
    "namespace",
    "nodeName",
    "nodePort",
    "paused",
    "prefix",
    "priorityClassName",
    "protocol",
    "publishNotReadyAddresses",
    "readOnly",
    "restartPolicy",
    "serviceAccountName",
    "stdin",
    "stdinOnce",
    "subPath",
    "subPathExpr",
    "subdomain",
    "tty",
    "value",
    "workingDir",
];

/// Maps from names to texts: an empty one equals an absent one, unlike an object.
const MAPS: [&str; 10] = [
    "annotations",
    "binaryData",
    "data",
    "labels",
    "limits",
    "matchLabels",
    "nodeSelector",
    "overhead",
    "requests",
    "stringData",
];

/// Whether the key is one of a map from names to texts.
pub(super) fn is_map(path: &Path) -> bool {
    path.key_from_end(0).is_some_and(|key| MAPS.contains(&key))
}

/// Whether a value is the default of a field that is absent in `lacking`.
pub(super) fn is_default(kind: &str, path: &Path, value: &Value, lacking: &Map<String, Value>) -> bool {
    let key = path.key_from_end(0).unwrap_or_default();
    if path.key_from_end(1).is_some_and(|parent| MAPS.contains(&parent)) {
        return value.is_null();
    }
    match value {
        Value::Null => return true,
        Value::Array(items) => return items.is_empty(),
        Value::Object(map) if map.is_empty() && is_map(path) => return true,
        Value::Object(map) => {
            let empty = Map::new();
            return stored(kind, path) == Some("{}")
                && map.iter().all(|(key, value)| is_default(kind, &path.below(key), value, &empty));
        }
        Value::String(text) if text.is_empty() && ZERO.contains(&key) => return true,
        Value::Bool(false) if ZERO.contains(&key) => return true,
        Value::Number(number) if number.as_i64() == Some(0) && ZERO.contains(&key) => return true,
        _ => {}
    }
    match key {
        "imagePullPolicy" => *value == pull_policy(lacking.get("image").and_then(Value::as_str)),
        "targetPort" if kind == "Service" => lacking.get("port") == Some(value),
        "serviceAccount" => lacking.get("serviceAccountName") == Some(value),
        _ => stored(kind, path)
            .and_then(|default| serde_json::from_slice::<Value>(default.as_bytes()).ok())
            .is_some_and(|default| default == *value),
    }
}

/// The default of a field in the tables.
fn stored(kind: &str, path: &Path) -> Option<&'static str> {
    let pattern = path.pattern();
    let own = OBJECTS.iter().find(|(known, path, _)| *known == kind && *path == pattern);
    if let Some((_, _, default)) = own {
        return Some(default);
    }
    let pod = match kind {
        "Pod" => "spec.",
        "CronJob" => "spec.jobTemplate.spec.template.spec.",
        "DaemonSet" | "Deployment" | "Job" | "ReplicaSet" | "StatefulSet" => "spec.template.spec.",
        _ => return None,
    };
    let mut field = pattern.strip_prefix(pod)?.to_owned();
    for (names, one) in [
        (&["initContainers[]", "ephemeralContainers[]"][..], "containers[]"),
        (&["livenessProbe", "readinessProbe", "startupProbe"], "probe"),
        (&["lifecycle.postStart", "lifecycle.preStop"], "handler"),
    ] {
        for name in names {
            field = field.replace(name, one);
        }
    }
    POD.iter().find(|(path, _)| *path == field).map(|(_, default)| *default)
}

/// Kubernetes pulls a moving tag at every start: `latest`, which is also the tag of an image without tag and digest.
fn pull_policy(image: Option<&str>) -> &'static str {
    let image = image.unwrap_or_default();
    let (name, digest) = image.split_once('@').map_or((image, None), |(name, digest)| (name, Some(digest)));
    let tag = name.rsplit('/').next().and_then(|name| name.split_once(':')).map(|(_, tag)| tag);
    let moving = tag.map_or(digest.is_none(), |tag| tag == "latest");
    if moving { "Always" } else { "IfNotPresent" }
}
