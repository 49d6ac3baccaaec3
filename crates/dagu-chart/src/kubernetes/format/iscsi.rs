//! Names of iSCSI targets.

/// `iqn.`, a year and a month, a domain, `:` and a name; `eui.` and `naa.` with digits and letters.
pub(super) fn is_iqn(text: &str) -> bool {
    let all =
        |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_alphanumeric());
    if let Some(digits) = text.strip_prefix("eui.") {
        return all(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("naa.") {
        return all(digits, 32);
    }
    let date = |date: &[u8]| {
        date.len() == 8
            && date.iter().enumerate().all(|(at, b)| match at {
                4 => *b == b'-',
                7 => *b == b'.',
                _ => b.is_ascii_digit(),
            })
    };
    let Some((domain, name)) = text.strip_prefix("iqn.").and_then(|rest| rest.split_once(':')) else {
        return false;
    };
    domain.is_char_boundary(8.min(domain.len()))
        && domain.len() > 8
        && date(&domain.as_bytes()[..8])
        && !name.is_empty()
        && !name.contains(|c: char| ",;*&$|".contains(c) || c.is_whitespace())
}
