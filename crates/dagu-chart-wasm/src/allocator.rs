//! Allocates small blocks from lists of free ones, one list per size. Almost all allocations of the core are strings and
//! parts of maps; those of other sizes are left to the allocator of the standard library.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::ptr;

/// Sizes are multiples of this, and blocks are aligned to it.
const STEP: usize = 8;

/// The largest size with a list.
const LARGEST: usize = 512;

/// How much memory is taken from the standard allocator at once: the pages of WebAssembly, without what that allocator
/// adds to each block.
const CHUNK: usize = (1 << 16) - 2 * STEP;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: Allocator = Allocator::new();

/// Small blocks are never given back to the standard allocator, and it is for one thread only.
struct Allocator(UnsafeCell<Blocks>);

struct Blocks {
    /// For each size, the first free block; each contains a pointer to the next one.
    free: [*mut u8; LARGEST / STEP],
    /// The start and the length of what has not been used of the last chunk.
    rest: *mut u8,
    length: usize,
}

// SAFETY: the guest has one thread.
#[cfg(target_family = "wasm")]
#[expect(unsafe_code, reason = "a static must be shareable")]
unsafe impl Sync for Allocator {}

impl Allocator {
    const fn new() -> Self {
        let free = [ptr::null_mut(); LARGEST / STEP];
        Self(UnsafeCell::new(Blocks { free, rest: ptr::null_mut(), length: 0 }))
    }
}

/// The index of the list for a layout; none if the standard allocator handles it.
fn list_of(layout: Layout) -> Option<usize> {
    // A size of 0 is not allocated.
    (layout.size() <= LARGEST && layout.align() <= STEP).then(|| layout.size().wrapping_sub(1) / STEP)
}

// SAFETY: a block comes from the list of its layout's size or from a chunk, and is in the list only while it is free.
// Everything else is passed on.
#[expect(unsafe_code, reason = "the trait is unsafe")]
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some(list) = list_of(layout) else {
            // SAFETY: the caller's own contract.
            return unsafe { System.alloc(layout) };
        };
        // SAFETY: there is one thread, and no other function of this type runs meanwhile.
        let blocks = unsafe { &mut *self.0.get() };
        let first = blocks.free[list];
        if first.is_null() {
            return blocks.cut((list + 1) * STEP);
        }
        // SAFETY: a free block contains a pointer.
        blocks.free[list] = unsafe { first.cast::<*mut u8>().read() };
        first
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let Some(list) = list_of(layout) else {
            // SAFETY: the caller's own contract.
            return unsafe { System.dealloc(block, layout) };
        };
        // SAFETY: as in `alloc`.
        let blocks = unsafe { &mut *self.0.get() };
        // SAFETY: each block has room for a pointer and is aligned for one.
        unsafe { block.cast::<*mut u8>().write(blocks.free[list]) };
        blocks.free[list] = block;
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let Ok(wanted) = Layout::from_size_align(size, layout.align()) else { return ptr::null_mut() };
        match (list_of(layout), list_of(wanted)) {
            // SAFETY: the caller's own contract.
            (None, None) => unsafe { System.realloc(block, layout, size) },
            (old, new) if old == new => block,
            // SAFETY: both blocks have at least the copied length.
            _ => unsafe {
                let new = self.alloc(wanted);
                if !new.is_null() {
                    ptr::copy_nonoverlapping(block, new, layout.size().min(size));
                    self.dealloc(block, layout);
                }
                new
            },
        }
    }
}

impl Blocks {
    /// Takes a block from the chunk, or from a new one. Null if there is no memory.
    fn cut(&mut self, size: usize) -> *mut u8 {
        if self.length < size {
            let Ok(layout) = Layout::from_size_align(CHUNK, STEP) else { return ptr::null_mut() };
            // SAFETY: the size is not 0.
            #[expect(unsafe_code, reason = "allocates")]
            let chunk = unsafe { System.alloc(layout) };
            if chunk.is_null() {
                return chunk;
            }
            (self.rest, self.length) = (chunk, CHUNK);
        }
        let block = self.rest;
        self.rest = block.wrapping_add(size);
        self.length -= size;
        block
    }
}

#[cfg(test)]
#[expect(unsafe_code, reason = "allocates")]
mod tests {
    use super::*;

    fn layout(size: usize, align: usize) -> Layout {
        Layout::from_size_align(size, align).expect("a power of two")
    }

    /// Blocks of every size that live at once keep their bytes, as they grow and shrink too.
    #[test]
    fn blocks_do_not_overlap() {
        let allocator = Allocator::new();
        let mut blocks = Vec::new();
        for round in 0..4_u8 {
            for size in 1..LARGEST + 20 {
                let layout = layout(size, 1 << (size % 5));
                // SAFETY: the size is not 0.
                let block = unsafe { allocator.alloc(layout) };
                assert!(block.addr().is_multiple_of(layout.align()), "{layout:?}");
                // SAFETY: the block has this size.
                unsafe { block.write_bytes(round ^ size as u8, size) };
                blocks.push((block, layout, round ^ size as u8));
            }
            for (number, (block, layout, byte)) in blocks.iter_mut().enumerate() {
                let size = 1 + (layout.size() * 7 + number) % (2 * LARGEST);
                let kept = layout.size().min(size);
                // SAFETY: the block has this layout, and the new size is not 0.
                let bytes = unsafe {
                    *block = allocator.realloc(*block, *layout, size);
                    std::slice::from_raw_parts(*block, kept)
                };
                assert!(bytes.iter().all(|other| other == byte), "{layout:?} as {size} bytes");
                *layout = self::layout(size, layout.align());
                // SAFETY: the block has this size now.
                unsafe { block.write_bytes(*byte, size) };
            }
        }
        for (block, layout, byte) in blocks {
            // SAFETY: the block has this layout.
            let bytes = unsafe { std::slice::from_raw_parts(block, layout.size()) };
            assert!(bytes.iter().all(|other| *other == byte), "{layout:?}");
            // SAFETY: as above.
            unsafe { allocator.dealloc(block, layout) };
        }
    }

    #[test]
    fn a_free_block_is_used_again() {
        let allocator = Allocator::new();
        // SAFETY: allocated and freed with layouts of the same list.
        unsafe {
            let block = allocator.alloc(layout(17, 1));
            assert_eq!(allocator.realloc(block, layout(17, 1), 24), block);
            allocator.dealloc(block, layout(24, 1));
            assert_ne!(allocator.alloc(layout(25, 1)), block);
            assert_eq!(allocator.alloc(layout(18, 8)), block);
        }
    }
}
