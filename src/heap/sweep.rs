//! Sweeping: cells that the last marking did not reach are freed as allocation asks for room, and the rest of them
//! before the next marking begins.

use std::alloc::dealloc;

use super::alloc::{Large, PAGE_HEAD, Page, SIZES, SizeClass, large_layout};
use super::{Header, Heap};

/// Large objects looked at for every new one.
const LARGE_STEP: usize = 4;
/// Cells looked at for the price of scanning an object.
const CELLS_A_UNIT: usize = 8;

impl Heap {
    /// A marking has ended: what has the other colour is dead.
    pub(super) fn begin_sweep(&self) {
        self.dead_colour.set(3 - self.colour.get());
        for sc in &self.sizes {
            sc.at_page.set(0);
            sc.at_cell.set(PAGE_HEAD);
            sc.ahead.set(0);
            sc.sweep_end.set(sc.pages.borrow().len());
            sc.cur.set(std::ptr::null_mut());
            sc.end.set(std::ptr::null_mut());
        }
        let mut unswept = self.large_unswept.borrow_mut();
        unswept.append(&mut self.large.borrow_mut());
    }

    /// The next run of dead or free cells of a page from where its sweep stands: offsets from and to.
    pub(super) fn sweep_run(&self, sc: &SizeClass, page: *mut Page) -> Option<(usize, usize)> {
        // SAFETY: the page is one of ours
        let (cell, end) = unsafe { ((*page).cell as usize, (*page).end as usize) };
        // SAFETY: as above
        if unsafe { std::mem::take(&mut (*page).empty) } {
            sc.at_cell.set(end);
            return Some((PAGE_HEAD, end));
        }
        let dead = self.dead_colour.get();
        let mut at = sc.at_cell.get().max(PAGE_HEAD);
        while at < end && !self.reclaim(page, at, cell, dead) {
            at += cell;
        }
        if at >= end {
            sc.at_cell.set(end);
            return None;
        }
        let from = at;
        at += cell;
        while at < end && self.reclaim(page, at, cell, dead) {
            at += cell;
        }
        sc.at_cell.set(at);
        Some((from, at))
    }

    /// Frees the cell if it is dead; tells whether it is free now.
    #[inline(always)]
    fn reclaim(&self, page: *mut Page, at: usize, cell: usize, dead: u8) -> bool {
        let p = page.cast::<u8>().wrapping_add(at).cast::<Header>();
        // SAFETY: every cell of a page starts with a header, a zero one if it is free
        unsafe {
            if (*p).kind() == Header::FREE {
                return true;
            }
            if (*p).colour() != dead {
                return false;
            }
            self.free_object(p);
            if self.poison {
                std::ptr::write_bytes(p.cast::<u8>(), 0xDB, cell);
            }
            p.write(Header::new(Header::FREE, 0));
        }
        true
    }

    /// # Safety
    /// The object is dead.
    pub(super) unsafe fn free_object(&self, p: *mut Header) {
        // SAFETY: dead, says the caller, so nothing can see it afterwards
        unsafe {
            if let Some(f) = self.kinds[(*p).kind() as usize].drop {
                self.drops.set(self.drops.get() + 1);
                f(p);
            }
        }
    }

    /// Sweeps what the lazy sweep has not reached, so that the colours can change roles, until `units` passes
    /// `until`; says whether all is swept. Cells freed here are still found by allocation.
    pub(super) fn sweep_ahead(&self, units: &mut usize, until: usize) -> bool {
        self.drops.set(0);
        for sc in &self.sizes {
            while sc.ahead.get().max(sc.at_page.get()) < sc.sweep_end.get() {
                if *units + self.drops.get() >= until {
                    *units += self.drops.get();
                    return false;
                }
                let at = sc.ahead.get().max(sc.at_page.get());
                *units += self.sweep_page(sc.pages.borrow()[at]);
                if !self.drop_empty(sc, at) {
                    sc.ahead.set(at + 1);
                }
            }
        }
        while *units + self.drops.get() < until {
            if !self.sweep_large(LARGE_STEP) {
                *units += self.drops.get();
                return true;
            }
            *units += LARGE_STEP;
        }
        *units += self.drops.get();
        false
    }

    /// Sweeps a whole page, of which allocation has taken no cell since the last marking.
    fn sweep_page(&self, page: *mut Page) -> usize {
        // SAFETY: the page is one of ours
        let (cell, end, empty) = unsafe { ((*page).cell as usize, (*page).end as usize, &mut (*page).empty) };
        if *empty {
            return 1;
        }
        let mut at = PAGE_HEAD;
        let mut kept = 0;
        while at < end {
            kept += !self.reclaim(page, at, cell, self.dead_colour.get()) as usize;
            at += cell;
        }
        *empty = kept == 0;
        (end - PAGE_HEAD) / cell / CELLS_A_UNIT + 1
    }

    /// Moves a page to the pool that has just been swept, if it is empty and not the only one of its size. One that
    /// has not been swept takes its place.
    fn drop_empty(&self, sc: &SizeClass, at: usize) -> bool {
        let mut pages = sc.pages.borrow_mut();
        // SAFETY: the page is one of ours
        if pages.len() == 1 || self.poison || !unsafe { (*pages[at]).empty } {
            return false;
        }
        let last = sc.sweep_end.get() - 1;
        pages.swap(at, last);
        let page = pages.swap_remove(last);
        sc.sweep_end.set(last);
        self.pool_page(page);
        true
    }

    /// Has allocation leave the swept pages alone, so that what is poisoned stays poisoned.
    pub(super) fn skip_swept(&self) {
        for sc in &self.sizes {
            sc.at_page.set(sc.sweep_end.get());
        }
    }

    /// Sweeps some large objects; says whether any were left.
    pub(super) fn sweep_large(&self, n: usize) -> bool {
        let mut unswept = self.large_unswept.borrow_mut();
        for _ in 0..n {
            let Some(l) = unswept.pop() else { return false };
            // SAFETY: large objects live until they are taken off these lists
            if unsafe { (*l.ptr).colour() } == self.dead_colour.get() {
                self.free_large(&l);
            } else {
                self.large.borrow_mut().push(l);
            }
        }
        true
    }

    fn free_large(&self, l: &Large) {
        // SAFETY: dead; the block was made with this layout
        unsafe {
            self.free_object(l.ptr);
            dealloc(l.ptr.cast::<u8>().sub(super::alloc::LARGE_HEAD), large_layout(l.size));
        }
    }

    /// Frees all objects and pages, at the end of the heap.
    pub(super) fn free_everything(&mut self) {
        for (class, sc) in self.sizes.iter().enumerate() {
            for page in sc.pages.take() {
                // SAFETY: the page is one of ours and goes with all its cells
                unsafe {
                    let mut at = PAGE_HEAD;
                    while at < (*page).end as usize {
                        let p = page.cast::<u8>().add(at).cast::<Header>();
                        if (*p).kind() != Header::FREE {
                            self.free_object(p);
                        }
                        at += SIZES[class];
                    }
                }
            }
        }
        for l in self.large.take().iter().chain(&self.large_unswept.take()) {
            self.free_large(l);
        }
        self.pool.take();
    }
}
