//! Counts allocations.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    /// How often this thread allocated, and how many bytes.
    static ALLOCATED: Cell<(u64, u64)> = const { Cell::new((0, 0)) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count(size: usize) {
    // A thread that ends allocates too.
    let _ = ALLOCATED.try_with(|allocated| {
        let (count, bytes) = allocated.get();
        allocated.set((count + 1, bytes + size as u64));
    });
}

#[expect(unsafe_code, reason = "an allocator is asked for memory that it does not track")]
// SAFETY: everything is handed on to the system's allocator as it comes.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: the caller keeps the contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract.
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        // SAFETY: the caller keeps the contract.
        unsafe { System.realloc(memory, layout, size) }
    }
}

/// How often something allocates, and how many bytes in all.
pub(crate) fn during(something: impl FnOnce()) -> (u64, u64) {
    let (count, bytes) = ALLOCATED.get();
    something();
    let (now, now_bytes) = ALLOCATED.get();
    (now - count, now_bytes - bytes)
}
