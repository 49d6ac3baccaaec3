//! Two values, field by field.

use serde_json::Value;

use super::Field;

/// What tells the items of a list apart, first come first served: Kubernetes' own merge keys.
const KEYS: [&str; 3] = ["name", "mountPath", "key"];

/// Every field that differs, in the order of the paths.
pub(super) fn between(before: &Value, after: &Value) -> Vec<Field> {
    let mut fields = Vec::new();
    compare(String::new(), Some(before), Some(after), &mut fields);
    fields
}

fn compare(path: String, before: Option<&Value>, after: Option<&Value>, fields: &mut Vec<Field>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            // Both are sorted. A set of all keys would be too, and carry a sort into the guest.
            let mut added = new.keys().filter(|key| !old.contains_key(*key)).peekable();
            for key in old.keys() {
                while let Some(key) = added.next_if(|added| *added < key) {
                    compare(key_below(&path, key), None, new.get(key), fields);
                }
                compare(key_below(&path, key), old.get(key), new.get(key), fields);
            }
            for key in added {
                compare(key_below(&path, key), None, new.get(key), fields);
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => compare_lists(&path, old, new, fields),
        _ => fields.push(Field { path, before: before.cloned(), after: after.cloned() }),
    }
}

fn compare_lists(path: &str, old: &[Value], new: &[Value], fields: &mut Vec<Field>) {
    let Some(key) = KEYS.into_iter().find(|key| tells_apart(key, old) && tells_apart(key, new)) else {
        for index in 0..old.len().max(new.len()) {
            compare(format!("{path}[{index}]"), old.get(index), new.get(index), fields);
        }
        return;
    };
    let found = fields.len();
    for item in old {
        let name = &item[key];
        let other = new.iter().find(|item| item[key] == *name);
        compare(item_below(path, name), Some(item), other, fields);
    }
    for item in new.iter().filter(|item| !old.iter().any(|other| other[key] == item[key])) {
        compare(item_below(path, &item[key]), None, Some(item), fields);
    }
    if fields.len() == found {
        // The same items in another order: to Kubernetes that is another list.
        let field = Field { path: path.to_owned(), before: Some(old.into()), after: Some(new.into()) };
        fields.push(field);
    }
}

fn tells_apart(key: &str, items: &[Value]) -> bool {
    let stands_before = |at: usize| items.iter().take(at).any(|other| other[key] == items[at][key]);
    (0..items.len()).all(|at| items[at][key].is_string() && !stands_before(at))
}

fn item_below(path: &str, name: &Value) -> String {
    format!("{path}[{}]", name.as_str().unwrap_or_default().escape_debug())
}

/// Keys with dots, as labels have them, are quoted; they are not read back.
fn key_below(path: &str, key: &str) -> String {
    if key.contains(['.', '/', '[', '"']) || key.chars().any(char::is_control) {
        return format!("{path}[\"{}\"]", key.escape_debug());
    }
    let dot = if path.is_empty() { "" } else { "." };
    format!("{path}{dot}{key}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::between;

    fn paths(before: serde_json::Value, after: serde_json::Value) -> Vec<String> {
        between(&before, &after).into_iter().map(|field| field.path).collect()
    }

    #[test]
    fn items_are_found_by_their_names() {
        let before = json!({"env": [{"name": "A", "value": 1}, {"name": "B", "value": 2}]});
        let after = json!({"env": [{"name": "B", "value": 3}, {"name": "C", "value": 4}]});
        assert_eq!(paths(before, after), ["env[A]", "env[B].value", "env[C]"]);
    }

    #[test]
    fn another_order_is_another_list() {
        let before = json!({"env": [{"name": "A"}, {"name": "B"}]});
        let after = json!({"env": [{"name": "B"}, {"name": "A"}]});
        assert_eq!(paths(before, after), ["env"]);
    }

    #[test]
    fn other_lists_are_compared_in_place() {
        assert_eq!(paths(json!({"a": [1, 2]}), json!({"a": [1, 3, 4]})), ["a[1]", "a[2]"]);
        assert_eq!(paths(json!({"a.b/c": 1}), json!({})), [r#"["a.b/c"]"#]);
    }
}
