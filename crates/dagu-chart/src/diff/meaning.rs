//! Whether two values of a field are equal for Kubernetes.

use serde_json::Value;

use super::path::Path;
use crate::resources::Quantity;

/// Fields that are a quantity.
const QUANTITIES: [&str; 3] = ["averageValue", "divisor", "sizeLimit"];
/// Maps from names to quantities.
const OF_QUANTITIES: [&str; 10] = [
    "capacity",
    "default",
    "defaultRequest",
    "hard",
    "limits",
    "max",
    "maxLimitRequestRatio",
    "min",
    "overhead",
    "requests",
];

/// Whether two values of a field of a built-in kind are the same.
pub(super) fn same(path: &Path, one: &Value, other: &Value) -> bool {
    if one == other {
        return true;
    }
    if is_quantity(path) {
        let amount = |value| Quantity::of(value)?.amount();
        return matches!((amount(one), amount(other)), (Some(one), Some(other)) if one == other);
    }
    match (one, other) {
        // `2.0` equals `2`. Whole numbers are compared exactly, which floats cannot be.
        (Value::Number(one), Value::Number(other)) if one.is_f64() || other.is_f64() => {
            one.as_f64() == other.as_f64()
        }
        _ => false,
    }
}

fn is_quantity(path: &Path) -> bool {
    let key = |distance| path.key_from_end(distance);
    key(0).is_some_and(|key| QUANTITIES.contains(&key))
        || key(1).is_some_and(|key| OF_QUANTITIES.contains(&key))
        || (key(0), key(1)) == (Some("value"), Some("target"))
}
