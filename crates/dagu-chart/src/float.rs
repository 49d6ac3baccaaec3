//! Parses and prints floats. Any other way of doing so would add its own tables to the module.
//!
//! Both use the float code of the JSON library, which the values need in any case.

mod shortest;

use serde_json::Value;

pub(crate) use shortest::Shortest;

/// Reads a decimal float: a sign, digits with a point among them, an exponent. None where it is out of range.
pub(crate) fn read(text: &str) -> Option<f64> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let (exponent_sign, exponent) = match exponent.strip_prefix('-') {
        Some(exponent) => ("-", exponent),
        None => ("", exponent.strip_prefix('+').unwrap_or(exponent)),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let shape = [whole, fraction, exponent].into_iter().all(digits)
        && !(whole.is_empty() && fraction.is_empty())
        && !exponent.is_empty();
    if !shape {
        return None;
    }
    // JSON has no leading zeros, and wants a digit on both sides of the point.
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let json = [sign, whole, ".", fraction, "0e", exponent_sign, exponent].concat();
    serde_json::from_slice::<Value>(json.as_bytes()).ok()?.as_f64()
}

/// Prints a float without an exponent, and without a point if there is no fraction.
pub(crate) fn decimal(float: f64) -> String {
    Shortest::of(float).plain()
}

/// The largest whole number up to which a float is exact, as JSON's numbers are read by many.
pub(crate) const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Whether a float has no fraction.
pub(crate) fn is_whole(float: f64) -> bool {
    float.fract() == 0.0
}

/// The whole number of a float, if it is exact.
pub(crate) fn whole(float: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "far smaller than the largest of 64 bits")]
    (is_whole(float) && float.abs() <= LARGEST_WHOLE).then_some(float as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Floats of every size, and those beside the places where a form changes.
    fn floats() -> impl Iterator<Item = f64> {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let random = (0..20_000).map(move |_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            f64::from_bits(state)
        });
        let powers = (-330..310).flat_map(|power| {
            let power: f64 = format!("1e{power}").parse().expect("a float");
            [power, power.next_down(), power.next_up(), -power, power * 1.5]
        });
        random
            .chain(powers)
            .chain([1_658_206_780_088_562.0 + 0.25, 0.0, -0.0, f64::MAX, f64::MIN_POSITIVE, 5e-324])
            .filter(|f| f.is_finite())
    }

    #[test]
    fn prints_what_is_read_back() {
        for float in floats() {
            assert_eq!(read(&decimal(float)), Some(float));
            assert_eq!(decimal(float).len(), float.to_string().len());
        }
        // The standard library ends this one with a 3, which is equally near.
        assert_eq!(decimal(1_658_206_780_088_562.0 + 0.25), "1658206780088562.2");
    }

    #[test]
    fn reads_back_what_is_printed() {
        for float in floats() {
            for text in [float.to_string(), format!("{float:e}"), format!("{float:.30e}")] {
                assert_eq!(read(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{text}");
            }
        }
    }

    #[test]
    fn reads_what_json_does_not() {
        for (text, float) in [
            ("007.5", 7.5_f64),
            (".5", 0.5),
            ("5.", 5.0),
            ("+1e+2", 100.0),
            ("-0", -0.0),
            ("0e999999999999", 0.0),
        ] {
            assert_eq!(read(text).map(f64::to_bits), Some(float.to_bits()), "{text}");
        }
        for text in ["", ".", "e1", "1e", "1e+", "--1", "1e+-1", "1.2.3", "1x", "inf", "nan", "1e400"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
