//! Inputs that grow in one thing: every map and list of the values, documents beside them, findings.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::differences;

/// The request to the core.
pub(crate) enum Input {
    Values(String),
    Set(Vec<String>),
    Stream(String),
    /// Two sets of objects, to be compared.
    Manifests(String, String),
    /// The same, compared with the live objects.
    Live(String, String, Vec<Value>),
}

/// An input of any size.
pub(crate) struct Growing {
    pub(crate) name: String,
    pub(crate) make: Box<dyn Fn(usize) -> Input + Send + Sync>,
}

/// What no check of the values complains of.
const BASE: &str = "persistence: {storageClass: nfs}\nauth: {builtin: {admin: {password: longenough1}}}\n";

/// Lists among the settings of pods, with an item that is valid next to others.
const LISTS: [(&str, &str); 11] = [
    ("extraEnv", "{name: E#, value: x}"),
    ("extraVolumes", "{name: v#, emptyDir: {}}"),
    ("imagePullSecrets", "{name: s#}"),
    ("tolerations", "{key: k#, operator: Exists}"),
    ("hostAliases", "{ip: 10.0.0.1, hostnames: [h#]}"),
    ("envFrom", "{configMapRef: {name: m#}}"),
    ("initContainers", "{name: c#, image: x}"),
    ("sidecars", "{name: c#, image: x}"),
    ("resourceClaims", "{name: r#, resourceClaimName: r#}"),
    ("topologySpreadConstraints", "{maxSkew: 1, topologyKey: t#, whenUnsatisfiable: ScheduleAnyway}"),
    ("extraVolumeMounts", "{name: data#, mountPath: /m#}"),
];

/// Lists that occur once, with an item.
const ONCE: [(&str, &str); 9] = [
    ("config.corsAllowedOrigins", "https://h#.example.com"),
    ("config.envPassthrough", "E#"),
    ("config.envPassthroughPrefixes", "E#"),
    ("config.ipAccess.allowedIPs", "10.0.0.0/8"),
    ("config.ipAccess.trustedProxies", "h#"),
    ("extraObjects", "{apiVersion: v1, kind: ConfigMap, metadata: {name: m#}, data: {a: b}}"),
    ("patches", "{target: {kind: Deployment, name: dagu-ui}, merge: {metadata: {annotations: {a#: b}}}}"),
    ("inject", "{target: {kind: Deployment, name: w#}, auth: true}"),
    ("patches", "{target: {name: n#}, merge: {metadata: {annotations: {a: b}}}}"),
];

/// Maps, with an entry.
const MAPS: [(&str, &str); 17] = [
    ("workerPools", "p#: {replicas: 1, labels: {gpu: g#}}"),
    ("nodeSelector", "k#: v"),
    ("podLabels", "k#: v"),
    ("podAnnotations", "k#: v"),
    ("workerPools.gpu.labels", "k#: v"),
    ("workerPools.gpu.nodeSelector", "k#: v"),
    ("worker.labels", "k#: v"),
    ("ui.podAnnotations", "k#: v"),
    ("ui.resources.limits", "example.com/k#: 1"),
    ("ui.service.annotations", "k#: v"),
    ("ingress.annotations", "k#: v"),
    ("serviceAccount.annotations", "k#: v"),
    ("persistence.annotations", "k#: v"),
    ("affinity", "k#: v"),
    ("ui.strategy", "k#: v"),
    ("global", "k#: {a: b}"),
    ("ui", "k#: v"),
];

pub(crate) fn all() -> Vec<Growing> {
    let mut all = Vec::new();
    for section in ["", "ui.", "worker.", "workerPools.gpu."] {
        for (key, item) in LISTS.iter().filter(|(key, _)| !section.is_empty() || is_common(key)) {
            all.push(list(&format!("{section}{key}"), item));
            // All the same, or what is nothing of the kind: the same code finds it in every section.
            if section == "ui." {
                all.push(list(&format!("{section}{key}"), &item.replace('#', "")));
                all.push(list(&format!("{section}{key}"), "{nme: x}"));
            }
        }
    }
    for (path, item) in ONCE {
        all.push(list(path, item));
        all.push(list(path, &item.replace('#', "")));
    }
    all.push(list("extraObjects", "{apiVersion: v1}"));
    for (path, entry) in MAPS {
        all.push(values(format!("map {path}: {entry}"), {
            let path = path.to_owned();
            move |count| nested(&path, &format!("{{{}}}", many(entry, count, ", ")))
        }));
        all.push(values(format!("map {path}: nulls"), {
            let path = path.to_owned();
            move |count| nested(&path, &format!("{{{}}}", many("k#: null", count, ", ")))
        }));
    }
    all.extend(texts());
    all.extend(streams());
    all.extend(differences::all());
    all
}

/// Whether a list is also allowed at the top level.
fn is_common(key: &str) -> bool {
    matches!(key, "extraEnv" | "extraVolumes" | "extraVolumeMounts" | "imagePullSecrets" | "tolerations")
}

fn texts() -> Vec<Growing> {
    let text = |name: &str, line: &'static str| {
        values(name.to_owned(), move |count| format!("{BASE}{}", many(line, count, "\n")))
    };
    vec![
        text("unknown keys", "unknown#: 1"),
        text("unknown keys with maps", "unknown#: {a: 1, b: [2]}"),
        text("near keys", "uii#: 1"),
        text("keys that stand twice", "podLabels: {a: b}"),
        text("comments", "# c"),
        text("anchors", "x-#: &a# {a: 1}"),
        text("aliases", "x-#: [&a b, *a, *a]"),
        text("merges", "x-#: {<<: {a: b}}"),
        text("quoted lines", "x-#: \"a\n\n\\u00e9\""),
        text("block scalars", "x-#: |\n  a\n\n  b"),
        text("flow lines", "x-#: {\n\"a\": [\n1\n]\n}"),
        values("one long list of a key".to_owned(), |count| {
            format!("{BASE}x-a: &a\n{}\nx-b: *a", many("- a#", count, "\n"))
        }),
        values("lines of a quoted text".to_owned(), |count| {
            format!("{BASE}podAnnotations: {{a: \"{}\"}}", many("x#", count, "\n"))
        }),
        values("mounts and their volumes".to_owned(), |count| {
            format!(
                "{BASE}ui:\n  extraVolumes: [{}]\n  extraVolumeMounts: [{}]",
                many("{name: v#, emptyDir: {}}", count, ", "),
                many("{name: v#, mountPath: /m#}", count, ", ")
            )
        }),
        values("lists of the release and of each section".to_owned(), |count| {
            let env = many("{name: E#, value: x}", count, ", ");
            format!("{BASE}extraEnv: [{env}]\nui: {{extraEnv: [{env}]}}\nworker: {{extraEnv: [{env}]}}")
        }),
        values("init containers beside sidecars".to_owned(), |count| {
            let items = many("{name: c#, image: x}", count, ", ");
            format!("{BASE}ui: {{initContainers: [{items}], sidecars: [{}]}}", items.replace("c", "d"))
        }),
        values("variables of a sidecar".to_owned(), |count| {
            let env = many("{name: E#, value: x}", count, ", ");
            format!("{BASE}ui: {{sidecars: [{{name: a, image: x, env: [{env}]}}]}}")
        }),
        values("operations of a patch".to_owned(), |count| {
            let operations = many("{op: add, path: /metadata/annotations/a#, value: x}", count, ", ");
            format!(
                "{BASE}patches: [{{target: {{kind: Deployment, name: dagu-ui}}, \
                 json6902: [{{op: add, path: /metadata/annotations, value: {{}}}}, {operations}]}}]"
            )
        }),
        values("patches of one object".to_owned(), |count| {
            let patch = "{target: {kind: Deployment, name: dagu-ui}, \
                json6902: [{op: add, path: /metadata/annotations/a#, value: x}]}";
            let first =
                "{target: {kind: Deployment, name: dagu-ui}, merge: {metadata: {annotations: {a: b}}}}";
            format!("{BASE}patches: [{first}, {}]", many(patch, count, ", "))
        }),
        values("annotations of an object and patches of it".to_owned(), |count| {
            let annotations = many("k#: v", count, ", ");
            let patch =
                "{target: {kind: Deployment, name: dagu-ui}, merge: {spec: {revisionHistoryLimit: 3}}}";
            format!(
                "{BASE}patches: [{{target: {{kind: Deployment, name: dagu-ui}}, \
                 merge: {{metadata: {{annotations: {{{annotations}}}}}}}}}, {}]",
                many(patch, count, ", ")
            )
        }),
        values("variables of a pod and patches of it".to_owned(), |count| {
            let patch = "{target: {name: dagu-scheduler}, merge: {spec: {revisionHistoryLimit: 3}}}";
            format!(
                "{BASE}scheduler: {{extraEnv: [{}]}}\npatches: [{}]",
                many("{name: E#, value: x}", count, ", "),
                many(patch, count, ", ")
            )
        }),
        values("patches of one long list".to_owned(), |count| {
            let patch = "{op: add, path: /spec/template/spec/containers/0/args/-, value: x}";
            format!(
                "{BASE}patches: [{{target: {{kind: Deployment, name: dagu-ui}}, \
                 json6902: [{{op: add, path: /spec/template/spec/containers/0/args, value: []}}, {}]}}]",
                many(patch, count, ", ")
            )
        }),
        values("objects and no patch that fits".to_owned(), |count| {
            let object = "{apiVersion: v1, kind: ConfigMap, metadata: {name: m#}}";
            let patch = "{target: {kind: ConfigMap, name: n#}, merge: {data: {a: b}}}";
            format!(
                "{BASE}extraObjects: [{}]\npatches: [{}]",
                many(object, count, ", "),
                many(patch, count, ", ")
            )
        })
        .rooted(),
        values("pools that are alike".to_owned(), |count| {
            // More than elsewhere: what is done for each pair of pools is much less than what is done for each pool.
            let pools = many("p#: {replicas: 1, labels: {gpu: a}}", 16 * count, ", ");
            format!("{BASE}workerPools: {{{pools}}}")
        }),
        values("pools with everything".to_owned(), |count| {
            let pool = "p#: {nodeSelector: {a: b}, tolerations: [{operator: Exists}], extraEnv: [{name: A, value: b}]}";
            format!("{BASE}workerPools: {{{}}}", many(pool, count, ", "))
        }),
        values("pools and patches for each".to_owned(), |count| {
            let patch = "{target: {name: dagu-worker-p#}, merge: {metadata: {annotations: {a: b}}}}";
            format!(
                "{BASE}workerPools: {{{}}}\npatches: [{}]",
                many("p#: {labels: {gpu: g#}}", count, ", "),
                many(patch, count, ", ")
            )
        })
        .rooted(),
        Growing {
            name: "flags".to_owned(),
            make: Box::new(|count| Input::Set((0..count).map(|at| format!("podLabels.k{at}=v")).collect())),
        },
        Growing {
            name: "flags for unknown keys".to_owned(),
            make: Box::new(|count| Input::Set((0..count).map(|at| format!("unknown{at}=v")).collect())),
        },
    ]
}

impl Growing {
    /// Two things grow here, each by the root, so that their product grows as the input does.
    fn rooted(self) -> Self {
        let make = self.make;
        Self { name: self.name, make: Box::new(move |count| make((count * 16).isqrt())) }
    }
}

fn streams() -> Vec<Growing> {
    let stream = |name: &str, values: Value, documents: fn(usize) -> String| {
        let carrier = carrier(&values);
        Growing {
            name: name.to_owned(),
            make: Box::new(move |count| Input::Stream(format!("{}---\n{carrier}", documents(count)))),
        }
    };
    let patch = json!({"patches": [{
        "target": {"kind": "ConfigMap", "name": "big"}, "foreign": true, "merge": {"data": {"k5": "changed"}},
    }]});
    let inject = json!({"inject": [{"target": {"kind": "Deployment", "name": "web"}, "auth": true}]});
    vec![
        stream("documents of others", json!({}), |count| many(CONFIG_MAP, count, "")),
        stream("documents of one name", json!({}), |count| many(&CONFIG_MAP.replace('#', ""), count, "")),
        stream("one key of a large document", patch.clone(), |count| {
            format!("{BIG}data:\n{}\n", many("  k#: v", count, "\n"))
        }),
        stream("one key of a large document in flow style", patch.clone(), |count| {
            format!("{BIG}data: {{{}}}\n", many("k#: v", count, ", "))
        }),
        stream("one key beside many aliases", patch.clone(), |count| {
            format!("{BIG}x: &a y\ndata:\n  k5: v\nz:\n{}\n", many("- &a# [*a]", count, "\n"))
        }),
        stream("one key beside many maps", patch, |count| {
            format!("{BIG}data:\n  k5: v\n{}\n", many("kind#: {a: b}", count, "\n"))
        }),
        stream(
            "every key of a large document",
            json!({"patches": [{
                "target": {"kind": "ConfigMap", "name": "big"}, "foreign": true,
                "json6902": (0..200).map(|at| json!({"op": "replace", "path": format!("/data/k{at}"), "value": "x"})).collect::<Vec<_>>(),
            }]}),
            |count| format!("{BIG}data:\n{}\n", many("  k#: v", count + 200, "\n")),
        ),
        stream("others beside the one that gets something", inject.clone(), |count| {
            format!("{WEB}{}", many(&WEB.replace("web", "web#"), count, ""))
        }),
        stream("names near the one that is missing", inject.clone(), |count| {
            many(&WEB.replace("web", "weB#"), count, "")
        }),
        stream("containers of the one that gets something", inject, |count| {
            format!(
                "{WEB}{}\n",
                many("      - {name: c#, image: x, env: [{name: A, value: b}]}", count, "\n")
            )
        }),
        stream(
            "entries for one workload each",
            json!({"inject": (0..20).map(|at| json!({"target": {"kind": "Deployment", "name": format!("web{at}")}, "auth": true})).collect::<Vec<_>>()}),
            |count| many(&WEB.replace("web", "web#"), count, ""),
        ),
        stream("items of a list", json!({}), |count| {
            format!(
                "---\napiVersion: v1\nkind: List\nitems:\n{}\n",
                many("- {apiVersion: v1, kind: ConfigMap, metadata: {name: m#}}", count, "\n")
            )
        }),
        stream("lines without a document", json!({}), |count| many("# c\n---\n", count, "")),
        Growing {
            name: "carriers".to_owned(),
            make: Box::new(|count| {
                let one = |at: usize| {
                    let name = format!("dagu-{at}");
                    format!("---\n{}", carrier_of(&name, &json!({"fullnameOverride": name})))
                };
                Input::Stream((0..count / 20).map(one).collect())
            }),
        },
    ]
}

pub(crate) const CONFIG_MAP: &str =
    "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m#\ndata: {a: b}\n";
pub(crate) const BIG: &str = "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: big\n";
pub(crate) const WEB: &str = "---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  selector:\n    matchLabels: {app: web}\n  \
    template:\n    metadata:\n      labels: {app: web}\n    spec:\n      containers:\n      - {name: web, image: x}\n";

fn values(name: String, make: impl Fn(usize) -> String + Send + Sync + 'static) -> Growing {
    Growing { name, make: Box::new(move |count| Input::Values(make(count))) }
}

fn list(path: &str, item: &str) -> Growing {
    let (path, item) = (path.to_owned(), item.to_owned());
    values(format!("list {path}: {item}"), move |count| {
        nested(&path, &format!("[{}]", many(&item, count, ",\n  ")))
    })
}

/// A value at a path, with the values that it needs.
fn nested(path: &str, value: &str) -> String {
    let keys: Vec<&str> = path.split('.').collect();
    let open: String = keys.iter().skip(1).map(|key| format!("{{{key}: ")).collect();
    format!("{}{}: {open}{value}{}\n", base_without(keys[0]), keys[0], "}".repeat(keys.len() - 1))
}

/// The values that are needed, unless they are already there.
fn base_without(key: &str) -> String {
    BASE.lines().filter(|line| !line.starts_with(key)).map(|line| format!("{line}\n")).collect()
}

/// So many copies, each with its number.
pub(crate) fn many(one: &str, count: usize, between: &str) -> String {
    (0..count).map(|at| one.replace('#', &at.to_string())).collect::<Vec<_>>().join(between)
}

pub(crate) fn carrier(values: &Value) -> String {
    carrier_of("dagu", values)
}

/// A carrier whose values are these over nearly nothing.
fn carrier_of(name: &str, values: &Value) -> String {
    let mut all = json!({
        "persistence": {"storageClass": "nfs", "size": "1Gi", "enabled": true, "accessMode": "ReadWriteMany"},
        "auth": {"mode": "builtin", "builtin": {"admin": {"username": "admin", "password": "longenough1"}}},
        "image": {"repository": "ghcr.io/dagu-org/dagu", "tag": "2.4.3"},
        "deploymentMode": "distributed",
        "workerPools": {"general": {"labels": {}, "replicas": 1}},
    });
    if let (Some(all), Some(values)) = (all.as_object_mut(), values.as_object()) {
        all.extend(values.clone());
    }
    let payload = json!({
        "format": 1,
        "fullname": name,
        "release": {"name": "dagu", "namespace": "default", "revision": 1, "isInstall": true, "isUpgrade": false, "service": "Helm"},
        "chart": {"name": "dagu", "version": "0.1.0", "appVersion": "2.4.3"},
        "capabilities": {"kubeVersion": "v1.35.0"},
        "lookup": {"enabled": true, "answered": false, "secrets": {}, "previousVersion": ""},
        "entropy": "EntropyOfTheTests0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJK",
        "values": all,
    });
    format!(
        "# Source: dagu/templates/carrier.yaml\napiVersion: carrier.dagu.invalid/v1\n\
         kind: \"Dagu (not a CRD: run this command again with --post-renderer dagu-post)\"\n\
         metadata:\n  name: \"{name}\"\ndata: \"{}\"\n",
        STANDARD.encode(payload.to_string())
    )
}
