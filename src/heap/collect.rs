//! Collection: marking from the roots, handing over watched objects that died, lazy sweep.

use std::alloc::{Layout, dealloc};
use std::sync::atomic::Ordering;

use super::alloc::{Large, PAGE_HEAD, Page, SIZES, SizeClass};
use super::{Header, Heap, HeapStats, KindInfo, Word, interrupt};

/// Whoever owns roots.
pub trait Roots {
    /// Reports every root.
    fn trace_roots(&self, tracer: &mut Tracer);
}

/// Collects what is reachable during one marking.
pub struct Tracer {
    stack: Vec<*const Header>,
    colour: u8,
    check: bool,
    objects: usize,
}

impl Tracer {
    /// Reports a reference.
    #[inline(always)]
    pub fn word(&mut self, word: Word) {
        if let Some(p) = word.as_pointer() {
            // SAFETY: words point at cells of the heap; a freed one has a header of kind FREE
            let h = unsafe { &*p };
            if h.colour() != self.colour {
                self.grey(h);
            }
        }
    }

    /// Reports a field that may be unset.
    #[inline(always)]
    pub fn slot(&mut self, slot: &super::Slot) {
        if let Some(w) = slot.get() {
            self.word(w);
        }
    }

    /// Reports a word that may be unset.
    #[inline(always)]
    pub fn opt(&mut self, word: Option<Word>) {
        if let Some(w) = word {
            self.word(w);
        }
    }

    #[inline(always)]
    fn grey(&mut self, h: &Header) {
        if h.kind() == Header::FREE {
            assert!(!self.check, "a root or field points at a freed object");
            return;
        }
        h.paint(self.colour);
        self.stack.push(h);
    }

    fn drain(&mut self, kinds: &[KindInfo]) -> usize {
        let mut bytes = 0;
        while let Some(h) = self.stack.pop() {
            self.objects += 1;
            // SAFETY: marked objects are live; the kind is a row of the table
            bytes += unsafe { (kinds[(*h).kind() as usize].trace)(h, self) };
        }
        bytes
    }
}

impl Heap {
    /// Marks everything reachable from the roots, and returns the watched objects that were not: they are
    /// kept alive until the next collection. `matters` tells whether anybody still wants to know of a watched
    /// object's death. What else is dead is freed lazily. To be called only where no native holds an unrooted
    /// reference.
    pub fn collect(&self, roots: &dyn Roots, matters: &dyn Fn(&Header) -> bool) -> Vec<Word> {
        self.interrupt.fetch_and(!interrupt::COLLECT, Ordering::Relaxed);
        self.finish_sweep();
        self.forget_spares();
        let colour = 3 - self.colour.get();
        self.colour.set(colour);
        let mut t = Tracer { stack: Vec::with_capacity(1024), colour, check: self.poison, objects: 0 };
        roots.trace_roots(&mut t);
        let mut live = t.drain(self.kinds);
        let mut dead = Vec::new();
        self.watched.borrow_mut().retain(|&p| {
            // SAFETY: watched objects are live until this very point
            let h = unsafe { &*p };
            if !matters(h) {
                return false;
            }
            let reached = h.colour() == colour;
            if !reached {
                dead.push(h.word());
            }
            reached
        });
        for w in &dead {
            t.word(*w);
        }
        live += t.drain(self.kinds);
        for sc in &self.sizes {
            sc.at_page.set(0);
            sc.at_cell.set(PAGE_HEAD);
            sc.cur.set(std::ptr::null_mut());
            sc.end.set(std::ptr::null_mut());
        }
        self.sweep_large();
        let old = self.stats.get();
        self.stats.set(HeapStats {
            collections: old.collections + 1,
            live_bytes: live,
            live_objects: t.objects,
            ..old
        });
        self.plan_next(live);
        if self.poison {
            self.finish_sweep();
        }
        dead
    }

    /// The next run of dead or free cells of a page from where its sweep stands: offsets from and to.
    pub(super) fn sweep_run(&self, sc: &SizeClass, page: *mut Page) -> Option<(usize, usize)> {
        // SAFETY: the page is one of ours
        let (cell, end) = unsafe { ((*page).cell as usize, (*page).end as usize) };
        let mut at = sc.at_cell.get().max(PAGE_HEAD);
        while at < end && !self.reclaim(page, at, cell) {
            at += cell;
        }
        if at >= end {
            sc.at_cell.set(end);
            return None;
        }
        let from = at;
        at += cell;
        while at < end && self.reclaim(page, at, cell) {
            at += cell;
        }
        sc.at_cell.set(at);
        Some((from, at))
    }

    /// Frees the cell if it is dead; tells whether it is free now.
    #[inline(always)]
    fn reclaim(&self, page: *mut Page, at: usize, cell: usize) -> bool {
        let p = page.cast::<u8>().wrapping_add(at).cast::<Header>();
        // SAFETY: every cell of a page starts with a header, a zero one if it is free
        unsafe {
            if (*p).kind() == Header::FREE {
                return true;
            }
            if (*p).colour() == self.colour.get() {
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
    unsafe fn free_object(&self, p: *mut Header) {
        // SAFETY: dead, says the caller, so nothing can see it afterwards
        unsafe {
            if let Some(f) = self.kinds[(*p).kind() as usize].drop {
                f(p);
            }
        }
    }

    /// Sweeps whatever the lazy sweep has not reached, so that the colours can change roles.
    fn finish_sweep(&self) {
        for sc in &self.sizes {
            let pages = sc.pages.borrow();
            for &page in pages.iter().skip(sc.at_page.get()) {
                while self.sweep_run(sc, page).is_some() {}
                sc.at_cell.set(PAGE_HEAD);
            }
            sc.at_page.set(pages.len());
        }
    }

    fn sweep_large(&self) {
        let colour = self.colour.get();
        self.large.borrow_mut().retain(|l| {
            // SAFETY: large objects live until they are taken off this list
            let live = unsafe { (*l.ptr).colour() } == colour;
            if !live {
                self.free_large(l);
            }
            live
        });
    }

    fn free_large(&self, l: &Large) {
        // SAFETY: dead; the block was made with this layout
        unsafe {
            self.free_object(l.ptr);
            dealloc(l.ptr.cast(), Layout::from_size_align_unchecked(l.size, 16));
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
        for l in self.large.take() {
            self.free_large(&l);
        }
        self.pool.take();
    }
}
