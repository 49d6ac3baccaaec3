//! An amount that is added up.

const BILLION: u64 = 1_000_000_000;

/// A whole number and billionths, in which Kubernetes counts: exact up to 2⁶⁴, and never more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Exact {
    pub(super) whole: u64,
    pub(super) billionths: u64,
}

impl Exact {
    /// The sum.
    pub(crate) fn plus(self, other: Self) -> Self {
        let billionths = self.billionths + other.billionths;
        let whole = self.whole.saturating_add(other.whole).saturating_add(billionths / BILLION);
        Self { whole, billionths: billionths % BILLION }
    }

    /// This many times the amount.
    pub(crate) fn times(self, number: u32) -> Self {
        let number = u64::from(number);
        let billionths = self.billionths * number;
        let whole = self.whole.saturating_mul(number).saturating_add(billionths / BILLION);
        Self { whole, billionths: billionths % BILLION }
    }

    /// The nearest float.
    pub(crate) fn as_f64(self) -> f64 {
        self.whole as f64 + self.billionths as f64 / BILLION as f64
    }

    /// Such as `2.5`, with all digits.
    pub(crate) fn text(self) -> String {
        let text = format!("{}.{:09}", self.whole, self.billionths);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}
