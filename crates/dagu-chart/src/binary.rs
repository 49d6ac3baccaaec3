//! Base64 like Go's standard decoder: line breaks are allowed, and unused bits after the last byte are ignored.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

/// Decodes a text.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let engine =
        GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true));
    let encoded: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    engine.decode(encoded).ok()
}
