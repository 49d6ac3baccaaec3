//! Compares bytes, eight at a time. Every look-up in a map compares keys, and the target's own function
//! compares byte by byte.

use std::cmp::Ordering;
use std::ptr;

const WORD: usize = size_of::<u64>();
const HALF: usize = size_of::<u32>();

/// C's `memcmp`, which the compiler calls to compare strings and slices. It is not inlined, because every comparison
/// with a constant would then have its own loop.
///
/// # Safety
///
/// `left` and `right` point to `length` bytes each.
#[expect(unsafe_code, reason = "the compiler calls it with pointers")]
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) unsafe extern "C" fn memcmp(left: *const u8, right: *const u8, length: usize) -> i32 {
    // SAFETY: every read from `at` ends at `length` at the latest.
    let word = |at| unsafe { word(left.add(at)).cmp(&word(right.add(at))) };
    // SAFETY: as above.
    let half = |at| unsafe { half(left.add(at)).cmp(&half(right.add(at))) };
    // The last read overlaps the one before, in bytes that are equal.
    let order = if length >= WORD {
        let last = length - WORD;
        (0..last).step_by(WORD).map(word).find(|order| order.is_ne()).unwrap_or_else(|| word(last))
    } else if length >= HALF {
        half(0).then_with(|| half(length - HALF))
    } else {
        // SAFETY: as above.
        let byte = |at| unsafe { (*left.add(at)).cmp(&*right.add(at)) };
        (0..length).map(byte).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    };
    order as i32
}

/// Eight bytes as a number with the same order.
#[expect(unsafe_code, reason = "reads where a pointer points to")]
unsafe fn word(bytes: *const u8) -> u64 {
    // SAFETY: the caller passes a pointer to eight bytes.
    u64::from_be(unsafe { ptr::read_unaligned(bytes.cast()) })
}

/// Four bytes as a number with the same order.
#[expect(unsafe_code, reason = "reads where a pointer points to")]
unsafe fn half(bytes: *const u8) -> u32 {
    // SAFETY: the caller passes a pointer to four bytes.
    u32::from_be(unsafe { ptr::read_unaligned(bytes.cast()) })
}
