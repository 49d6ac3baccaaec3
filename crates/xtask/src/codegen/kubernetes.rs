//! Writes the table of Kubernetes' own types that the core checks values by, taken from k8s-openapi. Run by
//! `cargo xtask codegen`, with the root as working directory; a program of its own, because k8s-openapi takes long to build.
#![expect(clippy::print_stdout, reason = "a command line program prints")]

#[path = "../exit.rs"]
mod exit;
mod facts;
mod head;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use k8s_openapi::api::apps::v1::DeploymentStrategy;
use k8s_openapi::api::core::v1::PodSpec;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use facts::{CHOICES, FACTS};
use head::{PATH, head};

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

/// One line for every type that a pod or the strategy of a Deployment reaches.
fn table() -> Result<String> {
    let mut generator = SchemaSettings::draft07().into_generator();
    generator.subschema_for::<PodSpec>();
    generator.subschema_for::<DeploymentStrategy>();
    let mut types = BTreeMap::new();
    for (name, schema) in generator.take_definitions(true) {
        if schema.get("properties").is_some() {
            let line = fields(short(&name), &schema).with_context(|| name.clone())?;
            ensure!(types.insert(short(&name).to_owned(), line).is_none(), "two types are called {name}");
        }
    }
    for (path, _) in FACTS {
        let found = path.split_once('.').is_some_and(|(name, field)| {
            types.get(name).is_some_and(|line: &String| {
                line.split(' ').any(|word| word.split([':', '!']).next() == Some(field))
            })
        });
        ensure!(found, "there is no field {path}");
    }
    for (name, choice) in CHOICES {
        types
            .get_mut(*name)
            .with_context(|| format!("there is no type {name}"))?
            .push_str(&format!(" {choice}"));
    }
    Ok(types.into_iter().map(|(name, fields)| format!("{name}{fields}\n")).collect())
}

/// ` name:type` for every field, `!` in place of the colon where it is required.
fn fields(owner: &str, schema: &Value) -> Result<String> {
    let required = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut fields = BTreeMap::new();
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        let mark = if required.contains(&name.as_str().into()) { '!' } else { ':' };
        let kind = kind(schema).with_context(|| name.clone())?;
        let path = format!("{owner}.{name}");
        let (mark, kind) = match FACTS.iter().find(|(field, _)| *field == path) {
            Some((_, fact)) => {
                let refined = fact.trim_start_matches('!');
                ensure!(plain(refined) == kind, "{path} is {kind}, and the fact says {fact}");
                (if fact.starts_with('!') { '!' } else { mark }, refined.to_owned())
            }
            None => (mark, kind),
        };
        fields.insert(name, format!(" {name}{mark}{kind}"));
    }
    Ok(fields.into_values().collect())
}

/// A fact without what it says beyond the type.
fn plain(fact: &str) -> String {
    let (first, rest) = fact.split_at(1);
    match first {
        "[" | "{" => {
            let of = rest.split_once(';').map_or(rest, |(_, of)| of);
            format!("{first}{}", plain(of.trim_start_matches('+')))
        }
        "=" => "s".to_owned(),
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
        Some("string") => "s".to_owned(),
        Some("integer") if schema["format"] == "int64" => "l".to_owned(),
        Some("integer") => "i".to_owned(),
        Some("boolean") => "b".to_owned(),
        Some("array") => format!("[{}", kind(&schema["items"])?),
        Some("object") => format!("{{{}", kind(&schema["additionalProperties"])?),
        _ => bail!("no name for this type: {schema}"),
    })
}

fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
