//! The last part of an object's way: the user's patches, a look at the result, out.

use serde_json::Value;

use crate::credentials::Guarded;
use crate::diagnostic::{Finding, Findings};
use crate::expand;
use crate::patch::{Owner, Patches};
use crate::path::ValuePath;
use crate::rules::{extra_objects, server_credentials};
use crate::stream::ObjectReferences;

/// Where finished objects go.
pub(super) struct Output<'r, 's> {
    /// The user's patches, and which of them found an object so far.
    pub(super) patches: Patches,
    guarded: &'r Guarded,
    extra: &'r [Value],
    made: ObjectReferences,
    sink: &'s mut dyn FnMut(Value),
}

impl<'r, 's> Output<'r, 's> {
    /// `extra` are the user's own objects, given last.
    pub(super) fn new(
        patches: Patches,
        guarded: &'r Guarded,
        extra: &'r [Value],
        sink: &'s mut dyn FnMut(Value),
    ) -> Self {
        Self { patches, guarded, extra, made: ObjectReferences::default(), sink }
    }

    /// Gives an object that the chart made.
    pub(super) fn give(&mut self, object: Value, diagnostics: &mut Findings) {
        if !self.extra.is_empty() {
            self.made.add(&object, "", "");
        }
        self.finish(object, &ValuePath::root(), diagnostics);
    }

    /// Gives the user's own objects, unless one of them is there already: then none, and which.
    pub(super) fn give_extra(&mut self, namespace: &str, diagnostics: &mut Findings) -> Vec<Finding> {
        let objects: Vec<Value> =
            self.extra.iter().map(|object| expand::in_namespace(object.clone(), namespace)).collect();
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
            (self.sink)(object);
        }
    }
}
