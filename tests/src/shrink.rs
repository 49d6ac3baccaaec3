//! Reduces values that fail by leaving out everything possible.

use serde_json::Value;

/// Leaves out one key or item after the other while `fails` is true.
pub fn least(mut values: Value, fails: &dyn Fn(&Value) -> bool) -> Value {
    loop {
        let smaller = paths(&values).into_iter().find_map(|path| {
            let mut smaller = values.clone();
            remove(&mut smaller, &path);
            fails(&smaller).then_some(smaller)
        });
        match smaller {
            Some(smaller) => values = smaller,
            None => return values,
        }
    }
}

/// The path of everything inside, outermost first, since that saves most.
fn paths(values: &Value) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let mut level = vec![(Vec::new(), values)];
    while !level.is_empty() {
        let mut next = Vec::new();
        for (path, value) in level {
            let inner: Vec<(String, &Value)> = match value {
                Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
                Value::Array(items) => {
                    items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect()
                }
                _ => Vec::new(),
            };
            next.extend(inner.into_iter().map(|(key, value)| ([path.clone(), vec![key]].concat(), value)));
        }
        all.extend(next.iter().map(|(path, _)| path.clone()));
        level = next;
    }
    all
}

fn remove(values: &mut Value, path: &[String]) {
    match (values, path) {
        (Value::Object(map), [key]) => {
            map.remove(key);
        }
        (Value::Array(items), [at]) => {
            items.remove(at.parse().unwrap_or_default());
        }
        (Value::Object(map), [key, rest @ ..]) => {
            map.get_mut(key).into_iter().for_each(|inner| remove(inner, rest))
        }
        (Value::Array(items), [at, rest @ ..]) => {
            items.get_mut(at.parse().unwrap_or(usize::MAX)).into_iter().for_each(|inner| remove(inner, rest));
        }
        _ => {}
    }
}
