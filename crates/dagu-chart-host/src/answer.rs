//! The answer of the guest: ranges of its memory, each checked before it is read.

use std::ops::Range;
use std::str;

use wasmtime::{Memory, Store};

use crate::caps::State;
use crate::error::Error;
use crate::quantity::ByteSize;

/// Size of a number in the ABI: 32 bits, little endian.
const NUMBER: usize = 4;

/// The answer of the core to a call. The data stays in the guest's memory.
pub struct Answer {
    store: Store<State>,
    memory: Memory,
    ok: bool,
    input: Range<usize>,
    segments: Vec<Range<usize>>,
    text: Range<usize>,
    report: Range<usize>,
}

impl Answer {
    pub(crate) fn read(
        store: Store<State>,
        memory: Memory,
        input: Range<usize>,
        address: u32,
    ) -> Result<Self, Error> {
        let guest = Guest(memory.data(&store));
        let [status, segments, segment_count, text @ .., report, report_length] =
            guest.numbers::<7>(address)?;
        let [text, text_length] = text;
        let segments = guest.ranges(segments, segment_count)?;
        let text = guest.text(text, text_length)?;
        let report = guest.text(report, report_length)?;
        Ok(Self { ok: status == 0, input, segments, text, report, memory, store })
    }

    /// Whether there is a stream. If not, [`Self::text`] is the reason.
    pub fn ok(&self) -> bool {
        self.ok
    }

    /// The input.
    pub fn input(&self) -> &[u8] {
        self.slice(&self.input)
    }

    /// The stream, piece by piece.
    pub fn segments(&self) -> impl Iterator<Item = &[u8]> {
        self.segments.iter().map(|segment| self.slice(segment))
    }

    /// The stream in one piece.
    pub fn stream(&self) -> Vec<u8> {
        self.segments().collect::<Vec<_>>().concat()
    }

    /// The pieces of the stream, each with whether the core wrote it. The others are parts of the input.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = (&[u8], bool)> {
        let is_input =
            |segment: &Range<usize>| self.input.start <= segment.start && segment.end <= self.input.end;
        self.segments.iter().map(move |segment| (self.slice(segment), !is_input(segment)))
    }

    /// The diagnostics as text for people; empty if there are none.
    pub fn text(&self) -> &str {
        self.checked_text(&self.text)
    }

    /// The report as JSON; empty unless requested.
    pub fn report(&self) -> &str {
        self.checked_text(&self.report)
    }

    pub(crate) fn output_size(&self) -> ByteSize {
        ByteSize(self.segments.iter().map(|segment| segment.len() as u64).sum())
    }

    fn slice(&self, range: &Range<usize>) -> &[u8] {
        &self.memory.data(&self.store)[range.clone()]
    }

    fn checked_text(&self, range: &Range<usize>) -> &str {
        // INVARIANT: the range held UTF-8 when the answer was read, and nobody writes to the guest's memory since: it is
        // in this value, which lends it to nobody. The test of pointers reads one that is not UTF-8.
        str::from_utf8(self.slice(range)).expect("checked when the answer was read")
    }
}

/// The guest's memory; pointers into it are not trusted.
struct Guest<'a>(&'a [u8]);

impl Guest<'_> {
    fn range(&self, start: u32, length: u32) -> Result<Range<usize>, Error> {
        let start = start as usize;
        match start.checked_add(length as usize) {
            Some(end) if end <= self.0.len() => Ok(start..end),
            _ => Err(broken("points outside of its memory")),
        }
    }

    /// An array of pairs of start and length.
    fn ranges(&self, start: u32, count: u32) -> Result<Vec<Range<usize>>, Error> {
        const PAIR: u32 = 2 * NUMBER as u32;
        let length = count.checked_mul(PAIR).ok_or_else(|| broken("has too many segments"))?;
        self.range(start, length)?;
        (0..count)
            .map(|index| {
                let [start, length] = self.numbers(start + index * PAIR)?;
                self.range(start, length)
            })
            .collect()
    }

    fn numbers<const N: usize>(&self, address: u32) -> Result<[u32; N], Error> {
        let range = self.range(address, (N * NUMBER) as u32)?;
        let mut numbers = [0; N];
        let (all, _) = self.0[range].as_chunks::<NUMBER>();
        for (number, bytes) in numbers.iter_mut().zip(all) {
            *number = u32::from_le_bytes(*bytes);
        }
        Ok(numbers)
    }

    fn text(&self, start: u32, length: u32) -> Result<Range<usize>, Error> {
        let range = self.range(start, length)?;
        match str::from_utf8(&self.0[range.clone()]) {
            Ok(_) => Ok(range),
            Err(_) => Err(broken("contains text that is not UTF-8")),
        }
    }
}

/// The text whose start and length are stored at `address`.
pub(crate) fn text_at(memory: &[u8], address: u32) -> Option<String> {
    let guest = Guest(memory);
    let [start, length] = guest.numbers(address).ok()?;
    let text = guest.text(start, length).ok()?;
    Some(String::from_utf8_lossy(&memory[text]).into_owned())
}

fn broken(how: &str) -> Error {
    Error::Internal(format!("the answer {how}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_checked() {
        let guest = Guest(&[1, 0, 0, 0, 2, 0, 0, 0, 0xff]);
        assert_eq!(guest.numbers::<2>(0).unwrap(), [1, 2]);
        assert!(guest.numbers::<2>(4).is_err());
        assert_eq!(guest.range(9, 0).unwrap(), 9..9);
        for (start, length) in [(9, 1), (10, 0), (0, 10), (u32::MAX, u32::MAX)] {
            assert!(guest.range(start, length).is_err(), "{start}+{length}");
        }
        assert!(guest.text(8, 1).is_err());
    }
}
