//! Parses numbers and timestamps like Go's `strconv` and `time`, and prints floats like Go.

use super::scalar::Scalar;
use crate::float::{self, Shortest};

/// Parses a plain scalar that starts like a number.
pub(super) fn read(text: &str) -> Option<Scalar<'static>> {
    match text.as_bytes().first()? {
        b'.' => dotted_float(text).map(Scalar::Float),
        b'+' | b'-' | b'0'..=b'9' => {
            let plain = text.replace('_', "");
            int(&plain).or_else(|| float::read(&plain).map(Scalar::Float)).or_else(|| signed_binary(&plain))
        }
        _ => None,
    }
}

/// `strconv.ParseInt(text, 0, 64)`, then `ParseUint`.
fn int(text: &str) -> Option<Scalar<'static>> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (Some(true), text.get(1..)?),
        b'+' => (Some(false), text.get(1..)?),
        _ => (None, text),
    };
    let magnitude = magnitude(digits)?;
    if sign == Some(true) {
        return 0i64.checked_sub_unsigned(magnitude).map(Scalar::Int);
    }
    match i64::try_from(magnitude) {
        Ok(int) => Some(Scalar::Int(int)),
        Err(_) if sign.is_none() => Some(Scalar::UInt(magnitude)),
        Err(_) => None,
    }
}

fn magnitude(digits: &str) -> Option<u64> {
    let (radix, digits) = match digits.as_bytes() {
        [b'0', b'b' | b'B', _, ..] => (2, digits.get(2..)?),
        [b'0', b'o' | b'O', _, ..] => (8, digits.get(2..)?),
        [b'0', b'x' | b'X', _, ..] => (16, digits.get(2..)?),
        [b'0'] => return Some(0),
        [b'0', ..] => (8, digits.get(1..)?),
        _ => (10, digits),
    };
    // Rust accepts a sign here, Go does not.
    if digits.starts_with(['+', '-']) {
        return None;
    }
    u64::from_str_radix(digits, radix).ok()
}

/// `0b` with a sign after it, which Go accepts by accident.
fn signed_binary(text: &str) -> Option<Scalar<'static>> {
    let signed = text.strip_prefix("0b")?;
    if !signed.starts_with(['+', '-']) {
        return None;
    }
    i64::from_str_radix(signed, 2).ok().map(Scalar::Int)
}

/// A float that starts with its point: underscores are allowed only between digits.
fn dotted_float(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let between_digits = |at: usize| at > 0 && is_digit(at - 1) && is_digit(at + 1);
    if bytes.iter().enumerate().any(|(at, byte)| *byte == b'_' && !between_digits(at)) {
        return None;
    }
    float::read(&text.replace('_', ""))
}

/// Prints like Go's `strconv.FormatFloat(float, 'g', -1, 32)`, the form of a float that is a key.
pub(super) fn float_key(key: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "Go prints float keys with 32 bits")]
    let narrow = key as f32;
    if narrow.is_nan() {
        return ".nan".to_owned();
    }
    if narrow.is_infinite() {
        return if narrow > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    let shortest = Shortest::of(narrow);
    match shortest.exponent() {
        -4..6 => shortest.plain(),
        exponent => format!("{}e{exponent:+03}", shortest.mantissa()),
    }
}

/// Whether Go's parser reads the text as a timestamp: a date, or a date and a time of day.
pub(super) fn is_timestamp(text: &str) -> bool {
    timestamp(text).is_some()
}

fn timestamp(text: &str) -> Option<()> {
    let (year, rest) = text.split_at_checked(4)?;
    let year: u32 = number(year)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 1..=12)?;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let (_, rest) = digits(rest.strip_prefix('-')?, 1..=days)?;
    if rest.is_empty() {
        return Some(());
    }
    let zoned = rest.starts_with(['T', 't']);
    let (_, rest) = hour(rest.strip_prefix(['T', 't', ' '])?)?;
    let (_, rest) = digits(rest.strip_prefix(':')?, 0..=59)?;
    let (_, rest) = digits(rest.strip_prefix(':')?, 0..=59)?;
    let rest = fraction(rest)?;
    match (zoned, rest) {
        (false, "") | (true, "Z") => Some(()),
        (true, offset) => zone(offset),
        _ => None,
    }
}

/// One or two digits.
fn digits(text: &str, range: std::ops::RangeInclusive<u32>) -> Option<(u32, &str)> {
    let length = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(length)?;
    let value = number(digits)?;
    range.contains(&value).then_some((value, rest))
}

/// Two digits: Go's layout has no shorter hour of 24.
fn hour(text: &str) -> Option<(u32, &str)> {
    digits(text, 0..=23)
}

fn number(digits: &str) -> Option<u32> {
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| digits.parse().ok())?
}

fn fraction(text: &str) -> Option<&str> {
    let Some(fraction) = text.strip_prefix(['.', ',']) else {
        return Some(text);
    };
    let rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < fraction.len()).then_some(rest)
}

fn zone(offset: &str) -> Option<()> {
    let offset = offset.strip_prefix(['+', '-'])?;
    let (hours, minutes) = offset.split_once(':')?;
    let fits = hours.len() == 2 && minutes.len() == 2 && number(hours)? <= 24 && number(minutes)? < 60;
    fits.then_some(())
}

/// A number of Helm's values: a float64, printed like Go's JSON encoder does.
///
/// None for infinities and NaN, which JSON does not have.
pub(crate) fn json(value: f64) -> Option<serde_json::Number> {
    let whole = float::is_whole(value) && !(value == 0.0 && value.is_sign_negative());
    if whole && value.abs() < 1e21 {
        // The shortest digits that stand for the float, filled up with zeros, as Go prints them.
        let digits = float::decimal(value);
        if let Ok(int) = digits.parse::<i64>() {
            return Some(int.into());
        }
        if let Ok(int) = digits.parse::<u64>() {
            return Some(int.into());
        }
    }
    serde_json::Number::from_f64(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Go prints.
    #[test]
    fn keys_are_printed_as_in_go() {
        for (key, printed) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (1.5, "1.5"),
            (100_000.0, "100000"),
            (1e6, "1e+06"),
            (1_234_567.0, "1.234567e+06"),
            (0.0001, "0.0001"),
            (-0.000_012, "-1.2e-05"),
            (3.5e37, "3.5e+37"),
            // The even one of two that are equally near.
            (2.910_156_25, "2.9101562"),
        ] {
            assert_eq!(float_key(key), printed);
        }
    }
}
