//! Base64 as Go's standard decoder reads it: over lines, and without a look at the bits behind the last byte.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

/// What a text stands for.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let engine =
        GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true));
    let encoded: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    engine.decode(encoded).ok()
}
