//! A Kubernetes quantity.

use serde_json::Value;

use super::amount::{Amount, Suffix};
use super::exact::Exact;
use crate::float;
use crate::keys::{Holds, Read};

/// A Kubernetes quantity as its user wrote it: `500m`, `1Gi`, `2`.
///
/// A number is accepted like a string, as by the API server, and kept as a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quantity(pub(crate) String);

impl Quantity {
    /// The quantity in a value: a string, or a number in JSON notation.
    pub(crate) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self(text.clone())),
            Value::Number(number) => Some(Self(number.to_string())),
            _ => None,
        }
    }

    /// Its amount; `None` if it is not a valid quantity.
    pub(crate) fn amount(&self) -> Option<Amount> {
        let (number, suffix) = self.parts()?;
        Some(Amount::read(self.is_negative(), number, suffix))
    }

    /// Its amount, to add it up; 0 if it is invalid or negative.
    pub(crate) fn exact(&self) -> Exact {
        self.amount().map(|amount| amount.exact()).unwrap_or_default()
    }

    /// Whether Kubernetes can parse it: a sign, digits with a point, and a suffix or an exponent
    /// (the grammar of `resource.Quantity` in k8s.io/apimachinery).
    pub(crate) fn is_valid(&self) -> bool {
        self.parts().is_some()
    }

    /// The number without its sign, and the suffix or exponent after it.
    fn parts(&self) -> Option<(&str, Suffix)> {
        let unsigned = self.0.strip_prefix(['+', '-']).unwrap_or(&self.0);
        let digits = unsigned.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        let (number, suffix) = unsigned.split_at(digits);
        let points = number.bytes().filter(|b| *b == b'.').count();
        let suffix = Suffix::read(suffix)?;
        (points <= 1 && number.len() > points).then_some((number, suffix))
    }

    /// Whether it is negative, which sizes and resources must not be.
    pub(crate) fn is_negative(&self) -> bool {
        self.0.starts_with('-')
    }
}

impl Read for Option<Quantity> {
    const HOLDS: Holds = Holds::Kind("q");

    fn read(value: Option<Value>) -> Self {
        match value {
            Some(Value::Number(number)) if number.is_f64() => {
                Some(Quantity(float::decimal(number.as_f64().unwrap_or_default())))
            }
            value => Quantity::of(&value?),
        }
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
        for bad in
            ["", ".", "1.2.3", "1gi", "1 Gi", "Gi", "1e", "lots", "1KiB", "--1", "1e99999999999999999999"]
        {
            assert!(!Quantity(bad.into()).is_valid(), "{bad}");
        }
    }
}
