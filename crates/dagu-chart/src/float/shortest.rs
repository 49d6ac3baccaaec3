//! The shortest digits of a float.

/// The shortest decimal that parses to the same float, of these the nearest one, and of two equally near ones the even
/// one: the digits that Go prints.
pub(crate) struct Shortest {
    sign: &'static str,
    /// Zero has one digit; other numbers have no leading or trailing zeros.
    digits: String,
    /// The power of ten of the first digit.
    exponent: i32,
}

impl Shortest {
    /// Of a finite float, with 32 bits or with 64.
    pub(crate) fn of(float: impl zmij::Float) -> Self {
        let mut buffer = zmij::Buffer::new();
        let printed = buffer.format_finite(float);
        let (sign, unsigned) = match printed.strip_prefix('-') {
            Some(unsigned) => ("-", unsigned),
            None => ("", printed),
        };
        let (mantissa, power) = unsigned.split_once('e').unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = [whole, fraction].concat();
        let digits = all.trim_start_matches('0');
        if digits.is_empty() {
            return Self { sign, digits: "0".to_owned(), exponent: 0 };
        }
        let power: i32 = power.parse().unwrap_or_default();
        Self {
            sign,
            digits: digits.trim_end_matches('0').to_owned(),
            exponent: power + whole.len() as i32 - (all.len() - digits.len()) as i32 - 1,
        }
    }

    /// The power of ten of the digit before the mantissa's point.
    pub(crate) fn exponent(&self) -> i32 {
        self.exponent
    }

    /// With one digit before the point.
    pub(crate) fn mantissa(&self) -> String {
        let (first, rest) = self.digits.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        [self.sign, first, point, rest].concat()
    }

    /// Without an exponent.
    pub(crate) fn plain(&self) -> String {
        let Ok(exponent) = usize::try_from(self.exponent) else {
            let zeros = "0".repeat(self.exponent.unsigned_abs() as usize - 1);
            return [self.sign, "0.", &zeros, &self.digits].concat();
        };
        let point = exponent + 1;
        match self.digits.split_at_checked(point) {
            Some((whole, "")) => [self.sign, whole].concat(),
            Some((whole, fraction)) => [self.sign, whole, ".", fraction].concat(),
            None => [self.sign, &self.digits, &"0".repeat(point - self.digits.len())].concat(),
        }
    }
}
