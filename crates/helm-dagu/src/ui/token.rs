//! Random secrets in URLs and cookies.

use crate::entropy;
use crate::failure::Failure;

/// A secret that cannot be guessed.
pub(super) struct Token(String);

impl Token {
    pub(super) fn generate() -> Result<Self, Failure> {
        entropy::token().map(Self)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a text is this secret. The time that it takes does not depend on where the two differ.
    pub(super) fn is(&self, text: &str) -> bool {
        let pairs = self.0.bytes().zip(text.bytes());
        self.0.len() == text.len()
            && pairs.fold(0, |difference, (one, other)| difference | (one ^ other)) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn only_the_whole_secret_is_it() {
        let token = Token("abc".to_owned());
        assert!(token.is("abc"));
        assert!(!["", "ab", "abcd", "abd", "ABC"].into_iter().any(|text| token.is(text)));
    }
}
