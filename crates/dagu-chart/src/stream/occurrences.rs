//! Finds a word in a stream in one pass over all documents.

use std::iter::Peekable;
use std::ops::Range;

use memchr::memmem::{self, FindIter};

/// The occurrences of a word, for documents in the order of the stream.
pub(crate) struct Occurrences<'i> {
    places: Peekable<FindIter<'i, 'i>>,
}

impl<'i> Occurrences<'i> {
    pub(crate) fn of(word: &'i [u8], input: &'i [u8]) -> Self {
        Self { places: memmem::find_iter(input, word).peekable() }
    }

    /// Whether there are no more occurrences.
    pub(crate) fn is_over(&mut self) -> bool {
        self.places.peek().is_none()
    }

    /// Whether one starts in this range. Ranges must be in ascending order.
    pub(crate) fn any_in(&mut self, range: &Range<usize>) -> bool {
        while self.places.next_if(|place| *place < range.start).is_some() {}
        self.places.peek().is_some_and(|place| *place < range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::Occurrences;

    #[test]
    fn ranges_are_asked_in_order() {
        let mut words = Occurrences::of(b"ab", b"ab--ab--ab");
        assert!(!words.is_over());
        let found: Vec<bool> =
            [0..2, 1..4, 3..4, 4..8, 5..8, 5..9].iter().map(|range| words.any_in(range)).collect();
        assert_eq!(found, [true, false, false, true, false, true]);
        assert!(!words.any_in(&(9..10)));
        assert!(words.is_over());
    }
}
