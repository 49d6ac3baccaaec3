//! A set of objects by reference.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use crate::object::text_at;
use crate::stream::{ObjectReference, each_object, read_objects};

/// Objects, sorted by group, kind, namespace and name.
#[derive(Clone)]
pub(super) struct Objects {
    objects: BTreeMap<ObjectReference, Value>,
    /// The objects that differ only in the namespace, by their reference without one, including those that were already
    /// taken.
    namesakes: BTreeMap<ObjectReference, Vec<ObjectReference>>,
    namespace: String,
}

impl Objects {
    /// Reads every object of a stream, those in Lists too. `which` names the stream in the error, and `namespace` is
    /// that of objects that name none.
    pub(super) fn read(which: &str, stream: &str, namespace: &str) -> Result<Self, String> {
        let mut objects = Self::none(namespace);
        read_objects(which, stream, &mut |object| objects.add(object))?;
        Ok(objects)
    }

    /// Live objects.
    pub(super) fn of(live: &[Value], namespace: &str) -> Self {
        let mut objects = Self::none(namespace);
        live.iter().for_each(|object| each_object(object.clone(), &mut |object| objects.add(object)));
        objects
    }

    fn none(namespace: &str) -> Self {
        Self { objects: BTreeMap::new(), namesakes: BTreeMap::new(), namespace: namespace.to_owned() }
    }

    fn add(&mut self, mut object: Value) {
        encode_string_data(&mut object);
        let reference = ObjectReference::of(&object, &self.namespace);
        self.namesakes.entry(reference.without_namespace()).or_default().push(reference.clone());
        self.objects.insert(reference, object);
    }

    /// Removes and returns the same object.
    pub(super) fn take(&mut self, object: &Value) -> Option<Value> {
        self.objects.remove(&ObjectReference::of(object, &self.namespace))
    }

    /// Removes and returns the object that is the same if one of the two omits its namespace.
    pub(super) fn take_namesake(&mut self, object: &Value) -> Option<Value> {
        if !self.namespace.is_empty() {
            return None;
        }
        let namespace = |object: &Value| ObjectReference::of(object, "").namespace().to_owned();
        let own = namespace(object);
        let is_namesake = |other: &Value| {
            ObjectReference::of(other, &own) == ObjectReference::of(object, &namespace(other))
        };
        let namesakes = self.namesakes.get(&ObjectReference::of(object, "").without_namespace())?;
        let namesakes = namesakes.iter();
        let first = namesakes.filter(|other| self.objects.get(*other).is_some_and(is_namesake)).min()?;
        self.objects.remove(first)
    }

    pub(super) fn into_values(self) -> impl Iterator<Item = Value> {
        self.objects.into_values()
    }
}

/// Normalizes a Secret as the API server does: `stringData` becomes `data` in base64.
fn encode_string_data(object: &mut Value) {
    if text_at(object, &["kind"]) != "Secret" || text_at(object, &["apiVersion"]) != "v1" {
        return;
    }
    let Some(Value::Object(texts)) = object.as_object_mut().and_then(|object| object.remove("stringData"))
    else {
        return;
    };
    for (key, text) in texts {
        if let (Value::String(text), Some(data)) = (text, data_of(object)) {
            data.insert(key, STANDARD.encode(text).into());
        }
    }
}

/// The data of a Secret; it is added if absent.
fn data_of(secret: &mut Value) -> Option<&mut Map<String, Value>> {
    let data = secret.as_object_mut()?.entry("data").or_insert(Value::Null);
    if data.is_null() {
        *data = Map::new().into();
    }
    data.as_object_mut()
}
