//! Applies the user's patches (RFC 6902 and RFC 7386) to finished objects, one by one.

mod failure;
mod guard;
mod operation;
mod refused;

use json_patch::PatchOperation;
use serde_json::Value;

use self::guard::Guard;
use crate::credentials::Guarded;
use crate::diagnostic::{Finding, Findings, Rule, Severity};
use crate::invalid::nearest;
use crate::path::ValuePath;
use crate::shown::shown;
use crate::values;
use crate::values::PatchTarget;

/// The patch is incomplete or contradictory.
pub(crate) const MALFORMED: Rule = Rule {
    code: "D0701",
    name: "patch-malformed",
    severity: Severity::Error,
    doc: doc!(
        "A patch selects objects with `target` and changes them with either `json6902` (RFC 6902) or `merge` (RFC 7386)."
    ),
};

/// The patch matches no object.
pub(crate) const UNMATCHED: Rule = Rule {
    code: "D0702",
    name: "patch-unmatched",
    severity: Severity::Error,
    doc: doc!(
        "The patch matches no object, so it has no effect. Objects of other charts match only with `foreign: true`; hooks and items of a List never match."
    ),
};

/// The objects of other charts are not available.
pub(crate) const ELSEWHERE: Rule = Rule {
    code: "D0607",
    name: "foreign-elsewhere",
    severity: Severity::Note,
    doc: doc!(
        "`inject` and `patches` with `foreign: true` change objects of other charts while Helm renders them together with this chart. A rendering of this chart alone does not contain those objects."
    ),
};

/// What to type to see the objects of other charts.
pub(crate) const PREVIEW: &str =
    "to see the result, render the chart that contains both: `helm template … | dagu-post`";

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[
    &MALFORMED,
    &UNMATCHED,
    &ELSEWHERE,
    &failure::FAILED,
    &guard::PROTECTED,
    &guard::SELECTOR,
    &guard::CREDENTIAL,
];

/// The patches of a release, and which of them have matched an object.
#[derive(Debug, Default)]
pub(crate) struct Patches {
    list: Vec<Prepared>,
    /// The Secrets with credentials of the server.
    guarded: Guarded,
}

#[derive(Debug)]
struct Prepared {
    path: ValuePath,
    target: PatchTarget,
    change: Change,
    foreign: bool,
    found: PatchResult,
    /// Names of objects of the right kind, as suggestions.
    others: Vec<String>,
}

#[derive(Debug)]
enum Change {
    Operations(Vec<PatchOperation>),
    Merge(Value),
}

/// The result of a patch so far, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum PatchResult {
    Nothing,
    /// It matched an object of another chart without `foreign`.
    Foreign,
    Object,
    /// It failed on an object, which is reported once.
    Failed,
}

/// The owner of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// This release.
    Release,
    /// Another chart.
    Other,
}

impl Patches {
    /// The valid patches; the others are reported.
    pub(crate) fn of(list: Vec<values::Patch>, diagnostics: &mut Findings) -> Self {
        let path = ValuePath::of("patches");
        let mut patches = Self::default();
        for (index, patch) in list.into_iter().enumerate() {
            let path = path.index(index);
            match Prepared::of(path, patch) {
                Ok(patch) => patches.list.push(patch),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        patches
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Protects the server's credentials from all other pods.
    pub(crate) fn protect(&mut self, guarded: Guarded) {
        self.guarded = guarded;
    }

    /// Applies the patches that match an object, in the order of the values. False if one failed: the
    /// object can then have any shape.
    pub(crate) fn apply(&mut self, object: &mut Value, owner: Owner, diagnostics: &mut Findings) -> bool {
        let mut whole = true;
        let mut before = None;
        let mut applied = Vec::new();
        for (index, patch) in self.list.iter_mut().enumerate() {
            let may = owner == Owner::Release || patch.foreign;
            if !may || patch.found == PatchResult::Failed || !patch.matches(object) {
                continue;
            }
            let (_, guard) =
                before.get_or_insert_with(|| (object.clone(), Guard::over(object, owner, &self.guarded)));
            let done = patch.apply(object, guard);
            patch.found = if done.is_ok() { PatchResult::Object } else { PatchResult::Failed };
            whole &= done.is_ok();
            diagnostics.extend(done.err());
            applied.push(index);
        }
        let Some((before, guard)) = before else { return whole };
        // Once for all patches of an object, so that the work does not grow with their product.
        let mut refused = Vec::new();
        if guard.check(object, &self.guarded).is_err() {
            refused = self.blame(before, guard, owner, &applied);
        } else if whole {
            refused = refused::check(&before, object, &self.list, &applied);
        }
        for (index, diagnostic) in refused {
            if diagnostic.diagnostic.severity == Severity::Error {
                self.list[index].found = PatchResult::Failed;
                whole = false;
            }
            diagnostics.push(diagnostic);
        }
        whole
    }

    /// Finds the patches that break the guard, by applying them again one by one.
    fn blame(
        &self,
        mut object: Value,
        mut guard: Guard,
        owner: Owner,
        applied: &[usize],
    ) -> Vec<(usize, Finding)> {
        let mut blamed = Vec::new();
        for index in applied {
            let patch = &self.list[*index];
            // A failed patch was reported the first time; the next ones are not blamed for what it left.
            let applied = patch.apply(&mut object, &guard);
            let Err(broken) = guard.check(&object, &self.guarded) else { continue };
            if applied.is_ok() {
                blamed.push((*index, broken.at(&patch.path)));
            }
            guard = Guard::over(&object, owner, &self.guarded);
        }
        blamed
    }

    /// Whether a patch needs the objects of other charts.
    pub(crate) fn needs_other_charts(&self) -> bool {
        self.list.iter().any(|patch| patch.foreign || patch.found < PatchResult::Object)
    }

    /// Whether a patch may apply to an object of another chart.
    pub(crate) fn may_match(&mut self, kind: &str, name: &str) -> bool {
        let mut concerned = false;
        for patch in self.list.iter_mut().filter(|patch| patch.is_about(kind, name)) {
            if patch.foreign {
                concerned = true;
            } else if patch.target.labels.is_empty() {
                patch.found = patch.found.max(PatchResult::Foreign);
            }
        }
        concerned
    }

    /// Reports patches that matched no object.
    pub(crate) fn finish(&self, diagnostics: &mut Findings) {
        diagnostics.extend(self.list.iter().filter_map(Prepared::unmatched));
    }

    /// The same if the objects of other charts are not available.
    pub(crate) fn finish_without_others(&self, diagnostics: &mut Findings) {
        for patch in &self.list {
            diagnostics.extend(match patch.unmatched() {
                Some(_) if patch.foreign => Some(ELSEWHERE.at(
                    &patch.path,
                    "cannot preview this patch: it matches no object of this chart, and only this chart is rendered here",
                    PREVIEW,
                )),
                other => other,
            });
        }
    }
}

impl Prepared {
    fn of(path: ValuePath, patch: values::Patch) -> Result<Self, Finding> {
        let values::Patch { target, json6902, merge, foreign } = patch;
        if target.kind.is_none() && target.name.is_none() && target.labels.is_empty() {
            let help = "set `kind`, `name` or `labels`";
            return Err(MALFORMED.at(path.key("target"), "the patch has an empty `target`", help));
        }
        let change = match (json6902.is_empty(), merge) {
            (true, Some(merge)) => Change::Merge(merge.into()),
            (false, None) => Change::Operations(operation::all(json6902, &path.key("json6902"))?),
            (empty, _) => {
                let message = if empty {
                    "the patch has neither `json6902` nor `merge`"
                } else {
                    "the patch has both `json6902` and `merge`"
                };
                return Err(MALFORMED.at(&path, message, "set either `json6902` or `merge`"));
            }
        };
        let foreign = foreign == Some(true);
        Ok(Self { path, target, change, foreign, found: PatchResult::Nothing, others: Vec::new() })
    }

    fn is_about(&self, kind: &str, name: &str) -> bool {
        let fits =
            |wanted: &Option<String>, found: &str| wanted.as_deref().is_none_or(|wanted| wanted == found);
        fits(&self.target.kind, kind) && fits(&self.target.name, name)
    }

    fn matches(&mut self, object: &Value) -> bool {
        let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let (kind, name) = (text("/kind"), text("/metadata/name"));
        if !self.is_about(kind, name) {
            if self.found == PatchResult::Nothing
                && self.is_about(kind, self.target.name.as_deref().unwrap_or_default())
            {
                self.others.push(name.to_owned());
            }
            return false;
        }
        let labels = object.pointer("/metadata/labels");
        self.target.labels.iter().all(|(key, value)| {
            labels.and_then(|labels| labels.get(key)).and_then(Value::as_str) == Some(value)
        })
    }

    fn apply(&self, object: &mut Value, guard: &Guard) -> Result<(), Finding> {
        match &self.change {
            Change::Merge(merge) => {
                json_patch::merge(object, merge);
                Ok(())
            }
            Change::Operations(operations) => {
                guard.check_operations(operations, &self.path)?;
                // The safe variant undoes failed operations, which is not needed: the object is not used after an
                // error.
                json_patch::patch_unsafe(object, operations)
                    .map_err(|error| failure::of(&error, operations, guard, object, &self.path))
            }
        }
    }

    fn unmatched(&self) -> Option<Finding> {
        if self.found >= PatchResult::Object {
            return None;
        }
        let name = self.target.name.as_deref().unwrap_or_default();
        let help = match nearest(name, self.others.iter().map(String::as_str)) {
            _ if self.found == PatchResult::Foreign => {
                "add `foreign: true`: an object of another chart matches".to_owned()
            }
            Some(near) => format!("did you mean `{}`?", shown(near)),
            None => {
                "compare `target` with the kinds, names and labels that `helm template` prints".to_owned()
            }
        };
        Some(UNMATCHED.at(self.path.key("target"), "the patch matches no object", help))
    }
}
