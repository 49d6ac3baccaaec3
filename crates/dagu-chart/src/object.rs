//! Builds objects as data. Parts are moved, because `json!` would copy every part at every level.

use serde_json::{Map, Value};

/// A map.
pub(crate) fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let mut map = Map::new();
    for (key, value) in entries {
        map.insert(key.to_owned(), value);
    }
    Value::Object(map)
}

/// A list.
pub(crate) fn list<const N: usize>(items: [Value; N]) -> Value {
    Value::Array(Vec::from(items))
}

/// An environment variable whose text Kubernetes does not expand.
pub(crate) fn variable(name: &str, value: impl Into<String>) -> Value {
    let value = value.into();
    variable_as_is(name, if value.contains('$') { escaped(&value, |_| false) } else { value })
}

/// An environment variable in which Kubernetes expands `$(NAME)`.
pub(crate) fn variable_as_is(name: &str, value: String) -> Value {
    map([("name", name.into()), ("value", value.into())])
}

/// Escapes a text so that Kubernetes expands `$(NAME)` only for the names that `expands` accepts.
///
/// Kubernetes reads `$$` as `$`. A `$` that needs no escape is not changed, because any change restarts pods.
pub(crate) fn escaped(text: &str, is_meant: impl Fn(&str) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, from) = rest.split_at(at);
        let behind = from.trim_start_matches('$');
        let signs = &from[..from.len() - behind.len()];
        let name = behind.strip_prefix('(').and_then(|behind| behind.split_once(')')).map(|(name, _)| name);
        let is_expanded = signs.len() > 1 || behind.starts_with('(');
        escaped.push_str(before);
        escaped.push_str(signs);
        if is_expanded && !(signs.len() == 1 && name.is_some_and(&is_meant)) {
            escaped.push_str(signs);
        }
        rest = behind;
    }
    escaped.push_str(rest);
    escaped
}

/// The value at a path of keys. A JSON pointer would be taken apart and copied each time.
pub(crate) fn at<'o>(object: &'o Value, path: &[&str]) -> Option<&'o Value> {
    path.iter().try_fold(object, |value, key| value.get(*key))
}

/// The string at a path of keys, empty if there is none.
pub(crate) fn text_at<'o>(object: &'o Value, path: &[&str]) -> &'o str {
    at(object, path).and_then(Value::as_str).unwrap_or_default()
}

/// The group of an apiVersion, such as `apps` of `apps/v1`; empty for the core group.
pub(crate) fn group(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}

/// Whether a group is built in, without a CustomResourceDefinition.
pub(crate) fn is_own_group(group: &str) -> bool {
    !group.contains('.') || group.ends_with(".k8s.io")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn only_what_is_meant_is_expanded() {
        for (text, wanted) in [
            ("", ""),
            ("$5 and 5$", "$5 and 5$"),
            ("$(A)", "$$(A)"),
            ("a$$b", "a$$$$b"),
            ("$$$(A)", "$$$$$$(A)"),
            ("$(open", "$$(open"),
            ("$(MEANT)-$(A)-$$(MEANT)", "$(MEANT)-$$(A)-$$$$(MEANT)"),
        ] {
            assert_eq!(escaped(text, |name| name == "MEANT"), wanted, "{text}");
        }
    }
}
