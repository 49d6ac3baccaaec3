//! A Kubernetes quantity.

use serde_json::Value;

use crate::float;
use crate::path::Trail;
use crate::typed::{Reader, Typed};

/// A Kubernetes quantity as its user wrote it: `500m`, `1Gi`, `2`.
///
/// A number is as good as a string, as it is for the API server; it is kept as a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quantity(pub(crate) String);

impl Quantity {
    /// The quantity that a value stands for: a string, or a number as JSON writes it.
    pub(crate) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self(text.clone())),
            Value::Number(number) => Some(Self(number.to_string())),
            _ => None,
        }
    }

    /// What it amounts to, as near as a float comes; `None` where it is not a quantity.
    ///
    /// A quantity in one unit and the same in another are equal: each is rounded once.
    pub(crate) fn amount(&self) -> Option<f64> {
        let (number, suffix) = self.parts()?;
        let sign = if self.is_negative() { -1.0 } else { 1.0 };
        let exponent = suffix.strip_prefix(['e', 'E']).filter(|rest| !rest.is_empty() && *rest != "i");
        if let Some(exponent) = exponent {
            let amount = float::read(&[number, "e", exponent].concat());
            // What is valid and cannot be read is out of range.
            return Some(sign * amount.unwrap_or(f64::INFINITY));
        }
        let number = match whole(number) {
            Some(whole) => whole,
            None => float::read(number)?,
        };
        let thousands = |power: i32| 1000_f64.powi(power);
        let kibi = |power: i32| 1024_f64.powi(power);
        let amount = match suffix {
            "n" => number / thousands(3),
            "u" => number / thousands(2),
            "m" => number / thousands(1),
            "k" => number * thousands(1),
            "M" => number * thousands(2),
            "G" => number * thousands(3),
            "T" => number * thousands(4),
            "P" => number * thousands(5),
            "E" => number * thousands(6),
            "Ki" => number * kibi(1),
            "Mi" => number * kibi(2),
            "Gi" => number * kibi(3),
            "Ti" => number * kibi(4),
            "Pi" => number * kibi(5),
            "Ei" => number * kibi(6),
            _ => number,
        };
        Some(sign * amount)
    }

    /// Whether Kubernetes can read it: a sign, digits with a point, and a suffix or an exponent
    /// (the grammar of `resource.Quantity` in k8s.io/apimachinery).
    pub(crate) fn is_valid(&self) -> bool {
        self.parts().is_some()
    }

    /// The number without its sign, and the suffix or exponent behind it.
    fn parts(&self) -> Option<(&str, &str)> {
        let unsigned = self.0.strip_prefix(['+', '-']).unwrap_or(&self.0);
        let digits = unsigned.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        let (number, suffix) = unsigned.split_at(digits);
        let points = number.bytes().filter(|b| *b == b'.').count();
        (points <= 1 && number.len() > points && is_suffix(suffix)).then_some((number, suffix))
    }

    /// Whether it is below zero, which no size or resource may be.
    pub(crate) fn is_negative(&self) -> bool {
        self.0.starts_with('-')
    }
}

/// The digits of a whole number that a float holds exactly; most quantities are one.
fn whole(digits: &str) -> Option<f64> {
    let number: u64 = digits.parse().ok()?;
    (number <= 1 << f64::MANTISSA_DIGITS).then_some(number as f64)
}

fn is_suffix(suffix: &str) -> bool {
    const SUFFIXES: [&str; 16] =
        ["", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    if SUFFIXES.contains(&suffix) {
        return true;
    }
    let Some(exponent) = suffix.strip_prefix(['e', 'E']) else {
        return false;
    };
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

impl Typed for Quantity {
    fn blank() -> Self {
        Self(String::new())
    }

    fn read(&mut self, value: &Value, at: &Trail<'_>, reader: &mut Reader) {
        match (value, Self::of(value)) {
            (Value::Number(number), _) if number.is_f64() => {
                self.0 = float::decimal(number.as_f64().unwrap_or_default());
            }
            (_, Some(quantity)) => *self = quantity,
            _ => reader.refuse(at),
        }
    }
}

#[cfg(feature = "codegen")]
impl schemars::JsonSchema for Quantity {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Quantity".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "number"] })
    }
}

#[cfg(test)]
mod tests {
    use super::Quantity;

    #[test]
    fn reads_what_kubernetes_reads() {
        for good in ["1", "0.5", ".5", "5.", "100m", "1Gi", "1e3", "1E-2", "+1k", "2Ei"] {
            assert!(Quantity(good.into()).is_valid(), "{good}");
        }
        for (one, other) in [
            ("1", "1000m"),
            ("1.1", "1100m"),
            ("1Gi", "1024Mi"),
            ("1e3", "1k"),
            ("2E", "2e18"),
            ("0.3", "300m"),
            ("1n", "1e-9"),
            ("1u", "1e-6"),
            ("1M", "1e6"),
            ("1G", "1e9"),
            ("1T", "1e12"),
            ("1P", "1e15"),
            ("1Ki", "1024"),
            ("1Mi", "1048576"),
            ("1Gi", "1073741824"),
            ("1Ti", "1099511627776"),
            ("1Pi", "1125899906842624"),
            ("1Ei", "1152921504606846976"),
        ] {
            assert_eq!(Quantity(one.into()).amount(), Quantity(other.into()).amount(), "{one} is {other}");
        }
        assert!(Quantity("1Gi".into()).amount() > Quantity("1G".into()).amount());
        assert_eq!(Quantity("-1500m".into()).amount(), Some(-1.5));
        for bad in ["", ".", "1.2.3", "1gi", "1 Gi", "Gi", "1e", "lots", "1KiB", "--1"] {
            assert!(!Quantity(bad.into()).is_valid(), "{bad}");
        }
    }
}
