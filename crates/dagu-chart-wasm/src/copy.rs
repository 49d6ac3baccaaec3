//! Copies a few bytes. Almost all copies are of short strings, and for each of them WebAssembly's own instruction makes
//! the host leave the guest, which takes longer than the copy itself.

use std::ptr;

/// The longest copy that is made here.
const LONGEST: usize = 4 * size_of::<u128>();

/// Copies `length` bytes, as the instruction `memory.copy` does. The build calls it in the place of each such instruction,
/// and removes the export.
///
/// # Safety
///
/// `to` and `from` point to `length` bytes each, which may overlap.
#[expect(unsafe_code, reason = "the build calls it with pointers")]
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub(crate) unsafe extern "C" fn dagu_copy(to: *mut u8, from: *const u8, length: usize) {
    // SAFETY: the caller says so, and each length is at least that of its type.
    unsafe {
        match length {
            0 => {}
            1 => *to = *from,
            2..4 => ends::<u16>(to, from, length),
            4..8 => ends::<u32>(to, from, length),
            8..16 => ends::<u64>(to, from, length),
            16..32 => ends::<u128>(to, from, length),
            32..=LONGEST => ends::<[u128; 2]>(to, from, length),
            _ => ptr::copy(from, to, length),
        }
    }
}

/// Copies the first and the last bytes that fit into `T`, which overlap unless there are twice as many. Both are read
/// before anything is written.
///
/// # Safety
///
/// `to` and `from` point to `length` bytes each, at least the size of `T`.
#[expect(unsafe_code, reason = "reads and writes where pointers point to")]
unsafe fn ends<T>(to: *mut u8, from: *const u8, length: usize) {
    let last = length - size_of::<T>();
    // SAFETY: the caller says so.
    unsafe {
        let first = ptr::read_unaligned(from.cast::<T>());
        let end = ptr::read_unaligned(from.add(last).cast::<T>());
        ptr::write_unaligned(to.cast::<T>(), first);
        ptr::write_unaligned(to.add(last).cast::<T>(), end);
    }
}

#[cfg(test)]
#[expect(unsafe_code, reason = "passes pointers")]
mod tests {
    use super::*;

    /// Every length around each limit, to every place that overlaps or does not.
    #[test]
    fn copies_like_memmove() {
        for length in 0..=LONGEST + 8 {
            for (from, to) in (0..60).flat_map(|from| [(from, 30), (30, from)]) {
                let mut bytes: Vec<u8> = (0..160).collect();
                let mut expected = bytes.clone();
                expected.copy_within(from..from + length, to);
                let start = bytes.as_mut_ptr();
                // SAFETY: both places end within the vector.
                unsafe { dagu_copy(start.add(to), start.add(from), length) };
                assert_eq!(bytes, expected, "{length} bytes from {from} to {to}");
            }
        }
    }
}
