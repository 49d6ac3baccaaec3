//! A stream with carriers to the stream that they stand for.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::api::{ObjectSummary, PostRenderOptions};
use crate::diagnostic::{Diagnostic, Severity, human};
use crate::rules::carrier::DUPLICATE;
use crate::stream::{self, Carrier, Document, Identities};
use crate::{PostRendered, Segment, chart, emit};

/// Replaces every carrier in a manifest stream by the objects it stands for.
///
/// Every other document leaves byte for byte. The result is the whole stream or an error.
pub fn post_render(input: &[u8], options: &PostRenderOptions) -> PostRendered {
    if !stream::has_carrier(input) {
        return untouched(input);
    }
    let mut diagnostics = Vec::new();
    let (carriers, foreign) = separate(input, &mut diagnostics);
    let release_namespace = carriers.first().map(|carrier| carrier.release.release.namespace.clone());
    let objects = expand(carriers, &mut diagnostics);
    refuse_duplicates(
        input,
        &foreign,
        &objects,
        release_namespace.as_deref().unwrap_or_default(),
        &mut diagnostics,
    );
    finish(input, &foreign, objects, diagnostics, options)
}

/// An object and the line that says which template it stands for.
pub(crate) struct Sourced {
    object: Value,
    source: Option<String>,
    /// What its name starts with.
    prefix: String,
}

/// Makes the objects of every carrier and signs them.
pub(crate) fn expand(carriers: Vec<Carrier>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Sourced> {
    let several = carriers.len() > 1;
    let mut all = Vec::new();
    for mut carrier in carriers {
        let mut own = Vec::new();
        let objects = chart::objects(&mut carrier.release, &mut own).unwrap_or_default();
        if several {
            name_chart(&mut own, &carrier.release.chart.name);
        }
        diagnostics.extend(own);
        let prefix: String = carrier.release.fullname.chars().take(50).collect();
        for mut object in objects {
            carrier.sign(&mut object);
            let name = object.pointer("/metadata/name").and_then(Value::as_str).unwrap_or_default();
            let prefix = if name.starts_with(&prefix) { &prefix } else { name }.to_owned();
            all.push(Sourced { object, source: carrier.source.clone(), prefix });
        }
    }
    in_install_order(all)
}

/// Groups objects by kind, in Helm's order; objects of a kind stay in the order of the chart.
fn in_install_order(objects: Vec<Sourced>) -> Vec<Sourced> {
    let mut ranks: BTreeMap<usize, Vec<Sourced>> = BTreeMap::new();
    for sourced in objects {
        ranks.entry(stream::rank(kind(&sourced.object))).or_default().push(sourced);
    }
    ranks.into_values().flatten().collect()
}

/// The heaviest first; those of one weight stay in their order.
fn by_weight(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut ordered = Vec::with_capacity(diagnostics.len());
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        ordered.extend(diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).cloned());
    }
    ordered
}

/// Writes objects between the foreign documents, or says why not.
pub(crate) fn finish(
    input: &[u8],
    foreign: &[Document],
    objects: Vec<Sourced>,
    diagnostics: Vec<Diagnostic>,
    options: &PostRenderOptions,
) -> PostRendered {
    let mut diagnostics = by_weight(diagnostics);
    if options.strict {
        for diagnostic in &mut diagnostics {
            if diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
        }
    }
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return PostRendered { diagnostics, ..PostRendered::default() };
    }
    let (written, summaries, generated) = write(&objects, &diagnostics);
    let assembly = stream::assemble(input, foreign, &written, generated);
    PostRendered {
        ok: true,
        segments: assembly.segments,
        generated: assembly.generated,
        objects: summaries,
        diagnostics,
    }
}

fn untouched(input: &[u8]) -> PostRendered {
    PostRendered { ok: true, segments: vec![Segment::Input(0..input.len())], ..PostRendered::default() }
}

fn separate(input: &[u8], diagnostics: &mut Vec<Diagnostic>) -> (Vec<Carrier>, Vec<Document>) {
    let mut carriers = Vec::new();
    let mut foreign = Vec::new();
    for document in stream::split(input) {
        match stream::read_carrier(&document, input) {
            None => foreign.push(document),
            Some(Ok(carrier)) => carriers.push(carrier),
            Some(Err(diagnostic)) => diagnostics.push(diagnostic),
        }
    }
    (carriers, foreign)
}

/// With several charts in a stream, a path starts with the name under which the umbrella chart holds it.
fn name_chart(diagnostics: &mut [Diagnostic], chart: &str) {
    for diagnostic in diagnostics {
        diagnostic.path = match diagnostic.path.as_str() {
            "" => chart.to_owned(),
            path => format!("{chart}.{path}"),
        };
    }
}

fn refuse_duplicates(
    input: &[u8],
    foreign: &[Document],
    objects: &[Sourced],
    namespace: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut identities = Identities::default();
    let generated_twice = objects
        .iter()
        .filter_map(|sourced| identities.add(&sourced.object, &sourced.prefix, namespace))
        .collect::<Vec<_>>();
    // Two charts with one name share every object: the first is enough to say so.
    diagnostics.extend(generated_twice.first().map(|identity| {
        DUPLICATE.found(
            format!("two charts in this stream make {}", identity.described()),
            "give one of them another `fullnameOverride`",
        )
    }));
    let found = foreign.iter().filter_map(|document| identities.find(document, input, namespace));
    diagnostics.extend(found.map(|identity| {
        DUPLICATE.found(
            format!("{} stands in the stream already", identity.described()),
            "remove the other one, or pipe the chart's output through dagu-post only once",
        )
    }));
}

type Output = (Vec<(usize, std::ops::Range<usize>)>, Vec<ObjectSummary>, Vec<u8>);

fn write(objects: &[Sourced], diagnostics: &[Diagnostic]) -> Output {
    const BYTES_PER_OBJECT: usize = 2048;
    let mut generated = Vec::with_capacity(objects.len() * BYTES_PER_OBJECT);
    let mut written = Vec::with_capacity(objects.len());
    let mut summaries = Vec::with_capacity(objects.len());
    for (index, sourced) in objects.iter().enumerate() {
        let start = generated.len();
        generated.extend_from_slice(b"---\n");
        if let Some(source) = &sourced.source {
            generated.extend_from_slice(source.as_bytes());
            generated.push(b'\n');
        }
        if index == 0 {
            remark(diagnostics, &mut generated);
        }
        emit::object(&sourced.object, &mut generated);
        written.push((stream::rank(kind(&sourced.object)), start..generated.len()));
        summaries.push(summary(&sourced.object, generated.len() - start));
    }
    (written, summaries, generated)
}

/// Both Helms throw away what a successful post-renderer says, so warnings also stand in the manifest.
fn remark(diagnostics: &[Diagnostic], generated: &mut Vec<u8>) {
    let warnings: Vec<Diagnostic> =
        diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning).cloned().collect();
    for line in human(&warnings).lines() {
        generated.extend_from_slice(b"# ");
        generated.extend_from_slice(line.as_bytes());
        generated.push(b'\n');
    }
}

fn summary(object: &Value, bytes: usize) -> ObjectSummary {
    let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    ObjectSummary {
        api_version: text("/apiVersion"),
        kind: text("/kind"),
        name: text("/metadata/name"),
        bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
    }
}

fn kind(object: &Value) -> &str {
    object["kind"].as_str().unwrap_or_default()
}
