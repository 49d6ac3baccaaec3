//! A fix removes the diagnostic that offers it, and changes only what it says.

use anyhow::{Context, Result, ensure};
use dagu_chart_api::{Applicability, Diagnostic, Edit, Fix, RenderRequest};

/// Applies every fix by itself. Gives the last values text with all safe ones applied, when there are any.
pub fn fixes(request: &RenderRequest) -> Result<Option<String>> {
    let found = dagu_chart::render(request).diagnostics;
    for diagnostic in &found {
        if let Some(fix) = &diagnostic.fix {
            check(request, diagnostic, fix)
                .with_context(|| format!("the fix of {} at {}: {fix:?}", diagnostic.code, diagnostic.path))?;
        }
    }
    let safe = found.iter().filter_map(|diagnostic| diagnostic.fix.as_deref());
    let safe: Vec<&Fix> = safe.filter(|fix| fix.applicability == Applicability::Safe).collect();
    if safe.is_empty() {
        return Ok(None);
    }
    let edits = safe.iter().flat_map(|fix| fix.edits.clone()).collect();
    let fixed = applied(request, edits)?;
    Ok(fixed.values.last().map(|values| values.text.clone()))
}

fn check(request: &RenderRequest, diagnostic: &Diagnostic, fix: &Fix) -> Result<()> {
    ensure!(!fix.title.is_empty() && !fix.edits.is_empty(), "it says or does nothing");
    let sorted = fix.edits.is_sorted_by(|a, b| (a.file, a.end) <= (b.file, b.start));
    ensure!(sorted, "edits overlap or are out of order");
    let fixed = applied(request, fix.edits.clone())?;
    let comments = |request: &RenderRequest| -> usize {
        request.values.iter().map(|values| values.text.matches('#').count()).sum()
    };
    let removes = fix.edits.iter().any(|edit| edit.text.is_empty());
    ensure!(removes || comments(&fixed) == comments(request), "a comment is gone");
    let left = dagu_chart::render(&fixed).diagnostics;
    let same = |other: &&Diagnostic| other.code == diagnostic.code && other.path == diagnostic.path;
    ensure!(left.iter().find(same).is_none(), "it is still found");
    Ok(())
}

/// The request with edits applied, from the end so that places stay right.
fn applied(request: &RenderRequest, mut edits: Vec<Edit>) -> Result<RenderRequest> {
    edits.sort_by_key(|edit| (edit.file, edit.start));
    edits.dedup();
    let mut fixed = request.clone();
    for edit in edits.iter().rev() {
        let values = fixed.values.get_mut(edit.file as usize).context("no such file")?;
        let range = edit.start as usize..edit.end as usize;
        ensure!(values.text.get(range.clone()).is_some(), "an edit out of bounds");
        values.text.replace_range(range, &edit.text);
    }
    Ok(fixed)
}
