//! Changes documents of other charts that the values name: finds them in the stream, changes them as data, and writes
//! edits.
//!
//! It does not decide what to inject or patch, and it never changes a document that no value names.

mod search;

use serde_json::{Map, Value};

use crate::diagnostic::{Finding, Findings, Rule, Severity};
use crate::inject::Request;
use crate::patch::{ELSEWHERE, Owner, PREVIEW, Patches};
use crate::path::ValuePath;
use crate::shown::shown;
use crate::stream::Document;
use crate::yaml;

/// The workload is a hook.
pub(crate) const HOOK: Rule = Rule {
    code: "D0603",
    name: "inject-hook",
    severity: Severity::Error,
    doc: doc!(
        "Helm 3 does not pass hooks to a post-renderer, and a hook can run before the release's Secrets and claim exist. Hooks are therefore never changed."
    ),
};

/// The document cannot be changed.
pub(crate) const DOCUMENT: Rule = Rule {
    code: "D0606",
    name: "foreign-unreadable",
    severity: Severity::Error,
    doc: doc!(
        "`inject` or `patches` must change a document of another chart, but the document is not valid YAML for Helm, or it has a duplicate key."
    ),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[&HOOK, &DOCUMENT, &search::TARGET];

/// The changes that a release requests for documents of other charts.
pub(crate) struct Wanted {
    /// The alias of the chart in the paths of its findings, if it is a subchart.
    pub(crate) chart: Option<String>,
    /// The namespace of the release, with its Secrets and its claim.
    pub(crate) namespace: String,
    /// The entries of `inject`.
    pub(crate) requests: Vec<Request>,
    /// The patches, after they were applied to the release's own objects.
    pub(crate) patches: Patches,
}

impl Wanted {
    /// Reports requests that cannot be fulfilled because the documents of other charts are not available.
    pub(crate) fn report_unavailable(&self, diagnostics: &mut Findings) {
        diagnostics.extend(self.requests.first().map(|request| {
            ELSEWHERE.at(
                "inject",
                format!(
                    "cannot preview `inject` for {} `{}`: only this chart is rendered here",
                    request.target.kind,
                    shown(&request.name)
                ),
                PREVIEW,
            )
        }));
        self.patches.finish_without_others(diagnostics);
    }
}

/// The documents of other charts, with those that were parsed.
pub(crate) struct Foreign<'i> {
    input: &'i [u8],
    /// In the order of the stream.
    open: Vec<OpenDocument<'i>>,
}

/// A document that is being changed.
struct OpenDocument<'i> {
    /// The index of the document in the stream.
    index: usize,
    document: yaml::Parsed<'i>,
    value: Value,
    /// The path of the value that requested the first change.
    path: ValuePath,
}

impl<'i> Foreign<'i> {
    pub(crate) fn of(input: &'i [u8]) -> Self {
        Self { input, open: Vec::new() }
    }

    /// Makes the changes that a release requests, or reports why it cannot.
    pub(crate) fn change(&mut self, documents: &[Document], wanted: &mut Wanted, diagnostics: &mut Findings) {
        for request in &wanted.requests {
            let done =
                search::workload(self.input, documents, request, &wanted.namespace).and_then(|index| {
                    let place = request.path.key("target");
                    let open = self.open(index, &documents[index], &place)?;
                    if is_hook(&open.value) {
                        let message = format!(
                            "{} `{}` is a Helm hook, and hooks are never changed",
                            request.target.kind,
                            shown(&request.name)
                        );
                        return Err(HOOK.at(&place, message, "name a workload that is not a hook"));
                    }
                    request.apply(&mut open.value)
                });
            diagnostics.extend(done.err());
        }
        self.patch(documents, &mut wanted.patches, diagnostics);
        wanted.patches.finish(diagnostics);
    }

    fn patch(&mut self, documents: &[Document], patches: &mut Patches, diagnostics: &mut Findings) {
        if !patches.needs_other_charts() {
            return;
        }
        for (index, document) in documents.iter().enumerate() {
            let Some(head) = yaml::head(document.body(self.input)) else { continue };
            let name = head.name.unwrap_or_default();
            if !patches.may_match(&head.kind, &name) {
                continue;
            }
            match self.open(index, document, &ValuePath::of("patches")) {
                Ok(open) if is_hook(&open.value) => {}
                Ok(open) => {
                    // If one fails, the whole stream is an error.
                    let _ = patches.apply(&mut open.value, Owner::Other, diagnostics);
                }
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
    }

    /// Parses a document as the API server does.
    fn open(
        &mut self,
        index: usize,
        document: &Document,
        path: &ValuePath,
    ) -> Result<&mut OpenDocument<'i>, Finding> {
        let at = match self.open.binary_search_by_key(&index, |open| open.index) {
            Ok(at) => at,
            Err(at) => {
                let document = read(document.body(self.input), path)?;
                let value = Value::Object(document.value.clone());
                self.open.insert(at, OpenDocument { index, document, value, path: path.clone() });
                at
            }
        };
        Ok(&mut self.open[at])
    }

    /// Adds the edits of the text to the documents.
    pub(crate) fn write(self, documents: &mut [Document], diagnostics: &mut Findings) {
        for open in self.open {
            let (Value::Object(wanted), Some(document)) = (&open.value, documents.get_mut(open.index)) else {
                continue;
            };
            if *wanted == open.document.value {
                continue;
            }
            match edits(&open.document, wanted, document.body.start) {
                Some(edits) => document.edits = edits,
                None => diagnostics.push(DOCUMENT.at(
                    &open.path,
                    "cannot edit the text of this document without changing its meaning",
                    "make its chart write the document in plain block style",
                )),
            }
        }
    }
}

/// Parses a manifest of another chart, in which duplicate keys are errors.
fn read<'i>(body: &'i [u8], path: &ValuePath) -> Result<yaml::Parsed<'i>, Finding> {
    let Ok(text) = std::str::from_utf8(body) else {
        return Err(DOCUMENT.at(path, "the document is not UTF-8", "make its chart write UTF-8"));
    };
    let read = yaml::read_manifest(text).map_err(|error| {
        DOCUMENT.at(path, format!("{}{}", described(text, error.area), error.message), error.help)
    })?;
    match read.noted.duplicates.first() {
        None => Ok(read),
        Some(duplicate) => Err(DOCUMENT.at(
            path,
            format!("{}duplicate key `{}`", described(text, duplicate.area), shown(duplicate.path.as_str())),
            "remove one of the two: Helm silently uses the last one",
        )),
    }
}

/// The edits as ranges of the stream.
fn edits(
    document: &yaml::Parsed<'_>,
    wanted: &Map<String, Value>,
    start: usize,
) -> Option<Vec<yaml::Replacement>> {
    let mut edits = document.edits(wanted)?;
    for edit in &mut edits {
        edit.range = edit.range.start + start..edit.range.end + start;
    }
    Some(edits)
}

/// Document and line of an error, as text.
fn described(text: &str, area: yaml::Area) -> String {
    let head = yaml::head(text.as_bytes()).unwrap_or_default();
    let name = head.name.as_deref().unwrap_or_default();
    format!("{} `{}`, line {} of its document: ", shown(&head.kind), shown(name), area.line)
}

fn is_hook(object: &Value) -> bool {
    object.pointer("/metadata/annotations/helm.sh~1hook").is_some()
}
