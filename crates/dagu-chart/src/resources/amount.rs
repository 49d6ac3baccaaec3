//! The exact amount of a quantity.

use std::cmp::Ordering;

use super::exact::Exact;

/// Kubernetes counts in billionths and rounds smaller parts away from zero.
const NANO: i64 = -9;

/// The largest amount with a binary suffix: 2⁶³ − 1. Kubernetes reduces larger ones to it.
const LARGEST_BINARY: &[u8] = b"9223372036854775807";

/// A decimal number of any length, so that quantities are equal exactly if they are equal for Kubernetes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    negative: bool,
    /// The digits in ASCII, without leading and trailing zeros: none for zero.
    digits: Vec<u8>,
    /// The power of ten of the last digit.
    exponent: i64,
}

impl Amount {
    /// `number` is digits with at most one point among them.
    pub(super) fn read(negative: bool, number: &str, suffix: Suffix) -> Self {
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let digits = [whole.as_bytes(), fraction.as_bytes()].concat();
        let mut amount = Self { negative, digits, exponent: -(fraction.len() as i64) };
        match suffix {
            Suffix::Ten(power) => {
                amount.exponent = amount.exponent.saturating_add(power);
                amount.trim();
                amount.round();
            }
            Suffix::Kibi(times) => {
                (0..times).for_each(|_| times_1024(&mut amount.digits));
                amount.trim();
                amount.round();
                let largest = Self { negative, digits: LARGEST_BINARY.to_vec(), exponent: 0 };
                if amount.compare_size(&largest) == Ordering::Greater {
                    amount = largest;
                }
            }
        }
        amount
    }

    /// Whether it has no fraction.
    pub(crate) fn is_whole(&self) -> bool {
        self.exponent >= 0
    }

    /// Whether it is below zero.
    pub(crate) fn is_negative(&self) -> bool {
        self.negative
    }

    /// To add it up; 0 if it is negative.
    pub(super) fn exact(&self) -> Exact {
        // The place of the point among the digits: before the first one, or behind the last one.
        let point = (self.digits.len() as i64).saturating_add(self.exponent);
        match (self.negative, point) {
            (true, _) => Exact::default(),
            (_, 20..) => Exact { whole: u64::MAX, billionths: 0 },
            _ => Exact { whole: self.between(0, point), billionths: self.between(point, point + 9) },
        }
    }

    /// The number that some of the digits make, with zeros around them.
    fn between(&self, start: i64, end: i64) -> u64 {
        let digit = |place| usize::try_from(place).ok().and_then(|place| self.digits.get(place));
        (start..end)
            .fold(0, |number, place| number * 10 + digit(place).map_or(0, |digit| u64::from(digit - b'0')))
    }

    fn trim(&mut self) {
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
            self.exponent = self.exponent.saturating_add(1);
        }
        let zeros = self.digits.iter().take_while(|digit| **digit == b'0').count();
        self.digits.drain(..zeros);
        if self.digits.is_empty() {
            (self.negative, self.exponent) = (false, 0);
        }
    }

    fn round(&mut self) {
        if self.exponent >= NANO {
            return;
        }
        let finer = usize::try_from(NANO.saturating_sub(self.exponent)).unwrap_or(usize::MAX);
        // The last digit is not zero, so that there is something to round.
        self.digits.truncate(self.digits.len().saturating_sub(finer));
        self.exponent = NANO;
        self.digits.insert(0, b'0');
        let mut place = self.digits.len() - 1;
        while self.digits[place] == b'9' {
            self.digits[place] = b'0';
            place -= 1;
        }
        self.digits[place] += 1;
        self.trim();
    }

    fn compare_size(&self, other: &Self) -> Ordering {
        let length = |amount: &Self| (amount.digits.len() as i64).saturating_add(amount.exponent);
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, _) | (_, true) => self.digits.len().cmp(&other.digits.len()),
            // If one is a prefix of the other, it is the smaller one: the rest of its digits are zeros.
            _ => length(self).cmp(&length(other)).then_with(|| self.digits.cmp(&other.digits)),
        }
    }
}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.compare_size(other),
            (true, true) => other.compare_size(self),
            (negative, _) => {
                if negative {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
        }
    }
}

/// The multiplier of a suffix.
pub(super) enum Suffix {
    /// A power of ten, from a letter or an exponent.
    Ten(i64),
    /// A power of 1024.
    Kibi(u32),
}

impl Suffix {
    /// `None` for an unknown suffix.
    pub(super) fn read(suffix: &str) -> Option<Self> {
        const TEN: [(&str, i64); 10] = [
            ("n", -9),
            ("u", -6),
            ("m", -3),
            ("", 0),
            ("k", 3),
            ("M", 6),
            ("G", 9),
            ("T", 12),
            ("P", 15),
            ("E", 18),
        ];
        const KIBI: [&str; 6] = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
        if let Some((_, power)) = TEN.iter().find(|(known, _)| *known == suffix) {
            return Some(Self::Ten(*power));
        }
        if let Some(at) = KIBI.iter().position(|known| *known == suffix) {
            return Some(Self::Kibi(at as u32 + 1));
        }
        let exponent = suffix.strip_prefix(['e', 'E'])?;
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        // Kubernetes rejects an exponent of more than 64 bits.
        exponent.parse().ok().map(Self::Ten)
    }
}

fn times_1024(digits: &mut Vec<u8>) {
    let mut carry = 0;
    for digit in digits.iter_mut().rev() {
        let product = u32::from(*digit - b'0') * 1024 + carry;
        *digit = b'0' + (product % 10) as u8;
        carry = product / 10;
    }
    while carry > 0 {
        digits.insert(0, b'0' + (carry % 10) as u8);
        carry /= 10;
    }
}

#[cfg(test)]
mod tests {
    use crate::resources::Quantity;

    /// What `resource.ParseQuantity` of k8s.io/apimachinery 0.37.2 makes of a text, as `AsDec` prints it.
    const READ: [(&str, &str); 52] = [
        ("0", "0"),
        ("1", "1"),
        ("0.5", "0.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("00012", "12"),
        ("+1k", "1000"),
        ("-1500m", "-1.500"),
        ("0.1", "0.1"),
        ("100m", "0.100"),
        ("1n", "0.000000001"),
        ("1u", "0.000001"),
        ("1k", "1000"),
        ("1M", "1000000"),
        ("1G", "1000000000"),
        ("1T", "1000000000000"),
        ("1P", "1000000000000000"),
        ("1E", "1000000000000000000"),
        ("1Ki", "1024"),
        ("1Mi", "1048576"),
        ("1Gi", "1073741824"),
        ("1Ti", "1099511627776"),
        ("1Pi", "1125899906842624.000000000"),
        ("2Ei", "2305843009213693952.000000000"),
        ("7Ei", "8070450532247928832.000000000"),
        ("8Ei", "9223372036854775807"),
        ("9.5Ei", "9223372036854775807"),
        ("-9Ei", "-9223372036854775807"),
        ("9223372036854775808Ki", "9223372036854775807"),
        ("9223372036854775807", "9223372036854775807.000000000"),
        ("9223372036854775808", "9223372036854775808.000000000"),
        ("123456789012345678901234567890", "123456789012345678901234567890.000000000"),
        ("1e0", "1"),
        ("1e3", "1000"),
        ("1e+3", "1000"),
        ("1E3", "1000"),
        ("1E-2", "0.01"),
        ("2e18", "2000000000000000000"),
        ("1e30", "1000000000000000000000000000000"),
        ("1.07G", "1070000000"),
        ("1.07e9", "1070000000"),
        ("1.5Ki", "1536.000000000"),
        ("1.1Gi", "1181116006.400000000"),
        ("0.0001Ki", "0.102400000"),
        ("0.00000001Ki", "0.000010240"),
        ("0.1n", "0.000000001"),
        ("100e-12", "0.000000001"),
        ("1.5e-9", "0.000000002"),
        ("-0.0000000001", "-0.000000001"),
        ("1.0000000001", "1.000000001"),
        ("3.141592653589793238m", "0.003141593"),
        ("1000000000000000000000n", "1000000000000.000000000"),
    ];

    #[test]
    fn amounts_are_those_of_kubernetes() {
        for (text, decimal) in READ {
            let [amount, expected] = [text, decimal].map(|text| Quantity(text.into()).amount());
            assert_eq!(amount.expect(text), expected.expect(decimal), "{text}");
        }
    }

    #[test]
    fn nothing_is_rounded() {
        let ascending = [
            "-1e30",
            "-9Ei",
            "-1500m",
            "-1",
            "-1n",
            "0",
            "1n",
            "999999999n",
            "1",
            "1.000000001",
            "1070M",
            "1070000001",
            "9007199254740992",
            "9007199254740993",
            "9223372036854775806",
            "8Ei",
            "9223372036854775808",
            "1e30",
        ];
        for (at, one) in ascending.iter().enumerate() {
            for (other_at, other) in ascending.iter().enumerate() {
                let [amount, other_amount] = [one, other].map(|text| Quantity((*text).into()).amount());
                let (amount, other_amount) = (amount.expect(one), other_amount.expect(other));
                assert_eq!(amount.cmp(&other_amount), at.cmp(&other_at), "{one} and {other}");
            }
        }
    }

    #[test]
    fn far_exponents_are_compared_and_never_written_out() {
        let amount = |text: &str| Quantity(text.into()).amount();
        assert!(amount("1e9223372036854775807") > amount("1Ei"));
        assert_eq!(amount("1e-9223372036854775808"), amount("1n"));
        assert_eq!(amount("0e9223372036854775807"), amount("0"));
        assert_eq!(amount("1e99999999999999999999"), None);
    }
}
