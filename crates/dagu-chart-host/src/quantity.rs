//! Sizes and times in flags and error messages.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A number of bytes, written as in Kubernetes: `64Mi`, `1Gi`, `500000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ByteSize(pub u64);

const UNITS: [(&str, u64); 4] = [("Gi", 1 << 30), ("Mi", 1 << 20), ("Ki", 1 << 10), ("", 1)];

impl FromStr for ByteSize {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (digits, factor) = UNITS
            .iter()
            .find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, factor)))
            .unwrap_or((text, &1));
        let number: Option<u64> = digits.parse().ok();
        number
            .and_then(|number| number.checked_mul(*factor))
            .map(Self)
            .ok_or_else(|| "expected a number of bytes, such as 64Mi or 1Gi".to_owned())
    }
}

impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exact = UNITS.iter().find(|(_, factor)| self.0 >= *factor && self.0.is_multiple_of(*factor));
        match exact {
            Some((unit, factor)) if !unit.is_empty() => write!(f, "{}{unit}", self.0 / factor),
            _ => write!(f, "{} bytes", self.0),
        }
    }
}

/// A time in seconds, with or without the unit: `30`, `1.5s`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seconds(pub Duration);

impl FromStr for Seconds {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number: Option<f64> = text.strip_suffix('s').unwrap_or(text).parse().ok();
        number
            .and_then(|number| Duration::try_from_secs_f64(number).ok())
            .map(Self)
            .ok_or_else(|| "expected a number of seconds, such as 30s or 0.5".to_owned())
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}s", self.0.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_they_are_shown() {
        for (text, bytes, shown) in [
            ("64Mi", 64 << 20, "64Mi"),
            ("2048Mi", 2 << 30, "2Gi"),
            ("1000", 1000, "1000 bytes"),
            ("0", 0, "0 bytes"),
        ] {
            let size: ByteSize = text.parse().unwrap();
            assert_eq!((size.0, size.to_string().as_str()), (bytes, shown));
        }
        for text in ["", "Mi", "-1", "1.5Mi", "1M", "99999999999Gi"] {
            assert!(text.parse::<ByteSize>().is_err(), "{text}");
        }
    }

    #[test]
    fn times_read_as_they_are_shown() {
        for (text, shown) in [("30", "30s"), ("0.5s", "0.5s")] {
            assert_eq!(text.parse::<Seconds>().unwrap().to_string(), shown);
        }
        for text in ["", "s", "-1", "1m", "NaN", "inf"] {
            assert!(text.parse::<Seconds>().is_err(), "{text}");
        }
    }
}
