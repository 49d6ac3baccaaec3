//! The objects of a stream, as data.

use serde_json::Value;

use super::split;
use crate::object::text_at;
use crate::yaml;

/// Reads every object of a stream, as [`each_object`] passes them. `which` names the stream in the error.
pub(crate) fn read_objects(which: &str, stream: &str, sink: &mut dyn FnMut(Value)) -> Result<(), String> {
    for (index, document) in split(stream.as_bytes()).iter().enumerate() {
        let text = stream.get(document.body.clone()).unwrap_or_default();
        let read = yaml::read_manifest(text).map_err(|error| {
            format!("cannot parse document {} of the {which} manifests: {}", index + 1, error.message)
        })?;
        each_object(read.value.into(), sink);
    }
    Ok(())
}

/// Passes on an object, or those in a List. Hooks are not part of a release and are left out.
pub(crate) fn each_object(mut object: Value, sink: &mut dyn FnMut(Value)) {
    let kind = text_at(&object, &["kind"]);
    if kind.is_empty() || object["metadata"]["annotations"].get("helm.sh/hook").is_some() {
        return;
    }
    if kind.ends_with("List")
        && let Some(Value::Array(items)) = object.get_mut("items")
    {
        return std::mem::take(items).into_iter().for_each(|item| each_object(item, sink));
    }
    sink(object);
}
