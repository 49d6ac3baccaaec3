//! The last step for an object: apply the user's patches, check the result, pass it on.

use serde_json::Value;

use crate::credentials::Guarded;
use crate::diagnostic::{Finding, Findings};
use crate::expand;
use crate::patch::{Owner, Patches};
use crate::path::ValuePath;
use crate::rules::{extra_objects, server_credentials, storage_class};
use crate::stream::ObjectReferences;
use crate::values::Values;

/// Receives finished objects.
pub(super) struct Output<'r, 's> {
    /// The user's patches, and which of them have matched an object.
    pub(super) patches: Patches,
    guarded: &'r Guarded,
    values: &'r Values,
    /// The name of the claim to the shared volume.
    claim: &'r str,
    made: ObjectReferences,
    sink: &'s mut dyn FnMut(Value),
}

impl<'r, 's> Output<'r, 's> {
    pub(super) fn new(
        patches: Patches,
        guarded: &'r Guarded,
        values: &'r Values,
        claim: &'r str,
        sink: &'s mut dyn FnMut(Value),
    ) -> Self {
        Self { patches, guarded, values, claim, made: ObjectReferences::default(), sink }
    }

    /// Passes on an object of the chart.
    pub(super) fn give(&mut self, object: Value, diagnostics: &mut Findings) {
        if !self.values.extra_objects.is_empty() {
            self.made.add(&object, "", "");
        }
        self.finish(object, &ValuePath::root(), diagnostics);
    }

    /// Passes on the user's own objects. If one of them exists already, passes none and returns that one.
    pub(super) fn give_extra(&mut self, namespace: &str, diagnostics: &mut Findings) -> Vec<Finding> {
        let extra = self.values.extra_objects.iter();
        let objects: Vec<Value> =
            extra.map(|object| expand::in_namespace(object.clone(), namespace)).collect();
        let duplicates = extra_objects::duplicates(&mut self.made, &objects);
        if duplicates.is_empty() {
            let list = ValuePath::of("extraObjects");
            for (index, object) in objects.into_iter().enumerate() {
                self.finish(object, &list.index(index), diagnostics);
            }
        }
        duplicates
    }

    fn finish(&mut self, mut object: Value, path: &ValuePath, diagnostics: &mut Findings) {
        diagnostics.extend(server_credentials::check_finished(&object, self.guarded, path));
        if self.patches.apply(&mut object, Owner::Release, diagnostics) {
            let persistence = &self.values.persistence;
            diagnostics.extend(storage_class::check_finished(&object, self.claim, persistence));
            (self.sink)(object);
        }
    }
}
