//! Writes the table of Kubernetes' types that the core checks values against, from k8s-openapi. Run by
//! `cargo xtask codegen`, with the root as working directory. A separate program, because k8s-openapi takes long to build.
#![expect(clippy::print_stdout, reason = "a command line program prints")]

#[path = "../exit.rs"]
mod exit;
mod facts;
mod head;
mod releases;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use k8s_openapi::api::apps::v1::{DaemonSet, Deployment, StatefulSet};
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::batch::v1::{CronJob, Job};
use k8s_openapi::api::core::v1::{
    ConfigMap, LimitRange, PersistentVolume, PersistentVolumeClaim, Pod, ResourceQuota, Secret, Service,
    ServiceAccount,
};
use k8s_openapi::api::networking::v1::{Ingress, NetworkPolicy};
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, Role, RoleBinding};
use k8s_openapi::api::scheduling::v1::PriorityClass;
use k8s_openapi::api::storage::v1::StorageClass;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::Value;

use facts::{CHOICES, FACTS};
use head::{PATH, head};
use releases::{GONE, NEWER};

fn main() -> ExitCode {
    exit::code(run().map(|()| ExitCode::SUCCESS))
}

fn run() -> Result<()> {
    let check = std::env::args().nth(1).is_some_and(|argument| argument == "--check");
    let text = format!("{}{}", head(Path::new("."))?, table()?);
    if fs::read_to_string(PATH).is_ok_and(|present| present == text) {
        return Ok(());
    }
    if check {
        bail!("out of date: {PATH}; remove it and run `cargo xtask codegen`");
    }
    fs::write(PATH, text).with_context(|| format!("cannot write {PATH}"))?;
    println!("wrote {PATH}");
    Ok(())
}

/// The kinds that the chart makes, those that contain pods, and those that are often used with them. The table has
/// every type that one of them reaches.
const ROOTS: [(&str, Root); 24] = [
    ("ClusterRole", SchemaGenerator::subschema_for::<ClusterRole>),
    ("ClusterRoleBinding", SchemaGenerator::subschema_for::<ClusterRoleBinding>),
    ("ConfigMap", SchemaGenerator::subschema_for::<ConfigMap>),
    ("CronJob", SchemaGenerator::subschema_for::<CronJob>),
    ("DaemonSet", SchemaGenerator::subschema_for::<DaemonSet>),
    ("Deployment", SchemaGenerator::subschema_for::<Deployment>),
    ("HorizontalPodAutoscaler", SchemaGenerator::subschema_for::<HorizontalPodAutoscaler>),
    ("Ingress", SchemaGenerator::subschema_for::<Ingress>),
    ("Job", SchemaGenerator::subschema_for::<Job>),
    ("LimitRange", SchemaGenerator::subschema_for::<LimitRange>),
    ("NetworkPolicy", SchemaGenerator::subschema_for::<NetworkPolicy>),
    ("PersistentVolume", SchemaGenerator::subschema_for::<PersistentVolume>),
    ("PersistentVolumeClaim", SchemaGenerator::subschema_for::<PersistentVolumeClaim>),
    ("Pod", SchemaGenerator::subschema_for::<Pod>),
    ("PodDisruptionBudget", SchemaGenerator::subschema_for::<PodDisruptionBudget>),
    ("PriorityClass", SchemaGenerator::subschema_for::<PriorityClass>),
    ("ResourceQuota", SchemaGenerator::subschema_for::<ResourceQuota>),
    ("Role", SchemaGenerator::subschema_for::<Role>),
    ("RoleBinding", SchemaGenerator::subschema_for::<RoleBinding>),
    ("Secret", SchemaGenerator::subschema_for::<Secret>),
    ("Service", SchemaGenerator::subschema_for::<Service>),
    ("ServiceAccount", SchemaGenerator::subschema_for::<ServiceAccount>),
    ("StatefulSet", SchemaGenerator::subschema_for::<StatefulSet>),
    ("StorageClass", SchemaGenerator::subschema_for::<StorageClass>),
];

type Root = fn(&mut SchemaGenerator) -> schemars::Schema;
/// The fields of a type, each with `:` or `!` and its kind.
type Fields = BTreeMap<String, String>;

/// One line for each type that a root reaches.
fn table() -> Result<String> {
    let mut generator = SchemaSettings::draft07().into_generator();
    for (_, root) in ROOTS {
        root(&mut generator);
    }
    let mut types = BTreeMap::new();
    for (name, schema) in generator.take_definitions(true) {
        if schema.get("properties").is_some() {
            let fields = fields(&schema).with_context(|| name.clone())?;
            ensure!(
                types.insert(short(&name).to_owned(), fields).is_none(),
                "two types have the name {name}"
            );
        }
    }
    update(&mut types)?;
    refine(&mut types)?;
    let mut lines = BTreeMap::new();
    let mut open: Vec<&str> = ROOTS.iter().map(|(name, _)| *name).collect();
    while let Some(name) = open.pop() {
        let fields = types.get(name).with_context(|| format!("there is no type {name}"))?;
        let mut line: String = fields.iter().map(|(field, kind)| format!(" {field}{kind}")).collect();
        for (_, choice) in CHOICES.iter().filter(|(owner, _)| *owner == name) {
            line = format!("{line} {choice}");
        }
        if lines.insert(name, line).is_none() {
            open.extend(fields.values().filter_map(|kind| reached(kind)));
        }
    }
    for name in FACTS.iter().map(|(path, _)| *path).chain(CHOICES.iter().map(|(name, _)| *name)) {
        let owner = name.split('.').next().unwrap_or(name);
        ensure!(lines.contains_key(owner), "no kind reaches {owner}, which has a fact");
    }
    Ok(lines.into_iter().map(|(name, fields)| format!("{name}{fields}\n")).collect())
}

/// The type of a kind.
fn reached(kind: &str) -> Option<&str> {
    let kind = kind[1..].rsplit(['[', '{', ';', '+']).next()?;
    kind.starts_with(|first: char| first.is_ascii_uppercase()).then_some(kind)
}

/// Adds the fields of newer releases, and removes those that they no longer have.
fn update(types: &mut BTreeMap<String, Fields>) -> Result<()> {
    for (path, kind, release) in NEWER {
        let (owner, field) = path.split_once('.').context("a type and a field")?;
        let (mark, kind) = kind.strip_prefix('!').map_or((':', *kind), |kind| ('!', kind));
        let before =
            types.entry(owner.to_owned()).or_default().insert(field.to_owned(), format!("{mark}{kind}"));
        ensure!(
            before.is_none(),
            "k8s-openapi now has {path}, added in {release}: remove it from releases.rs"
        );
    }
    for (path, release) in GONE {
        let (owner, field) = path.split_once('.').context("a type and a field")?;
        let before = types.get_mut(owner).and_then(|fields| fields.remove(field));
        ensure!(
            before.is_some(),
            "k8s-openapi no longer has {path}, removed in {release}: remove it from releases.rs"
        );
    }
    Ok(())
}

/// Replaces kinds with facts.
fn refine(types: &mut BTreeMap<String, Fields>) -> Result<()> {
    for (path, fact) in FACTS {
        let field = path.split_once('.').and_then(|(owner, field)| types.get_mut(owner)?.get_mut(field));
        let present = field.with_context(|| format!("there is no field {path}"))?;
        let refined = fact.trim_start_matches('!');
        ensure!(plain(refined) == present[1..], "{path} is {}, but its fact is {fact}", &present[1..]);
        let mark = if fact.starts_with('!') { "!" } else { &present[..1] };
        *present = format!("{mark}{refined}");
    }
    Ok(())
}

/// Every field, with `!` before the kind if it is required.
fn fields(schema: &Value) -> Result<Fields> {
    let required = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    let is_object = schema["properties"].get("apiVersion").is_some();
    let mut fields = Fields::new();
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        let mark = if required.contains(&name.as_str().into()) { '!' } else { ':' };
        let kind = match name.as_str() {
            // Only the cluster writes it.
            "status" if is_object => "o".to_owned(),
            _ => kind(schema).with_context(|| name.clone())?,
        };
        fields.insert(name.clone(), format!("{mark}{kind}"));
    }
    Ok(fields)
}

/// A fact without what goes beyond the type.
fn plain(fact: &str) -> String {
    let (first, rest) = fact.split_at(1);
    match first {
        "[" | "{" => {
            let of = rest.split_once(';').map_or(rest, |(_, of)| of);
            format!("{first}{}", plain(of.trim_start_matches('+')))
        }
        "=" => "s".to_owned(),
        "s" if fact == "s.base64" => fact.to_owned(),
        "s" | "x" | "i" | "l" => first.to_owned(),
        _ => fact.to_owned(),
    }
}

/// The kind of a type by itself, in the language of `crates/dagu-chart/src/kubernetes/kind.rs`.
fn kind(schema: &Value) -> Result<String> {
    let reference = schema["$ref"].as_str().or_else(|| schema["allOf"][0]["$ref"].as_str());
    if let Some(reference) = reference {
        return Ok(match short(reference) {
            "Quantity" => "q".to_owned(),
            "IntOrString" => "x".to_owned(),
            "Time" | "MicroTime" => "s".to_owned(),
            "FieldsV1" => "o".to_owned(),
            name => name.to_owned(),
        });
    }
    Ok(match schema["type"].as_str() {
        Some("string") if schema["format"] == "byte" => "s.base64".to_owned(),
        Some("string") => "s".to_owned(),
        Some("integer") if schema["format"] == "int64" => "l".to_owned(),
        Some("integer") => "i".to_owned(),
        Some("boolean") => "b".to_owned(),
        Some("array") => format!("[{}", kind(&schema["items"])?),
        Some("object") => format!("{{{}", kind(&schema["additionalProperties"])?),
        _ => bail!("unknown type: {schema}"),
    })
}

fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
