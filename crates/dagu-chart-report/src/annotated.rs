//! Findings for people who have the files: each with the lines that it is about.

use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str as plain,
};
use dagu_chart_api::{Applicability, Diagnostic, Severity, Span, ValuesText};

use crate::words::wrap;

/// How many lines are shown before and after the line of a finding.
const CONTEXT: u32 = 1;

/// The width of the renderer where the output has none: long lines are cut at this column.
const WIDTH: usize = 140;

/// What helps to read a finding.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The values files, in the order of the request.
    pub files: &'a [ValuesText],
    /// The width of the terminal, if the output has one.
    pub width: Option<usize>,
}

/// The findings, each followed by an empty line, with colours. The caller removes them where they are not wanted.
pub fn annotated(diagnostics: &[Diagnostic], view: View<'_>) -> String {
    let renderer = Renderer::styled().term_width(view.width.unwrap_or(WIDTH));
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&renderer.render(&[group(diagnostic, view)]));
        text.push_str("\n\n");
    }
    text
}

/// Sorts findings by file and line. Those that are in no file come last.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|diagnostic| {
        diagnostic.span.as_ref().map_or((u32::MAX, u32::MAX), |span| (span.file, span.start))
    });
}

fn group<'a>(diagnostic: &'a Diagnostic, view: View<'a>) -> Group<'a> {
    let Diagnostic { code, severity, message, path, span, flag, help, fix, .. } = diagnostic;
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = format!("{}[{code}]: ", severity.word()).len();
    let mut group = Group::with_title(level.primary_title(wrap(message, title, view.width)).id(&**code));
    // The number of the line moves everything below it to the right.
    let mut margin = 1;
    match (span, flag) {
        (Some(span), _) => {
            margin = span.line.to_string().len();
            group = match snippet(span, path, view.files) {
                Some(snippet) => group.element(snippet),
                None => group.element(
                    Origin::path(&*span.name).line(span.line as usize).char_column(span.column as usize),
                ),
            };
        }
        (None, Some(flag)) => group = group.element(Origin::path(&**flag)),
        (None, None) => {}
    }
    let mut add = |name: &'static str, text: &str| {
        let indent = margin + " = ".len() + name.len() + ": ".len();
        let text = wrap(&plain(text), indent, view.width);
        group = std::mem::replace(&mut group, Group::with_level(Level::NOTE))
            .element(Level::HELP.with_name(name).message(text));
    };
    if !path.is_empty() && snippet_is_missing(span.as_ref(), view.files) {
        add("value", path);
    }
    if !help.is_empty() {
        add("help", help);
    }
    match fix.as_deref().map(|fix| (fix.applicability, &fix.title)) {
        Some((Applicability::Safe, title)) => add("fix", &format!("{title} (`--fix`)")),
        Some((Applicability::Unsafe, title)) => add("fix", &format!("{title} (`--unsafe-fixes`)")),
        _ => {}
    }
    group
}

fn snippet_is_missing(span: Option<&Span>, files: &[ValuesText]) -> bool {
    span.and_then(|span| lines(span, files)).is_none()
}

/// The lines around a finding, with a caret and the path of the value.
fn snippet<'a>(
    span: &'a Span,
    path: &'a str,
    files: &'a [ValuesText],
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let lines = lines(span, files)?;
    let caret = AnnotationKind::Primary.span(lines.start..lines.end);
    let caret = if path.is_empty() { caret } else { caret.label(path) };
    Some(Snippet::source(lines.text).line_start(lines.first).path(&*span.name).fold(false).annotation(caret))
}

/// A part of a file, and the place of a finding in it.
struct Lines<'a> {
    text: &'a str,
    first: usize,
    start: usize,
    end: usize,
}

/// The lines around a finding. Only they are given to the renderer, which reads everything that it is given.
fn lines<'a>(span: &Span, files: &'a [ValuesText]) -> Option<Lines<'a>> {
    let text = &*files.get(span.file as usize)?.text;
    let (start, end) = (span.start as usize, span.end as usize);
    let before = text.get(..start)?;
    let behind = text.get(start..)?;
    let mut first = span.line;
    let mut from = before.rfind('\n').map_or(0, |at| at + 1);
    for _ in 0..CONTEXT.min(span.line.saturating_sub(1)) {
        from = text[..from - 1].rfind('\n').map_or(0, |at| at + 1);
        first -= 1;
    }
    let line_end = behind.find('\n').map_or(text.len(), |at| start + at);
    let mut to = line_end;
    for _ in 0..CONTEXT {
        let next = text.get(to + 1..).unwrap_or_default();
        to = next.find('\n').map_or(text.len(), |at| to + 1 + at);
    }
    // A value of several lines is marked on its first one.
    let end = end.clamp(start, line_end);
    text.is_char_boundary(end).then(|| Lines {
        text: text[from..to].trim_end_matches('\r'),
        first: first as usize,
        start: start - from,
        end: end - from,
    })
}
