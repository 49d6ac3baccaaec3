//! Converts byte offsets of a text to lines and columns.

use std::ops::Range;

/// A range of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    /// First byte.
    pub(crate) start: u32,
    /// First byte after the range.
    pub(crate) end: u32,
    /// Line of `start`, from 1.
    pub(crate) line: u32,
    /// Column of `start`, from 1, in characters.
    pub(crate) column: u32,
}

/// The distance in bytes between two offsets with a known number of characters.
const STRIDE: usize = 64;

/// The starts of the lines of a text, and the numbers of characters before its bytes.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
    /// The number of characters before every [`STRIDE`]th byte; empty if all characters are one byte long.
    characters: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        starts.extend(memchr::memchr2_iter(b'\n', b'\r', bytes).filter_map(|at| {
            let is_first_of_two = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            (!is_first_of_two).then_some(at + 1)
        }));
        let mut characters = Vec::new();
        if !text.is_ascii() {
            let mut before = 0;
            for chunk in bytes.chunks(STRIDE) {
                characters.push(before);
                before += begins(chunk);
            }
        }
        Self { starts, characters }
    }

    pub(super) fn area(&self, text: &str, range: &Range<usize>) -> Area {
        let line = self.starts.partition_point(|start| *start <= range.start);
        let start = line.checked_sub(1).and_then(|line| self.starts.get(line)).copied().unwrap_or_default();
        let column = self.before(text, range.start) - self.before(text, start) + 1;
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Area {
            start: narrow(range.start),
            end: narrow(range.end),
            line: narrow(line.max(1)),
            column: narrow(column),
        }
    }

    /// The number of characters before a byte.
    fn before(&self, text: &str, at: usize) -> usize {
        if self.characters.is_empty() {
            return at;
        }
        let stride = (at / STRIDE).min(self.characters.len() - 1);
        let rest = text.as_bytes().get(stride * STRIDE..at).unwrap_or_default();
        self.characters[stride] + begins(rest)
    }
}

/// The number of characters that start in bytes of a text.
fn begins(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}
