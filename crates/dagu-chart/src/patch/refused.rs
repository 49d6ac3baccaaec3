//! Errors of Kubernetes in a patched object, with the part of the patch that causes each.

use dagu_chart_api::Diagnostic;
use json_patch::PatchOperation;
use serde_json::Value;

use super::{Change, Prepared};
use crate::diagnostic::Finding;
use crate::kubernetes::check_object;
use crate::order;
use crate::path::{Step, Trail, ValuePath, steps};
use crate::shown::shown;

/// Checks an object after the `applied` patches of the list, and attributes each finding to one of them.
/// Findings that exist `before` are ignored.
pub(super) fn check(
    before: &Value,
    object: &Value,
    list: &[Prepared],
    applied: &[usize],
) -> Vec<(usize, Finding)> {
    let whole = |object: &Value| Vec::from(check_object(object, &Trail::Start(&ValuePath::root())));
    let mut found = whole(object);
    if !found.is_empty() {
        let known = whole(before);
        let mut known: Vec<_> = known.iter().map(identity).collect();
        order::sort_by(&mut known, Ord::cmp);
        found.retain(|finding| known.binary_search(&identity(finding)).is_err());
    }
    let text = |key: &str| shown(object.pointer(key).and_then(Value::as_str).unwrap_or_default()).to_string();
    let blamed = |mut finding: Finding| {
        let diagnostic = &mut finding.diagnostic;
        let place = std::mem::take(&mut diagnostic.path);
        let brought = applied.iter().rev().find_map(|index| {
            let patch = list.get(*index)?;
            Some((*index, patch.change.place_of(&place, &patch.path)?))
        });
        if let Some((index, path)) = brought {
            path.as_str().clone_into(&mut diagnostic.path);
            return Some((index, finding));
        }
        // The cause is not a value in a patch but something that a patch removed.
        let index = *applied.last()?;
        list.get(index)?.path.as_str().clone_into(&mut diagnostic.path);
        finding.remedy = None;
        let place = if place.is_empty() { String::new() } else { format!(" at `{}`", shown(&place)) };
        diagnostic.message = format!(
            "after this patch, {} `{}` is invalid{place}: {}",
            text("/kind"),
            text("/metadata/name"),
            diagnostic.message
        );
        Some((index, finding))
    };
    found.into_iter().filter_map(blamed).collect()
}

/// What makes two findings of one object the same.
fn identity(finding: &Finding) -> (&str, &str, &str) {
    let Diagnostic { code, path, message, .. } = &finding.diagnostic;
    (code, path, message)
}

impl Change {
    /// The path in the patch at `path` of the value at `place` in the patched object.
    fn place_of(&self, place: &str, path: &ValuePath) -> Option<ValuePath> {
        let steps: Vec<_> = steps(place).collect();
        match self {
            Change::Merge(merge) => within(merge, &steps, path.key("merge")),
            Change::Operations(operations) => {
                let mut operations = operations.iter().enumerate().rev();
                operations.find_map(|(index, operation)| {
                    let (pointer, value) = match operation {
                        PatchOperation::Add(add) => (&add.path, &add.value),
                        PatchOperation::Replace(replace) => (&replace.path, &replace.value),
                        _ => return None,
                    };
                    let tokens: Vec<_> = pointer.tokens().map(|token| token.decoded().into_owned()).collect();
                    let inner = steps.get(tokens.len()..)?;
                    let leads_there = tokens.iter().zip(&steps).all(|(token, step)| match step {
                        Step::Key(key) => token == key,
                        // `-` is the position after the last item.
                        Step::Index(index) => token == &index.to_string() || token == "-",
                    });
                    let place = path.key("json6902").index(index).key("value");
                    leads_there.then(|| within(value, inner, place))?
                })
            }
        }
    }
}

/// The path of a value below `path`; none if it does not exist.
fn within(value: &Value, steps: &[Step<'_>], path: ValuePath) -> Option<ValuePath> {
    let Some((step, rest)) = steps.split_first() else { return Some(path) };
    match step {
        Step::Key(key) => within(value.get(key.as_ref())?, rest, path.key(key)),
        Step::Index(index) => within(value.get(*index)?, rest, path.index(*index)),
    }
}
