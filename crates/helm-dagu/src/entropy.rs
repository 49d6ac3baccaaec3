//! Randomness: for the credentials that the core generates, because the core has no source of it, and for tokens.

use crate::failure::Failure;

const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Bytes from here on are discarded: they would make the first letters more likely than the last ones.
const FAIR: u8 = 248;

/// Letters and digits for one request: more than the core needs.
const LENGTH: usize = 64;

/// The entropy of one request.
pub(crate) fn generate() -> Result<String, Failure> {
    alphanumerics(LENGTH)
}

/// How many letters and digits have 128 bits.
const TOKEN_LENGTH: usize = 22;

/// A secret of 128 bits.
pub(crate) fn token() -> Result<String, Failure> {
    alphanumerics(TOKEN_LENGTH)
}

/// Random letters and digits from the operating system.
fn alphanumerics(count: usize) -> Result<String, Failure> {
    let mut text = String::with_capacity(count);
    let mut bytes = [0; 64];
    while text.len() < count {
        getrandom::fill(&mut bytes).map_err(Failure::Entropy)?;
        let letters = bytes
            .iter()
            .filter(|byte| **byte < FAIR)
            .map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]));
        text.extend(letters.take(count - text.len()));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_letters_and_digits_as_asked_for() {
        let text = alphanumerics(1000).expect("the system has randomness");
        assert_eq!(text.len(), 1000);
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }

    #[test]
    fn a_token_has_128_bits() {
        assert!((ALPHABET.len() as f64).log2() * TOKEN_LENGTH as f64 >= 128.0);
    }

    #[test]
    fn every_letter_is_as_likely() {
        assert_eq!(usize::from(FAIR) % ALPHABET.len(), 0);
    }
}
