//! Replaces the carriers in a stream by the objects of their releases.

mod alias;
mod rendered;

use std::fmt::Write;

use dagu_chart_api::Diagnostic;

use crate::chart;
use crate::diagnostic::{Finding, Findings, Rule, Severity};
use crate::foreign::{Foreign, Wanted};
use crate::manifests::Manifests;
use crate::stream::{self, Carrier, Document, Segment};

pub use rendered::{PostRenderOptions, PostRendered};

/// The stream contains an object twice.
pub(crate) const DUPLICATE: Rule = Rule {
    code: "D0007",
    name: "duplicate-object",
    severity: Severity::Error,
    doc: doc!(
        "Helm silently accepts the same object twice, and which of the two the cluster gets is not defined."
    ),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[&DUPLICATE];

/// Replaces every carrier in a manifest stream by the objects of its release.
///
/// All other documents are unchanged, byte for byte. The result is the whole stream or an error.
pub fn post_render(input: &[u8], options: &PostRenderOptions) -> PostRendered {
    if stream::carrier_marks(input).is_over() {
        return untouched(input);
    }
    let mut diagnostics = Findings::default();
    let (carriers, mut foreign) = separate(input, &mut diagnostics);
    let namespace = carriers.first().map(|carrier| carrier.release.release.namespace.clone());
    let (manifests, wanted) = make(carriers, &mut diagnostics);
    change(input, &mut foreign, wanted, &mut diagnostics);
    refuse_duplicates(input, &foreign, &manifests, &namespace.unwrap_or_default(), &mut diagnostics);
    let found = diagnostics.by_severity(options.strict);
    let rendered = finish(input, &foreign, manifests, &found);
    PostRendered { diagnostics: found.into_iter().map(Diagnostic::from).collect(), ..rendered }
}

/// Makes the changes that the releases request for documents of other charts.
fn change(input: &[u8], foreign: &mut [Document], wanted: Vec<Wanted>, diagnostics: &mut Findings) {
    let mut changes = Foreign::of(input);
    for mut wanted in wanted {
        let mut own = Findings::default();
        changes.change(foreign, &mut wanted, &mut own);
        if let Some(chart) = &wanted.chart {
            alias::name_chart(&mut own, chart);
        }
        diagnostics.append(&mut own);
    }
    changes.write(foreign, diagnostics);
}

/// Builds and prints the objects of every carrier. Also returns the changes that the releases request for other
/// documents.
pub(crate) fn make(carriers: Vec<Carrier>, diagnostics: &mut Findings) -> (Manifests, Vec<Wanted>) {
    let several = carriers.len() > 1;
    let mut manifests = Manifests::default();
    let mut wanted = Vec::new();
    for mut carrier in carriers {
        let mut own = Findings::default();
        let values = std::mem::take(&mut carrier.release.values);
        let add = &mut |object| manifests.add(object, &carrier);
        let chart = carrier.alias().or_else(|| several.then(|| carrier.release.chart.name.clone()));
        let expanded = chart::make(&carrier.release, values, &mut own, add);
        own.extend(manifests.take_twice().map(|identity| {
            DUPLICATE.found(
                format!("two charts in this stream render {}", identity.described()),
                "set a different `fullnameOverride`",
            )
        }));
        if let Some(chart) = &chart {
            alias::name_chart(&mut own, chart);
        }
        wanted.extend(expanded.map(|wanted| Wanted { chart, ..wanted }));
        diagnostics.append(&mut own);
    }
    (manifests, wanted)
}

/// Puts the manifests between the foreign documents, unless an error was found. What was found is told by the caller.
pub(crate) fn finish(
    input: &[u8],
    foreign: &[Document],
    manifests: Manifests,
    found: &[Finding],
) -> PostRendered {
    if found.iter().any(|finding| finding.diagnostic.severity == Severity::Error) {
        return PostRendered::default();
    }
    let sheet = manifests.finish(&remark(found));
    let assembly = stream::assemble(input, foreign, &sheet.written, sheet.text);
    PostRendered {
        ok: true,
        segments: assembly.segments,
        generated: assembly.generated,
        objects: sheet.summaries,
        diagnostics: Vec::new(),
    }
}

fn untouched(input: &[u8]) -> PostRendered {
    PostRendered { ok: true, segments: vec![Segment::Input(0..input.len())], ..PostRendered::default() }
}

/// The carriers of a stream, and its other documents.
pub(crate) fn separate(input: &[u8], diagnostics: &mut Findings) -> (Vec<Carrier>, Vec<Document>) {
    let mut marks = stream::carrier_marks(input);
    let mut carriers = Vec::new();
    let is_foreign = |document: &Document| {
        if !marks.any_in(&document.body) {
            return true;
        }
        match stream::read_carrier(document, input) {
            None => return true,
            Some(Ok(carrier)) => carriers.push(carrier),
            Some(Err(finding)) => diagnostics.push(finding),
        }
        false
    };
    let mut documents = stream::split(input);
    documents.retain(is_foreign);
    (carriers, documents)
}

fn refuse_duplicates(
    input: &[u8],
    foreign: &[Document],
    manifests: &Manifests,
    namespace: &str,
    diagnostics: &mut Findings,
) {
    let identities = manifests.identities();
    let found = identities.among(foreign, input, namespace);
    diagnostics.extend(found.map(|identity| {
        DUPLICATE.found(
            format!("{} is already in the input", identity.described()),
            "remove the other one; pipe the chart's output through dagu-post only once",
        )
    }));
}

/// Helm discards the stderr of a successful post-renderer, so warnings are also comments in the manifest.
fn remark(found: &[Finding]) -> Vec<u8> {
    let mut text = String::new();
    let diagnostics = found.iter().map(|finding| &finding.diagnostic);
    for warning in diagnostics.filter(|diagnostic| diagnostic.severity == Severity::Warning) {
        // Writing to a String cannot fail.
        let _ = write!(text, "{warning}");
    }
    let mut remark = Vec::new();
    for line in text.lines() {
        remark.extend_from_slice(b"# ");
        remark.extend_from_slice(line.as_bytes());
        remark.push(b'\n');
    }
    remark
}
