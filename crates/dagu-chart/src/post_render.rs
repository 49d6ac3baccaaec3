//! A stream with carriers to the stream that they stand for.

use crate::api::PostRenderOptions;
use crate::diagnostic::{Diagnostic, Severity, describe};
use crate::foreign::{Foreign, Wanted};
use crate::manifests::Manifests;
use crate::rules::carrier::DUPLICATE;
use crate::stream::{self, Carrier, Document};
use crate::{PostRendered, Segment, chart};

/// Replaces every carrier in a manifest stream by the objects it stands for.
///
/// Every other document leaves byte for byte. The result is the whole stream or an error.
pub fn post_render(input: &[u8], options: &PostRenderOptions) -> PostRendered {
    if stream::carrier_marks(input).is_over() {
        return untouched(input);
    }
    let mut diagnostics = Vec::new();
    let (carriers, mut foreign) = separate(input, &mut diagnostics);
    let namespace = carriers.first().map(|carrier| carrier.release.release.namespace.clone());
    let several = carriers.len() > 1;
    let (manifests, wanted) = expand(carriers, &mut diagnostics);
    diagnostics.extend(change(input, &mut foreign, wanted, several));
    refuse_duplicates(input, &foreign, &manifests, &namespace.unwrap_or_default(), &mut diagnostics);
    finish(input, &foreign, manifests, diagnostics, options)
}

/// Gives the releases what they want of the documents of others.
fn change(input: &[u8], foreign: &mut [Document], wanted: Vec<Wanted>, several: bool) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut changes = Foreign::of(input);
    for mut wanted in wanted {
        let mut own = Vec::new();
        changes.change(foreign, &mut wanted, &mut own);
        if several {
            name_chart(&mut own, &wanted.chart);
        }
        diagnostics.extend(own);
    }
    changes.write(foreign, &mut diagnostics);
    diagnostics
}

/// Makes and prints the objects of every carrier. What the releases want of other documents comes beside them.
pub(crate) fn expand(carriers: Vec<Carrier>, diagnostics: &mut Vec<Diagnostic>) -> (Manifests, Vec<Wanted>) {
    let several = carriers.len() > 1;
    let mut manifests = Manifests::default();
    let mut wanted = Vec::new();
    for mut carrier in carriers {
        let mut own = Vec::new();
        let values = std::mem::take(&mut carrier.release.values);
        let add = &mut |object| manifests.add(object, &carrier);
        wanted.extend(chart::expand(&carrier.release, values, &mut own, add));
        if several {
            name_chart(&mut own, &carrier.release.chart.name);
        }
        diagnostics.extend(own);
    }
    (manifests, wanted)
}

/// The heaviest first; those of one weight stay in their order.
fn by_weight(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut ordered = Vec::with_capacity(diagnostics.len());
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        ordered.extend(diagnostics.extract_if(.., |diagnostic| diagnostic.severity == severity));
    }
    ordered
}

/// Puts the manifests between the foreign documents, or says why not.
pub(crate) fn finish(
    input: &[u8],
    foreign: &[Document],
    manifests: Manifests,
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
    let sheet = manifests.finish(&remark(&diagnostics));
    let assembly = stream::assemble(input, foreign, &sheet.written, sheet.text);
    PostRendered {
        ok: true,
        segments: assembly.segments,
        generated: assembly.generated,
        objects: sheet.summaries,
        diagnostics,
    }
}

fn untouched(input: &[u8]) -> PostRendered {
    PostRendered { ok: true, segments: vec![Segment::Input(0..input.len())], ..PostRendered::default() }
}

fn separate(input: &[u8], diagnostics: &mut Vec<Diagnostic>) -> (Vec<Carrier>, Vec<Document>) {
    let mut marks = stream::carrier_marks(input);
    let mut carriers = Vec::new();
    let is_foreign = |document: &Document| {
        if !marks.any_in(&document.body) {
            return true;
        }
        match stream::read_carrier(document, input) {
            None => return true,
            Some(Ok(carrier)) => carriers.push(carrier),
            Some(Err(diagnostic)) => diagnostics.push(diagnostic),
        }
        false
    };
    let mut documents = stream::split(input);
    documents.retain(is_foreign);
    (carriers, documents)
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
    manifests: &Manifests,
    namespace: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    diagnostics.extend(manifests.twice().map(|identity| {
        DUPLICATE.found(
            format!("two charts in this stream make {}", identity.described()),
            "give one of them another `fullnameOverride`",
        )
    }));
    let identities = manifests.identities();
    let found = identities.among(foreign, input, namespace);
    diagnostics.extend(found.map(|identity| {
        DUPLICATE.found(
            format!("{} stands in the stream already", identity.described()),
            "remove the other one, or pipe the chart's output through dagu-post only once",
        )
    }));
}

/// Both Helms throw away what a successful post-renderer says, so warnings also stand in the manifest.
fn remark(diagnostics: &[Diagnostic]) -> Vec<u8> {
    let mut text = String::new();
    for warning in diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning) {
        describe(warning, &mut text);
    }
    let mut remark = Vec::new();
    for line in text.lines() {
        remark.extend_from_slice(b"# ");
        remark.extend_from_slice(line.as_bytes());
        remark.push(b'\n');
    }
    remark
}
