//! Mark bits: which cells the last marking reached, beside the cells, so that a sweep that finds nothing to free but
//! the cells themselves need not touch them.
//!
//! There is one bit for every 16 bytes of a region, in the region's first page. A cell's bit is that of its first byte.
//! All bits are 0 when a marking begins; a sweep clears those of the pages it has done.

use super::Header;
use super::alloc::{PAGE, PAGE_HEAD, Page};
use super::pages::REGION_BYTES;

/// Bytes that one bit stands for.
const GRAIN: usize = 16;
/// Bytes that one word of bits stands for.
const WORD: usize = 64 * GRAIN;

/// The word of bits for an address on a page, and the bit in it.
#[inline(always)]
fn place(at: usize) -> (*mut u64, u64) {
    let inside = at & (REGION_BYTES - 1);
    let word = (at - inside) + inside / WORD * 8;
    (std::ptr::with_exposed_provenance_mut(word), 1 << (inside / GRAIN % 64))
}

/// Notes that a marking has reached an object, unless it has a block of its own.
#[inline(always)]
pub(super) fn set(h: &Header) {
    if h.has(Header::LARGE) {
        return;
    }
    let (word, bit) = place(std::ptr::from_ref(h).addr());
    // SAFETY: cells lie in regions, which begin with the bits
    unsafe { *word |= bit }
}

/// Whether the last marking reached the cell so far from the page's start.
#[inline(always)]
pub(super) fn is_set(page: *mut Page, offset: usize) -> bool {
    let (word, bit) = place(page.addr() + offset);
    // SAFETY: as above
    unsafe { *word & bit != 0 }
}

/// The first cell from one on, which is not marked, to the end of the page that is; else the end.
///
/// # Safety
/// The page is one of a region's.
pub(super) unsafe fn next(page: *mut Page, offset: usize) -> usize {
    // SAFETY: the caller's, for the head; the bits as above
    let (cell, end, first) = unsafe { ((*page).cell as usize, (*page).end as usize, place(page.addr()).0) };
    let mut i = offset / WORD;
    // SAFETY: the words of one page
    let mut bits = unsafe { *first.add(i) } & (!0 << (offset / GRAIN % 64));
    while bits == 0 {
        i += 1;
        if i == PAGE / WORD {
            return end;
        }
        // SAFETY: as above
        bits = unsafe { *first.add(i) };
    }
    let found = i * WORD + bits.trailing_zeros() as usize * GRAIN;
    // cells begin at multiples of 8
    if (found - PAGE_HEAD).is_multiple_of(cell) { found } else { found + 8 }
}

/// Clears the bits of a page.
pub(super) fn clear(page: *mut Page) {
    // SAFETY: the words of one page
    unsafe { place(page.addr()).0.write_bytes(0, PAGE / WORD) }
}
