//! The process's allocator: mimalloc, by its short way in for the alignments that ordinary blocks have; large
//! blocks come from the system (`large`).

use std::alloc::{GlobalAlloc, Layout};

use libmimalloc_sys as mi;

use super::large;

/// mimalloc gives every block of at least so many bytes this alignment anyway.
const USUAL: usize = 16;

/// mimalloc as the global allocator.
#[derive(Debug)]
pub struct Allocator;

// of mimalloc's functions, those that its bindings have with a dependency of their own only
unsafe extern "C" {
    fn mi_option_set(option: std::ffi::c_int, value: std::ffi::c_long);
    fn mi_usable_size(block: *const std::ffi::c_void) -> usize;
}

/// `mi_option_purge_delay`
const PURGE_DELAY: std::ffi::c_int = 15;

impl Allocator {
    /// Has memory that is free go back to the system after a millisecond, instead of ten: blocks that tables have grown
    /// out of are not part of the peak then. To be called once, by a process of which this is the allocator.
    pub fn return_early() {
        // SAFETY: sets a number that mimalloc reads when it frees
        unsafe { mi_option_set(PURGE_DELAY, 1) }
    }

    /// Has it stay longer: in a program that makes and drops things again and again it is soon wanted again, and to get
    /// it from the system costs more than to fill it.
    pub(super) fn return_late() {
        // SAFETY: as above
        unsafe { mi_option_set(PURGE_DELAY, 20) }
    }
}

#[inline(always)]
fn is_usual(layout: &Layout) -> bool {
    layout.align() <= 8 || layout.align() <= USUAL && layout.size() >= USUAL
}

/// Moves a block to a larger one, which gets its memory at once.
///
/// # Safety
/// As for `GlobalAlloc::realloc`; the block is one of mimalloc's, of an alignment that it gives all of this size.
#[cold]
#[inline(never)]
unsafe fn grow(p: *mut u8, layout: Layout, size: usize) -> *mut u8 {
    // SAFETY: the caller's
    unsafe {
        let to = mi::mi_malloc(size).cast::<u8>();
        if !to.is_null() {
            large::fill_soon(to, layout.size(), size);
            std::ptr::copy_nonoverlapping(p, to, layout.size());
            mi::mi_free(p.cast());
        }
        to
    }
}

// SAFETY: mimalloc's functions keep the contract; blocks of either way in are freed alike. Which blocks are large is
// seen from their layouts, which callers give back.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if large::is_large(&layout) {
            return large::map(layout.size(), true);
        }
        // SAFETY: any size will do; the alignment is a power of two
        unsafe {
            if is_usual(&layout) {
                mi::mi_malloc(layout.size()).cast()
            } else {
                mi::mi_malloc_aligned(layout.size(), layout.align()).cast()
            }
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if large::is_large(&layout) {
            // it may be much that is hardly used, so not in large pages
            return large::map(layout.size(), false);
        }
        // SAFETY: as above
        unsafe {
            if is_usual(&layout) {
                mi::mi_zalloc(layout.size()).cast()
            } else {
                mi::mi_zalloc_aligned(layout.size(), layout.align()).cast()
            }
        }
    }

    #[inline]
    unsafe fn dealloc(&self, p: *mut u8, layout: Layout) {
        // SAFETY: the block came from here
        unsafe {
            if large::is_large(&layout) {
                large::unmap(p, layout.size());
            } else {
                mi::mi_free(p.cast());
            }
        }
    }

    #[inline]
    unsafe fn realloc(&self, p: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the block came from here
        unsafe {
            if large::is_large(&layout) || large::is_large_size(size) {
                return large::change(self, p, layout, size);
            }
            if layout.size() >= large::MANY_PAGES
                && layout.align() <= USUAL
                && size > mi_usable_size(p.cast())
            {
                return grow(p, layout, size);
            }
            if layout.align() <= 8 || layout.align() <= USUAL && size >= USUAL {
                mi::mi_realloc(p.cast(), size).cast()
            } else {
                mi::mi_realloc_aligned(p.cast(), size, layout.align()).cast()
            }
        }
    }
}
