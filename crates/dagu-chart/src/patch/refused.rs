//! What Kubernetes would refuse in a patched object, and the part of the patch that brought it.

use json_patch::PatchOperation;
use serde_json::Value;

use super::Change;
use crate::diagnostic::Diagnostic;
use crate::kubernetes::check_object;
use crate::path::{Step, Trail, ValuePath, steps};
use crate::shown::shown;

/// Looks at an object after a patch. What was wrong `before` is no patch's doing.
pub(super) fn check(
    before: &Value,
    object: &Value,
    change: &Change,
    described: &str,
    path: &ValuePath,
) -> Vec<Diagnostic> {
    let whole = |object: &Value| Vec::from(check_object(object, &Trail::Start(&ValuePath::root())));
    let mut found = whole(object);
    if !found.is_empty() {
        let known = whole(before);
        found.retain(|diagnostic| !known.contains(diagnostic));
    }
    for diagnostic in &mut found {
        let place = std::mem::take(&mut diagnostic.path);
        match change.place_of(&place, path) {
            Some(brought) => diagnostic.path = brought.as_str().to_owned(),
            None => {
                // It is not a text of the patch that is wrong.
                diagnostic.remedy = None;
                diagnostic.path = path.as_str().to_owned();
                let place = if place.is_empty() { String::new() } else { format!(" at `{}`", shown(&place)) };
                diagnostic.message =
                    format!("after the patch {described} is refused{place}: {}", diagnostic.message);
            }
        }
    }
    found
}

impl Change {
    /// Where in the patch at `path` stands what is at `place` of the patched object.
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
                        // `-` is behind the last item, wherever that was.
                        Step::Index(index) => token == &index.to_string() || token == "-",
                    });
                    let place = path.key("json6902").index(index).key("value");
                    leads_there.then(|| within(value, inner, place))?
                })
            }
        }
    }
}

/// The place of a value below `path`; none where it is not there.
fn within(value: &Value, steps: &[Step<'_>], path: ValuePath) -> Option<ValuePath> {
    let Some((step, rest)) = steps.split_first() else { return Some(path) };
    match step {
        Step::Key(key) => within(value.get(key.as_ref())?, rest, path.key(key)),
        Step::Index(index) => within(value.get(*index)?, rest, path.index(*index)),
    }
}
