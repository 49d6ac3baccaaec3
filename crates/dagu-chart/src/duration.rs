//! Durations as Go's `time.ParseDuration` parses them.

use crate::float;

/// A duration in seconds. `None` if Go cannot parse it or it is negative.
pub(crate) fn seconds(text: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 8] = [
        ("ns", 1e-9),
        ("us", 1e-6),
        ("µs", 1e-6),
        ("μs", 1e-6),
        ("ms", 1e-3),
        ("s", 1.0),
        ("m", 60.0),
        ("h", 3600.0),
    ];
    let mut rest = text.strip_prefix('+').unwrap_or(text);
    let mut total = 0.0;
    match rest {
        "" => return None,
        // The only number without a unit that Go accepts.
        "0" => return Some(total),
        _ => {}
    }
    while !rest.is_empty() {
        let number = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let value = float::read(&rest[..number])?;
        let unit_end = rest[number..]
            .find(|c: char| c.is_ascii_digit() || c == '.')
            .map_or(rest.len(), |end| number + end);
        let (_, factor) = UNITS.iter().find(|(unit, _)| *unit == &rest[number..unit_end])?;
        total += value * factor;
        rest = &rest[unit_end..];
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn reads_go_durations() {
        for (text, expected) in
            [("24h", 86400.0), ("1h30m", 5400.0), ("1.5h", 5400.0), ("+10s", 10.0), ("0h", 0.0), ("0", 0.0)]
        {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
        for text in ["", "24", "1d", "h", "1h 30m", "-", "-1s", "1..5h", ".", "00"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
