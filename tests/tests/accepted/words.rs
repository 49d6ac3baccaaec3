//! Values for a field, by its name: valid and invalid, in no order.
//!
//! They come from what people write and mistype, not from the chart's checks.

use serde_json::{Value, json};

const LONG: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// Valid values first, then invalid ones.
pub(crate) type Words = (&'static [&'static str], &'static [&'static str]);

const NAMES: Words = (
    &["a", "data", "web-1", "my-secret", "0x1", "one", "two"],
    &["UPPER", "under_score", "a.b", "a/b", "", "-a", "a-", "a b", LONG, "café", "."],
);
/// Few, so that what refers to another by name often finds it.
const VOLUMES: Words = (&["one", "two", "claims"], &["three", "data", "One", "o_ne", "", "one.two", LONG]);
const CONTAINERS: Words =
    (&["init", "side", "box-1"], &["ui", "worker", "Side", "si.de", "", "side_car", LONG]);
const VARIABLES: Words = (
    &["FOO", "foo.bar", "_x", "A-B", "HTTP_PROXY", "X1", "FOO_2"],
    &["1X", "", "A B", "A=B", "Ä", "..", ".", "..a"],
);
const LABEL_KEYS: Words = (
    &["app", "kubernetes.io/os", "example.com/Some_key.x", "topology.kubernetes.io/zone", "a"],
    &["a b", "-x", "/x", "x/", "a/b/c", "Example.com/x", "", LONG, "key:", "x_.y_/z", "é"],
);
const LABEL_VALUES: Words =
    (&["linux", "v1.2", "", "Some_value", "true", "1"], &["a b", "-x", "x-", "a/b", LONG, "ü", "a:b"]);
const PATHS: Words = (
    &["/a", "/a/b.c", "a/b", "config.yaml", "/"],
    &["", "..", "../a", "a/../b", "/a:b", "a:b", "..a", "/a/../..", "./a", "/..", " "],
);
const ADDRESSES: Words = (
    &["10.0.0.1", "192.168.1.10", "::1", "2001:db8::1"],
    &["10.0.0", "256.1.1.1", "", "10.0.0.1/24", "localhost", "010.0.0.1", "1:2"],
);
const HOSTS: Words = (
    &["example.com", "localhost", "a-b.c", "svc.cluster.local"],
    &["-a.com", "Example.com", "a_b", "", "a..b", "https://a", "*.a.com", "a.", LONG, "."],
);
const IMAGES: Words = (
    &["busybox", "busybox:1.37", "ghcr.io/a/b:1", "a:5000/b@sha256:abc"],
    &["", " busybox", "bus ybox ", "A:b:c"],
);
const FIELD_PATHS: Words = (
    &["metadata.name", "metadata.namespace", "spec.nodeName", "status.podIP", "metadata.labels['app']"],
    &[
        "metadata.labels",
        "status.phase",
        "",
        "spec.containers",
        "metadata.annotations['']",
        "name",
        "metadata.uid",
    ],
);
const RESOURCES: Words = (
    &["limits.cpu", "requests.memory", "limits.memory", "requests.cpu", "limits.ephemeral-storage"],
    &["cpu", "memory", "", "limits.gpu", "requests.nvidia.com/gpu", "limits.hugepages-2Mi"],
);
const SYSCTLS: Words = (
    &["kernel.shm_rmid_forced", "net.ipv4.tcp_syncookies", "net/ipv4/ping_group_range"],
    &["", "Kernel.x", "a..b", "net.ipv4.", "a b"],
);
const CAPABILITIES: Words = (&["NET_ADMIN", "ALL", "SYS_TIME"], &["", "net_admin", "CAP_SYS_ADMIN"]);
const PORT_NAMES: Words = (
    &["http", "grpc", "a", "metrics-2"],
    &["", "8080", "HTTP", "a--b", "-a", "abcdefghijklmnop", "web_1", "1-2"],
);
const VERBS: Words =
    (&["In", "NotIn", "Exists", "DoesNotExist", "Equal"], &["in", "", "Gt", "Lt", "Is", "="]);
const TEXTS: Words = (&["a", "some text", "1.0", "x: y", "true", "$(A)"], &["", " ", "ä\u{1}", "a\nb"]);
const KINDS: Words = (&["VolumeSnapshot", "PersistentVolumeClaim"], &["", "Pod", "ConfigMap"]);
const GROUPS: Words = (&["snapshot.storage.k8s.io", "example.com"], &["", "a_b", "Apps"]);
const TYPES: Words = (
    &["RuntimeDefault", "Directory", "File", "ClusterIP", "Opaque"],
    &["", "Localhost", "directory", "Other"],
);
const SCHEDULERS: Words = (&["default-scheduler", "my.scheduler", "volcano"], &["My", "", "a_b"]);
const DRIVERS: Words =
    (&["csi.example.com", "a", "secrets-store.csi.k8s.io"], &["", "a b", "-a", "A_b", LONG]);
const KEYS: Words = (&["tls.crt", "a", "A_b-c.d"], &["", "a/b", "..", "a b", "..a", "ä"]);
const POLICIES: Words = (&["Always", "IfNotPresent", "Never"], &["always", "", "OnFailure", "None"]);
const SUBPATHS: Words = (&["a", "a/b", "x.y"], &["/a", "..", "../a", "a/../b", ""]);
const PROFILES: Words = (&["my-profile", "profiles/audit.json"], &["", "/a", "../a", " a "]);
const SIGNALS: Words = (&["SIGTERM", "SIGUSR1"], &["TERM", "", "SIGFOO"]);
const DURATIONS: Words = (&["24h", "90m"], &["", "1d", "-1h", "1"]);

/// The choices of a field of a type.
pub(crate) fn words(owner: &str, field: &str) -> Words {
    match (owner, field) {
        ("Volume" | "VolumeMount" | "VolumeDevice" | "PodResourceClaim" | "ResourceClaim", "name") => VOLUMES,
        ("Container", "name") | ("ResourceFieldSelector", "containerName") => CONTAINERS,
        ("EnvVar", "name") | (_, "prefix") => VARIABLES,
        ("Sysctl", "name") => SYSCTLS,
        ("ContainerPort", "name") => PORT_NAMES,
        ("HTTPHeader", "name") => (&["X-Header", "Accept", "a"], &["", "X Header", "X:Y", "ä"]),
        ("VolumeMount", "subPath" | "subPathExpr") => SUBPATHS,
        ("CSIVolumeSource" | "FlexVolumeSource", "driver") => DRIVERS,
        ("SecretKeySelector" | "ConfigMapKeySelector" | "KeyToPath" | "FileKeySelector", "key") => KEYS,
        ("EnvVar", "value") | ("HTTPHeader", "value") => TEXTS,
        (_, "apiGroup") => GROUPS,
        (_, "kind") => KINDS,
        (_, "type") => TYPES,
        (_, "stopSignal") => SIGNALS,
        (_, "schedulerName") => SCHEDULERS,
        (_, "localhostProfile") => PROFILES,
        (_, "pullPolicy" | "imagePullPolicy" | "restartPolicy") => POLICIES,
        (_, "key" | "topologyKey" | "matchLabelKeys" | "mismatchLabelKeys") => LABEL_KEYS,
        (_, "values" | "value") => LABEL_VALUES,
        (_, "ip" | "hostIP" | "nameservers" | "targetPortal") => ADDRESSES,
        (_, "host" | "hostnames" | "searches" | "server") => HOSTS,
        (_, "image" | "reference") => IMAGES,
        (_, "fieldPath") => FIELD_PATHS,
        (_, "resource") => RESOURCES,
        (_, "operator") => VERBS,
        (_, "add" | "drop") => CAPABILITIES,
        (_, "ttl") => DURATIONS,
        (_, field) if field.ends_with("Path") || field == "path" || field == "workingDir" => PATHS,
        (_, field) if field.ends_with("ame") || field.ends_with("amespaces") || field.ends_with("ID") => {
            NAMES
        }
        _ => TEXTS,
    }
}

/// The keys for a map of texts.
pub(crate) fn map_keys(field: &str) -> Words {
    match field {
        "limits" | "requests" => (
            &["cpu", "memory", "ephemeral-storage", "nvidia.com/gpu", "storage"],
            &[
                "gpu",
                "hugepages-2Mi",
                "CPU",
                "a b",
                "",
                "nvidia.com/",
                "hugepages-x",
                "kubernetes.io/x",
                "cpus",
            ],
        ),
        "data" | "binaryData" | "stringData" => KEYS,
        _ => LABEL_KEYS,
    }
}

/// The values for a map of texts.
pub(crate) fn map_values(field: &str) -> Words {
    match field {
        "labels" | "matchLabels" | "nodeSelector" => LABEL_VALUES,
        _ => TEXTS,
    }
}

/// Whole numbers: those that many fields take, then those at and beyond the bounds of some.
pub(crate) fn numbers() -> (Vec<Value>, Vec<Value>) {
    let good = [1, 2, 3, 10, 30, 80, 100];
    let bad = [0, -1, 101, 420, 511, 512, 1000, 3600, 65535, 65536, 2_147_483_647, 2_147_483_648_i64];
    let others = [json!(2.0), json!(0.5), json!("80"), json!(true)];
    (good.map(Value::from).to_vec(), bad.map(Value::from).into_iter().chain(others).collect())
}

/// What is a number or a text.
pub(crate) fn ints_or_strings() -> (Vec<Value>, Vec<Value>) {
    let good = [json!(1), json!(2), json!(8080), json!("25%"), json!("http"), json!("100%")];
    let bad = [
        json!(0),
        json!(-1),
        json!(0.5),
        json!(65536),
        json!("25"),
        json!("0%"),
        json!("101%"),
        json!("-5%"),
        json!("8080"),
        json!(""),
        json!("a_b"),
        json!("abcdefghijklmnop"),
        json!(2.0),
        json!("1.5%"),
    ];
    (good.to_vec(), bad.to_vec())
}

/// Quantities.
pub(crate) fn quantities() -> (Vec<Value>, Vec<Value>) {
    let good = [json!("1"), json!(1), json!("2Gi"), json!("500m"), json!("100Mi"), json!(2.0), json!("1e3")];
    let bad = [
        json!("-1"),
        json!(-1),
        json!(0),
        json!("0"),
        json!("1gi"),
        json!(""),
        json!("lots"),
        json!(0.5),
        json!("1.5"),
        json!("0.5m"),
        json!("1e30"),
    ];
    (good.to_vec(), bad.to_vec())
}
