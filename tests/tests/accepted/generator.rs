//! Random values files from the types that the API server describes.
//!
//! Required fields are present, the rest is random; most leaves are valid, some are not. Nothing here depends on
//! the chart's checks.

use anyhow::{Context, Result};
use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::openapi::{OpenApi, reference};
use crate::places::{self, Field, SECTIONS};
use crate::words::{self, Words};

/// How deep types are followed.
const DEEPEST: usize = 9;

/// Kinds that are often used with the chart: version, kind, and the type of the specification.
const BESIDE: [(&str, &str, &str); 6] = [
    ("autoscaling/v2", "HorizontalPodAutoscaler", "HorizontalPodAutoscalerSpec"),
    ("networking.k8s.io/v1", "Ingress", "IngressSpec"),
    ("networking.k8s.io/v1", "NetworkPolicy", "NetworkPolicySpec"),
    ("policy/v1", "PodDisruptionBudget", "PodDisruptionBudgetSpec"),
    ("v1", "PersistentVolumeClaim", "PersistentVolumeClaimSpec"),
    ("v1", "Service", "ServiceSpec"),
];

/// The kinds of the chart that patches change, and the type whose fields they set.
const PATCHED: [(&str, &str); 5] = [
    ("Deployment", "DeploymentSpec"),
    ("Ingress", "IngressSpec"),
    ("PersistentVolumeClaim", "PersistentVolumeClaimSpec"),
    ("Service", "ServiceSpec"),
    ("ServiceAccount", "ServiceAccount"),
];
const NOT_PATCHED: [&str; 5] = ["apiVersion", "kind", "metadata", "selector", "template"];

/// Makes the files of one seed.
pub(crate) struct Generator<'a> {
    api: &'a OpenApi,
    fields: &'a [Field],
    rng: Rng,
    /// The number of wrong leaves in a hundred.
    wrong: u32,
}

impl<'a> Generator<'a> {
    /// The generator of one file.
    pub(crate) fn new(api: &'a OpenApi, fields: &'a [Field], seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let wrong = [0, 4, 15][rng.usize(..3)];
        Self { api, fields, rng, wrong }
    }

    /// A values file.
    pub(crate) fn values(&mut self) -> Result<Value> {
        let mut values = json!({
            "persistence": {"storageClass": "nfs"},
            "auth": {"builtin": {"admin": {"password": "longenough1"}}},
        });
        if self.rng.bool() {
            values["workerPools"] = json!({"gpu": {"labels": {"gpu": "true"}}});
        }
        for _ in 0..self.rng.usize(1..=3) {
            match self.rng.u32(..8) {
                0 => self.beside(&mut values),
                1 => self.extra_object(&mut values)?,
                _ => self.setting(&mut values)?,
            }
        }
        Ok(values)
    }

    /// A setting of pods, in one of the sections that have it.
    fn setting(&mut self, values: &mut Value) -> Result<()> {
        let Field { key, owner, name } = &self.fields[self.rng.usize(..self.fields.len())];
        let sections: Vec<_> = SECTIONS.iter().filter(|section| places::takes(section, key)).collect();
        let section = *sections[self.rng.usize(..sections.len())];
        let api = self.api;
        let value = self.value(api.field(owner, name)?, owner, name, 0)?;
        // What refers to a volume or a claim needs some.
        let refers = ["extraVolumeMounts", "sidecars", "initContainers", "extraEnv"].contains(&key.as_str());
        if refers && self.rng.u32(..4) > 0 {
            let volumes = json!([{"name": "one", "emptyDir": {}}, {"name": "two", "persistentVolumeClaim": {"claimName": "c"}}]);
            let holder = if section.is_empty() { "/ui" } else { section };
            put(values, &format!("{holder}/extraVolumes"), volumes);
        }
        if ["resources", "sidecars", "initContainers"].contains(&key.as_str())
            && self.rng.bool()
            && !section.is_empty()
        {
            put(
                values,
                &format!("{section}/resourceClaims"),
                json!([{"name": "one", "resourceClaimName": "c"}]),
            );
        }
        let value = match key.strip_prefix("dataVolume.") {
            Some("volumeClaimTemplate") => json!({"volumeClaimTemplate": value}),
            _ => value,
        };
        let key = key.split('.').next().unwrap_or(key);
        put(values, &format!("{section}/{key}"), value);
        Ok(())
    }

    /// A key of the values that is no setting of pods and still reaches Kubernetes.
    fn beside(&mut self, values: &mut Value) {
        let text = |words: Words| move |generator: &mut Self| Value::from(generator.word(words));
        let annotations = |generator: &mut Self| generator.texts("annotations");
        let names = text(words::words("", "secretName"));
        match self.rng.u32(..20) {
            0 => put(values, "/nameOverride", self.word(words::map_values("labels")).into()),
            1 => put(values, "/fullnameOverride", names(self)),
            2 => put(values, "/persistence/annotations", annotations(self)),
            3 => put(values, "/persistence/size", self.either(words::quantities())),
            4 => put(values, "/persistence/storageClass", names(self)),
            5 => put(values, "/persistence/existingClaim", names(self)),
            6 => put(values, "/serviceAccount/annotations", annotations(self)),
            7 => {
                put(values, "/serviceAccount/name", names(self));
                put(values, "/serviceAccount/create", self.rng.bool().into());
            }
            8 => put(values, "/ui/serviceAccount/name", names(self)),
            9 => put(values, "/ui/service/annotations", annotations(self)),
            10 => put(values, "/ui/service/port", self.either(words::numbers())),
            11 => put(values, "/ui/image/tag", text(words::map_values("labels"))(self)),
            12 => {
                let name = self.word(words::words("Volume", "name"));
                put(
                    values,
                    &format!("/workerPools/{}/replicas", name.replace('~', "~0").replace('/', "~1")),
                    1.into(),
                );
            }
            13 => {
                values["auth"]["builtin"]["admin"] = json!({"existingSecret": names(self)});
                let key = self.word(words::map_keys("data"));
                values["auth"]["builtin"]["admin"]["passwordKey"] = key.into();
            }
            14 => put(values, "/image/pullPolicy", text(words::words("", "pullPolicy"))(self)),
            15 => put(values, "/persistence/volumeName", names(self)),
            16 => put(values, "/persistence/selector", json!({"matchLabels": self.texts("labels")})),
            17 => {
                let kind = self.word((&["NodePort", "LoadBalancer"], &["ClusterIP", "ExternalName"]));
                put(values, "/ui/service/type", kind.into());
                put(values, "/ui/service/nodePort", self.either(words::numbers()));
            }
            18 => {
                put(values, "/ui/service/type", "LoadBalancer".into());
                put(values, "/ui/service/loadBalancerClass", names(self));
                let range =
                    self.word((&["10.0.0.0/8", "fd00::/8"], &["10.0.0.1", "10.0.0.0/33", "::/129", ""]));
                put(values, "/ui/service/loadBalancerSourceRanges", json!([range]));
            }
            _ => {
                put(values, "/ingress/enabled", true.into());
                put(values, "/ingress/annotations", annotations(self));
                put(values, "/ingress/host", text(words::words("", "host"))(self));
                put(values, "/ingress/className", names(self));
                put(values, "/ingress/tls", json!({"enabled": true, "secretName": names(self)}));
            }
        }
    }

    /// An object of one's own, or a patch, with what every object has.
    fn extra_object(&mut self, values: &mut Value) -> Result<()> {
        let mut metadata = json!({"name": self.word((&["mine", "a.b", "x-1"], &["Mine", "a_b", "-"]))});
        for key in ["labels", "annotations"] {
            if self.rng.bool() {
                metadata[key] = self.texts(key);
            }
        }
        match self.rng.u32(..5) {
            0 => return self.patch(values),
            1 => return self.other_object(values, metadata),
            _ => {}
        }
        if self.rng.u32(..3) == 0 {
            let template = json!({"template": {"metadata": {"annotations": metadata["annotations"]}}});
            let merge = json!({"metadata": {"labels": metadata["labels"]}, "spec": template});
            put(values, "/patches", json!([{"target": {"kind": "Deployment"}, "merge": merge}]));
            return Ok(());
        }
        let mut object = json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata});
        match self.rng.u32(..4) {
            0 => {
                object["kind"] = "Secret".into();
                object["stringData"] = self.texts("stringData");
            }
            1 => {
                let api = self.api;
                let pod = json!({"containers": [self.object(api.named("Container")?, "Container", 2)?]});
                let labels = json!({"app": "mine"});
                object["apiVersion"] = "apps/v1".into();
                object["kind"] = "Deployment".into();
                object["spec"] = json!({
                    "selector": {"matchLabels": labels},
                    "template": {"metadata": {"labels": labels}, "spec": pod},
                });
            }
            _ => object["data"] = self.texts("data"),
        }
        put(values, "/extraObjects", json!([object]));
        Ok(())
    }

    /// An object of a kind that is often used with the chart.
    fn other_object(&mut self, values: &mut Value, metadata: Value) -> Result<()> {
        let (version, kind, spec) = BESIDE[self.rng.usize(..BESIDE.len())];
        let api = self.api;
        let mut object = json!({"apiVersion": version, "kind": kind, "metadata": metadata});
        object["spec"] = self.object(api.named(spec)?, spec, 2)?;
        put(values, "/extraObjects", json!([object]));
        Ok(())
    }

    /// A patch that sets a field of one of the chart's objects.
    fn patch(&mut self, values: &mut Value) -> Result<()> {
        let (kind, owner) = PATCHED[self.rng.usize(..PATCHED.len())];
        let api = self.api;
        let fields = api.named(owner)?["properties"].as_object().context("a type without fields")?;
        // What makes it an object, and what only the cluster writes.
        let fields: Vec<&String> =
            fields.keys().filter(|field| !NOT_PATCHED.contains(&field.as_str())).collect();
        let field = fields[self.rng.usize(..fields.len())];
        let value = self.value(api.field(owner, field)?, owner, field, 2)?;
        let merge = json!({field: value});
        let merge = if owner.ends_with("Spec") { json!({"spec": merge}) } else { merge };
        put(values, "/ingress", json!({"enabled": true, "host": "dagu.example.com"}));
        put(values, "/patches", json!([{"target": {"kind": kind}, "merge": merge}]));
        Ok(())
    }

    fn value(&mut self, schema: &Value, owner: &str, field: &str, depth: usize) -> Result<Value> {
        if let Some(name) = reference(schema) {
            let api = self.api;
            return Ok(match name {
                "Quantity" => self.either(words::quantities()),
                "IntOrString" => self.either(words::ints_or_strings()),
                "Time" => json!("2026-01-01T00:00:00Z"),
                "FieldsV1" => json!({}),
                name => self.object(api.named(name)?, name, depth + 1)?,
            });
        }
        if let Some(choices) = schema["enum"].as_array().filter(|_| !self.errs()) {
            return Ok(choices[self.rng.usize(..choices.len())].clone());
        }
        Ok(match schema["type"].as_str() {
            Some("integer") => self.either(words::numbers()),
            Some("boolean") => self.rng.bool().into(),
            Some("array") => {
                let length = [0, 1, 1, 1, 2][self.rng.usize(..5)];
                let items = (0..length).map(|_| self.value(&schema["items"], owner, field, depth));
                items.collect::<Result<_>>()?
            }
            Some("object") => match reference(&schema["additionalProperties"]) {
                Some("Quantity") => self.quantities(field),
                _ => self.texts(field),
            },
            _ => self.word(words::words(owner, field)).into(),
        })
    }

    fn object(&mut self, schema: &Value, name: &str, depth: usize) -> Result<Value> {
        let mut object = Map::new();
        let Some(fields) = schema["properties"].as_object() else { return Ok(json!({})) };
        let is_required =
            |field: &str| schema["required"].as_array().is_some_and(|fields| fields.contains(&field.into()));
        let mut chosen: Vec<&String> = fields.keys().filter(|field| is_required(field)).collect();
        if self.wrong > 0 && self.errs() && !chosen.is_empty() {
            chosen.remove(self.rng.usize(..chosen.len()));
        }
        // A sidecar or a volume as people write them, which the document does not call required.
        if name == "Container" && !self.errs() {
            object.insert("image".to_owned(), "busybox:1.37".into());
        }
        let optional: Vec<&String> = fields.keys().filter(|field| !is_required(field)).collect();
        if depth < DEEPEST && !optional.is_empty() {
            // One more often than several: of many fields only one may be set.
            let count = [0, 1, 1, 1, 2, 3][self.rng.usize(..6)];
            chosen.extend((0..count).map(|_| optional[self.rng.usize(..optional.len())]));
        }
        for field in chosen {
            object.insert(field.clone(), self.value(&fields[field], name, field, depth)?);
        }
        Ok(object.into())
    }

    fn texts(&mut self, field: &str) -> Value {
        let length = [0, 1, 1, 2][self.rng.usize(..4)];
        let entries = (0..length).map(|_| {
            let key = self.word(words::map_keys(field));
            let value = match self.errs() && self.rng.bool() {
                true => [json!(8080), json!(true), json!(1.5)][self.rng.usize(..3)].clone(),
                false => self.word(words::map_values(field)).into(),
            };
            (key, value)
        });
        entries.collect::<Map<_, _>>().into()
    }

    fn quantities(&mut self, field: &str) -> Value {
        let length = [1, 1, 2][self.rng.usize(..3)];
        let entries =
            (0..length).map(|_| (self.word(words::map_keys(field)), self.either(words::quantities())));
        entries.collect::<Map<_, _>>().into()
    }

    fn word(&mut self, (good, bad): Words) -> String {
        let words = if self.errs() { bad } else { good };
        words[self.rng.usize(..words.len())].to_owned()
    }

    fn either(&mut self, (good, bad): (Vec<Value>, Vec<Value>)) -> Value {
        let values = if self.errs() { bad } else { good };
        values[self.rng.usize(..values.len())].clone()
    }

    fn errs(&mut self) -> bool {
        self.rng.u32(..100) < self.wrong
    }
}

/// Sets what a pointer names, and the maps above it.
fn put(values: &mut Value, pointer: &str, value: Value) {
    let mut at = values;
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        if !at.is_object() {
            *at = json!({});
        }
        at = &mut at[step];
    }
    *at = value;
}
