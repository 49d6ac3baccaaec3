//! The guest's allocator: free blocks in one list for each size.
//!
//! A rendering makes blocks of the same few sizes for each pool and drops them again. To take one from a list is less
//! work than to split and to join blocks; docs/benchmarks.md has what this saves. No memory is given back, which
//! WebAssembly cannot do in any case.

use std::alloc::{GlobalAlloc, Layout};
use std::arch::wasm32::memory_grow;
use std::cell::UnsafeCell;
use std::ptr;

/// Every size is a multiple of it, and so is every address.
const UNIT: usize = 16;
/// The number of sizes that are a multiple of the unit; larger ones are powers of two.
const MULTIPLES: usize = 64;
/// The first power of two that is not such a multiple.
const FIRST_POWER: u32 = (UNIT * MULTIPLES).ilog2() + 1;
const SIZES: usize = MULTIPLES + (usize::BITS - FIRST_POWER) as usize;
/// A page of WebAssembly.
const PAGE: usize = 64 << 10;
/// The least that memory grows by, in pages.
const GROWTH: usize = 4;

/// The allocator of a guest, which has one thread.
pub(crate) struct Allocator(UnsafeCell<Blocks>);

// SAFETY: the guest has one thread.
#[expect(unsafe_code, reason = "a static needs it")]
unsafe impl Sync for Allocator {}

struct Blocks {
    /// The first free block of each size, which contains the address of the next one.
    free: [*mut Block; SIZES],
    /// Memory that has not been a block yet.
    rest: *mut u8,
    length: usize,
}

struct Block {
    next: *mut Block,
}

impl Allocator {
    pub(crate) const fn new() -> Self {
        Self(UnsafeCell::new(Blocks { free: [ptr::null_mut(); SIZES], rest: ptr::null_mut(), length: 0 }))
    }
}

#[expect(unsafe_code, reason = "an allocator hands out memory")]
// SAFETY: a block is in a list or in use, never both; it is as long as its size says, and aligned to the unit.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: one thread, and nothing below allocates.
        let blocks = unsafe { &mut *self.0.get() };
        if layout.align() > UNIT {
            return blocks.aligned(layout);
        }
        let (index, size) = size_of(layout.size());
        let block = blocks.free[index];
        if block.is_null() {
            return blocks.cut(size);
        }
        // SAFETY: a block in a list contains the address of the next one.
        blocks.free[index] = unsafe { (*block).next };
        block.cast()
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // No type here needs such an alignment: the block is lost.
        if layout.align() > UNIT {
            return;
        }
        // SAFETY: one thread, and nothing below allocates.
        let blocks = unsafe { &mut *self.0.get() };
        let (index, _) = size_of(layout.size());
        let block = block.cast::<Block>();
        // SAFETY: the caller no longer uses the block, which has at least one unit.
        unsafe { block.write(Block { next: blocks.free[index] }) };
        blocks.free[index] = block;
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if layout.align() <= UNIT && size_of(layout.size()) == size_of(size) {
            return block;
        }
        // SAFETY: the caller passes a valid size for this alignment, and a block of this layout.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                ptr::copy_nonoverlapping(block, new, size.min(layout.size()));
                self.dealloc(block, layout);
            }
            new
        }
    }
}

/// The list for a number of bytes, and the size of its blocks.
fn size_of(bytes: usize) -> (usize, usize) {
    let units = bytes.div_ceil(UNIT).max(1);
    if units <= MULTIPLES {
        return (units - 1, units * UNIT);
    }
    let size = bytes.next_power_of_two();
    (MULTIPLES + (size.ilog2() - FIRST_POWER) as usize, size)
}

impl Blocks {
    /// A new block; null if there is no memory left.
    fn cut(&mut self, size: usize) -> *mut u8 {
        if size > self.length && !self.grow(size) {
            return ptr::null_mut();
        }
        let block = self.rest;
        self.rest = block.wrapping_add(size);
        self.length -= size;
        block
    }

    /// A block that is not used again.
    fn aligned(&mut self, layout: Layout) -> *mut u8 {
        let size = (layout.size() + layout.align()).next_multiple_of(UNIT);
        let block = self.cut(size);
        if block.is_null() { block } else { block.wrapping_add(block.align_offset(layout.align())) }
    }

    /// Adds memory for at least this many bytes.
    fn grow(&mut self, bytes: usize) -> bool {
        let pages = bytes.div_ceil(PAGE).max(GROWTH);
        let before = memory_grow(0, pages);
        if before == usize::MAX {
            return false;
        }
        let start = ptr::with_exposed_provenance_mut::<u8>(before * PAGE);
        // The host adds pages for its input too: what is left before those is lost.
        if self.rest.wrapping_add(self.length) != start {
            (self.rest, self.length) = (start, 0);
        }
        self.length += pages * PAGE;
        true
    }
}
