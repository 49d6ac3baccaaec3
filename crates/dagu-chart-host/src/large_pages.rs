//! Huge pages for long inputs: without them, a stream of 100 MB causes 25,000 page faults, which take longer than
//! scanning it.

/// The size of a huge page on most machines; if the kernel uses another size, nothing changes.
#[cfg(target_os = "linux")]
const SIZE: usize = 2 << 20;

/// Requests huge pages if the memory is large enough; the kernel may ignore it.
#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "madvise takes a pointer")]
pub(crate) fn ask(memory: &mut [u8]) {
    use rustix::mm::{Advice, madvise};

    let start = memory.as_ptr().align_offset(SIZE);
    let Some(length) = memory.len().checked_sub(start).filter(|length| *length >= SIZE) else { return };
    // SAFETY: the advice is about memory that is borrowed here, and changes no byte of it.
    let _ = unsafe { madvise(memory[start..].as_mut_ptr().cast(), length, Advice::LinuxHugepage) };
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn ask(_memory: &mut [u8]) {}
