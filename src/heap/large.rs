//! Large blocks, straight from the system: what grows moves without being copied, what is filled comes in large
//! pages (faults of small ones cost more than filling them), and what is freed goes back at once.

use std::alloc::{GlobalAlloc, Layout};

/// Blocks from this size on.
const LARGE: usize = 2 << 20;
/// Alignment that the system's pages give.
const PAGE: usize = 4096;
/// A large page.
pub(super) const HUGE: usize = 2 << 20;

/// Blocks with so much in them are worth getting memory for ahead.
pub(super) const MANY_PAGES: usize = 16 << 10;

/// A block is going to be filled, its first part now: memory that is got at once is cheaper than what comes page by page.
pub(super) fn fill_soon(block: *mut u8, now: usize, size: usize) {
    if now >= MANY_PAGES && size < LARGE {
        get(block, now + (size - now) / 4);
    }
}

/// A block is going to be filled, of which the part behind `end`, the end of all blocks before it, is probably memory
/// that nobody has touched: that is got at once. Returns the new end of all blocks.
pub(super) fn fill_new(block: *mut u8, size: usize, end: usize) -> usize {
    let to = block.addr() + size;
    if !(MANY_PAGES..LARGE).contains(&size) || to <= end {
        return end;
    }
    let new = block.map_addr(|a| a.max(end));
    if to - new.addr() >= MANY_PAGES {
        get(new, to - new.addr());
    }
    to
}

/// Gets the memory of so many bytes but those of the last page.
fn get(from: *mut u8, bytes: usize) {
    #[cfg(target_os = "linux")]
    {
        let first = from.map_addr(|a| a / PAGE * PAGE);
        let whole = (from.addr() + bytes - first.addr()) / PAGE * PAGE;
        // SAFETY: writes nothing; where the system does not know this, the memory comes as it is touched
        let _ = unsafe { rustix::mm::madvise(first.cast(), whole, rustix::mm::Advice::LinuxPopulateWrite) };
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (from, bytes);
}

/// Whether a block of this layout is one of the system's.
#[inline(always)]
pub(super) fn is_large(layout: &Layout) -> bool {
    is_large_size(layout.size()) && layout.align() <= PAGE
}

#[inline(always)]
pub(super) fn is_large_size(size: usize) -> bool {
    cfg!(target_os = "linux") && size >= LARGE
}

/// Changes the size of a block, where it or what it becomes is large.
///
/// # Safety
/// As for `GlobalAlloc::realloc`.
#[cold]
#[inline(never)]
pub(super) unsafe fn change(from: &impl GlobalAlloc, p: *mut u8, layout: Layout, size: usize) -> *mut u8 {
    // SAFETY: the caller keeps realloc's contract
    unsafe {
        let new = Layout::from_size_align_unchecked(size, layout.align());
        if is_large(&layout) && is_large(&new) {
            let moved = remap(p, layout.size(), size);
            if !moved.is_null() {
                return moved;
            }
        }
        let to = from.alloc(new);
        if !to.is_null() {
            std::ptr::copy_nonoverlapping(p, to, layout.size().min(size));
            from.dealloc(p, layout);
        }
        to
    }
}

/// What a block takes of the system.
#[cfg(target_os = "linux")]
fn whole(size: usize) -> usize {
    size.next_multiple_of(PAGE)
}

/// New zeroed memory at a multiple of a large page's size; null if there is none.
#[cfg(target_os = "linux")]
fn place(size: usize) -> *mut u8 {
    use rustix::mm::{MapFlags, ProtFlags, mmap_anonymous, munmap};
    if size > isize::MAX as usize - 2 * HUGE {
        return std::ptr::null_mut();
    }
    // whole large pages: then the system mostly finds such a place by itself
    let wanted = size.next_multiple_of(HUGE);
    let map = |n: usize| {
        // SAFETY: a new mapping at a place of the system's choice
        let p = unsafe {
            mmap_anonymous(std::ptr::null_mut(), n, ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE)
        };
        p.map_or(std::ptr::null_mut(), |p| p.cast::<u8>())
    };
    let mut p = map(wanted);
    let mut room = wanted;
    // SAFETY: the mappings were made here; what is cut off them is whole pages that nobody uses
    unsafe {
        if !p.is_null() && !p.addr().is_multiple_of(HUGE) {
            let _ = munmap(p.cast(), wanted);
            room = wanted + HUGE;
            p = map(room);
            let before = p.addr().next_multiple_of(HUGE) - p.addr();
            if !p.is_null() && before > 0 {
                let _ = munmap(p.cast(), before);
                p = p.add(before);
                room -= before;
            }
        }
        if !p.is_null() && room > whole(size) {
            let _ = munmap(p.add(whole(size)).cast(), room - whole(size));
        }
    }
    p
}

/// New zeroed memory; null if there is none.
#[cfg(target_os = "linux")]
#[cold]
#[inline(never)]
pub(super) fn map(size: usize, filled: bool) -> *mut u8 {
    let p = place(size);
    if filled && !p.is_null() {
        advise(p, size);
    }
    p
}

/// Asks for large pages where whole ones are needed.
#[cfg(target_os = "linux")]
pub(super) fn advise(p: *mut u8, size: usize) {
    // SAFETY: advice changes nothing that a program can see
    let _ = unsafe { rustix::mm::madvise(p.cast(), whole(size), rustix::mm::Advice::LinuxHugepage) };
}

/// # Safety
/// The block came from `map` or `remap` with this size.
#[cfg(target_os = "linux")]
#[cold]
#[inline(never)]
pub(super) unsafe fn unmap(p: *mut u8, size: usize) {
    // SAFETY: the caller's
    let _ = unsafe { rustix::mm::munmap(p.cast(), whole(size)) };
}

/// Moves a block to a new place of another size, its pages as they are; null if that does not go.
///
/// # Safety
/// As for `unmap`.
#[cfg(target_os = "linux")]
unsafe fn remap(p: *mut u8, old: usize, size: usize) -> *mut u8 {
    let to = place(size);
    if to.is_null() {
        return to;
    }
    let flags = rustix::mm::MremapFlags::MAYMOVE;
    // SAFETY: the old block is the caller's; the new one was just made and takes its place
    unsafe {
        match rustix::mm::mremap_fixed(p.cast(), whole(old), whole(size), flags, to.cast()) {
            Ok(moved) => {
                advise(moved.cast(), size);
                moved.cast()
            }
            Err(_) => {
                unmap(to, size);
                std::ptr::null_mut()
            }
        }
    }
}

/// Elsewhere no block is large.
#[cfg(not(target_os = "linux"))]
mod none {
    pub(in super::super) fn map(_size: usize, _filled: bool) -> *mut u8 {
        std::ptr::null_mut()
    }
    pub(in super::super) unsafe fn unmap(_p: *mut u8, _size: usize) {}
    pub(super) unsafe fn remap(_p: *mut u8, _old: usize, _size: usize) -> *mut u8 {
        std::ptr::null_mut()
    }
}
#[cfg(not(target_os = "linux"))]
use none::remap;
#[cfg(not(target_os = "linux"))]
pub(super) use none::{map, unmap};
