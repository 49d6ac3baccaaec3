//! A value with one to a few changes, as injection and patches make them.

use fastrand::Rng;
use serde_json::{Map, Value, json};

pub(crate) fn changed(rng: &mut Rng, value: &Map<String, Value>) -> Map<String, Value> {
    let mut changed = value.clone();
    for _ in 0..=rng.usize(..2) {
        map(rng, &mut changed);
    }
    changed
}

fn map(rng: &mut Rng, map: &mut Map<String, Value>) {
    let key = match map.len() {
        0 => None,
        length => map.keys().nth(rng.usize(..length)).cloned(),
    };
    let Some(key) = key.filter(|_| rng.u8(..3) > 0) else {
        map.insert(format!("new{}", rng.u8(..3)), new(rng));
        return;
    };
    match map.get_mut(&key) {
        Some(inner @ (Value::Object(_) | Value::Array(_))) if rng.u8(..4) > 0 => node(rng, inner),
        _ if rng.u8(..3) == 0 => drop(map.remove(&key)),
        _ => drop(map.insert(key, new(rng))),
    }
}

fn node(rng: &mut Rng, value: &mut Value) {
    match value {
        Value::Object(inner) => map(rng, inner),
        Value::Array(items) => {
            let at = rng.usize(..=items.len());
            match items.get_mut(at) {
                None => items.push(new(rng)),
                Some(item @ (Value::Object(_) | Value::Array(_))) if rng.bool() => node(rng, item),
                Some(_) if rng.bool() => drop(items.remove(at)),
                Some(_) => items.insert(at, new(rng)),
            }
        }
        _ => *value = new(rng),
    }
}

fn new(rng: &mut Rng) -> Value {
    let values = [
        json!("x"),
        json!(1),
        json!("yes"),
        json!("two\nlines\n"),
        json!([{"name": "A", "value": ""}]),
        json!({"emptyDir": {}, "name": "v"}),
        json!([]),
        json!(null),
    ];
    values[rng.usize(..values.len())].clone()
}
