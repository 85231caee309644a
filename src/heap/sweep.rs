//! Sweeping: cells that the last marking did not reach are freed as allocation asks for room, and the rest of them
//! before the next marking begins.

use std::alloc::dealloc;

use super::alloc::{Large, PAGE, PAGE_HEAD, Page, SizeClass, large_layout};
use super::{Header, Heap, marks};

/// Large objects looked at for every new one.
const LARGE_STEP: usize = 4;
/// Cells looked at for the price of scanning an object.
const CELLS_A_UNIT: usize = 8;

impl Heap {
    /// A marking has reached what it can reach: objects that are born from now on lie on pages that the sweep after it
    /// leaves alone.
    pub(super) fn close_pages(&self) {
        for sc in &self.sizes {
            let pages = sc.pages.borrow().len();
            sc.at_page.set(pages);
            sc.sweep_end.set(pages);
            if let Some(&page) = sc.pages.borrow().last()
                && let at = sc.cur.get().addr().wrapping_sub(page.addr())
                && at < PAGE
            {
                // SAFETY: the page is one of ours
                unsafe {
                    let to = (sc.end.get().addr() - page.addr()) as u32;
                    if to == (*page).end || to == (*page).fresh {
                        (*page).fresh = at as u32;
                    }
                }
            }
            sc.cur.set(std::ptr::null_mut());
            sc.end.set(std::ptr::null_mut());
            sc.run.set(0);
        }
    }

    /// A marking has ended: what has the other colour is dead.
    pub(super) fn begin_sweep(&self) {
        self.dead_colour.set(3 - self.colour.get());
        self.turn.set(self.turn.get().wrapping_add(1));
        for sc in &self.sizes {
            sc.at_page.set(0);
            sc.at_cell.set(PAGE_HEAD);
            sc.ahead.set(0);
        }
        let mut unswept = self.large_unswept.borrow_mut();
        unswept.append(&mut self.large.borrow_mut());
    }

    /// The next run of dead or free cells of a page from where its sweep stands: offsets from and to.
    pub(super) fn sweep_run(&self, sc: &SizeClass, page: *mut Page) -> Option<(usize, usize)> {
        // SAFETY: the page is one of ours
        let (p, turn) = (unsafe { &mut *page }, self.turn.get());
        if std::mem::take(&mut p.empty) {
            sc.at_cell.set(p.end as usize);
            return Some((p.start as usize, p.end as usize));
        }
        let at = sc.at_cell.get().max(p.start as usize);
        let run = if p.swept == turn { swept_run(page, at) } else { self.free_run(page, at) };
        if run.is_none() && p.swept != turn {
            marks::clear(page);
            p.swept = turn;
        }
        sc.at_cell.set(run.map_or(p.end as usize, |(_, to)| to));
        run
    }

    /// The next run of cells, from one on, that the last marking did not reach; they are free now.
    fn free_run(&self, page: *mut Page, mut at: usize) -> Option<(usize, usize)> {
        // SAFETY: the page is one of ours
        let p = unsafe { &*page };
        let (cell, end) = (p.cell as usize, p.end as usize);
        while at < end && marks::is_set(page, at) {
            at += cell;
        }
        if at >= end {
            return None;
        }
        // SAFETY: as above
        let to = unsafe { marks::next(page, at) };
        if p.owning || self.poison {
            // memory that nothing has been in stays untouched
            (at..to.min(p.fresh as usize)).step_by(cell).for_each(|at| self.reclaim(page, at, cell));
        }
        Some((at, to))
    }

    /// Frees a cell if it is not free.
    #[inline(always)]
    fn reclaim(&self, page: *mut Page, at: usize, cell: usize) {
        let p = page.cast::<u8>().wrapping_add(at).cast::<Header>();
        // SAFETY: every cell of such a page starts with a header, a zero one if it is free
        unsafe {
            if (*p).kind() == Header::FREE {
                return;
            }
            self.free_object(p);
            if self.poison {
                assert!((*p).colour() == self.dead_colour.get(), "a live object is not marked");
                std::ptr::write_bytes(p.cast::<u8>(), 0xDB, cell);
            }
            p.write(Header::new(Header::FREE, 0));
        }
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
                let page = sc.pages.borrow()[at];
                let from = if at == sc.at_page.get() { sc.at_cell.get() } else { 0 };
                *units += self.sweep_page(page, from);
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

    /// Sweeps a page, of which allocation has taken no cell since the last marking from an offset on.
    fn sweep_page(&self, page: *mut Page, from: usize) -> usize {
        // SAFETY: the page is one of ours
        let p = unsafe { &mut *page };
        if p.empty || p.swept == self.turn.get() {
            return 1;
        }
        let (start, end) = (p.start as usize, p.end as usize);
        let mut at = from.max(start);
        let mut runs = 0;
        while let Some((from, to)) = self.free_run(page, at) {
            if (from, to) == (PAGE_HEAD, end) {
                p.empty = true;
                break;
            }
            let head = page.cast::<u8>().wrapping_add(from).cast::<Header>();
            // SAFETY: a free cell of the page
            unsafe { head.write(Header::new(Header::FREE, (to - from) as u32)) }
            runs += 1;
            at = to;
        }
        marks::clear(page);
        p.swept = self.turn.get();
        let cells = if p.owning { (end - start) / p.cell as usize } else { 0 };
        1 + (runs + cells) / CELLS_A_UNIT
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
        for page in self.sizes.iter().flat_map(|sc| sc.pages.take()) {
            // SAFETY: the page is one of ours and goes with all its cells; free ones of owning pages have headers
            unsafe {
                let end = if (*page).owning { (*page).end as usize } else { 0 };
                for at in (PAGE_HEAD..end).step_by((*page).cell as usize) {
                    let p = page.cast::<u8>().add(at).cast::<Header>();
                    if (*p).kind() != Header::FREE {
                        self.free_object(p);
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

/// The next run of free cells, from one on, of a page that has been swept: its header says how long it is.
fn swept_run(page: *mut Page, mut at: usize) -> Option<(usize, usize)> {
    // SAFETY: the page is one of ours; live cells and free runs begin with headers
    unsafe {
        while at < (*page).end as usize {
            let h = page.cast::<u8>().add(at).cast::<Header>();
            if (*h).kind() == Header::FREE {
                return Some((at, at + (*h).shape() as usize));
            }
            at += (*page).cell as usize;
        }
    }
    None
}
