//! Allocation: 64 KiB pages of one cell size each, bump allocation inside runs of free cells, lazy sweep.

use std::alloc::{Layout, alloc, handle_alloc_error};
use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::collect::CycleCell;
use super::marker::Marker;
use super::pages::Pages;
use super::spare::Spares;
use super::{Header, KindInfo, Object, interrupt};

pub(super) const PAGE: usize = 64 * 1024;
/// Cells start after the page's own header.
pub(super) const PAGE_HEAD: usize = 64;
/// Cell sizes; an object takes the smallest that holds it.
pub(super) const SIZES: [usize; 40] = [
    16, 24, 32, 40, 48, 56, 64, 80, 96, 104, 112, 120, 128, 136, 144, 160, 176, 192, 224, 256, 320, 384, 448,
    512, 640, 768, 1024, 1280, 1536, 1792, 2048, 2560, 3072, 4096,
    // from here on what fills a page: 13, 11, 9, 7, 5, 4 of them
    5032, 5952, 7272, 9352, 13_088, 16_368,
];
pub(super) const MAX_SMALL: usize = 16_368;
/// So much of the first page of a size is used as it comes; the rest gets its memory at once, if it is wanted.
const FIRST: usize = 16 * 1024;
/// Empty pages kept for reuse by any cell size, at least.
const POOL: usize = 128;
/// So many of them are looked at for one of the right cell size.
const POOL_LOOK: usize = 8;
/// So many full pages are looked at in vain before a new one is taken: more would be a noticeable stop.
const LOOK: usize = 16;
/// Bytes before a large object; the last 16 begin with the pointer to the marker.
pub(super) const LARGE_HEAD: usize = 16;
/// Large objects swept for every new one.
const LARGE_STEP: usize = 4;
/// New bytes before the first collection, and the least between any two: what a processor has in its cache.
pub(super) const MIN_THRESHOLD: usize = 1 << 20;

/// For each size in words, the index in `SIZES`.
pub(super) const CLASS_OF: [u8; MAX_SMALL / 8 + 1] = {
    let mut table = [0; MAX_SMALL / 8 + 1];
    let mut words = 0;
    let mut class = 0;
    while words < table.len() {
        if words * 8 > SIZES[class] {
            class += 1;
        }
        table[words] = class as u8;
        words += 1;
    }
    table
};

/// Start of every page.
#[repr(C)]
pub(super) struct Page {
    pub cell: u32,
    pub end: u32,
    pub marker: *const Marker,
    /// Where the cells begin that are swept: objects of the start lie before.
    pub start: u32,
    /// From here on all cells are free, and look it if they have to: none has been taken since allocation left the page.
    pub fresh: u32,
    /// The turn in which it was last swept ahead of allocation: its free runs begin with headers that tell their lengths.
    pub swept: u32,
    /// The last sweep found nothing in it but free cells, and none has been taken since.
    pub empty: bool,
    /// Its objects may own something outside their cells. Only then has every free cell a header.
    pub owning: bool,
}

impl Page {
    /// The first cell.
    pub(super) fn first(this: *mut Page) -> *mut u8 {
        this.cast::<u8>().wrapping_add(PAGE_HEAD)
    }
}

/// One cell size: its pages, the run being filled, and how far this cycle's sweep has come.
pub(super) struct SizeClass {
    pub cur: Cell<*mut u8>,
    pub end: Cell<*mut u8>,
    /// Bytes of the run, which count as allocated when it has been filled: most of a run may be left when a marking ends,
    /// of every size.
    pub run: Cell<usize>,
    pub pages: RefCell<Vec<*mut Page>>,
    /// Page where allocation looks for free cells, and the offset in it of the first cell not looked at.
    pub at_page: Cell<usize>,
    pub at_cell: Cell<usize>,
    /// Pages up to here hold cells from before the last marking ended; those behind are being filled.
    pub sweep_end: Cell<usize>,
    /// The first page that has not been swept ahead of allocation.
    pub ahead: Cell<usize>,
}

pub(super) struct Large {
    pub ptr: *mut Header,
    pub size: usize,
}

/// Figures about the heap.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeapStats {
    /// Collections so far.
    pub collections: usize,
    /// Bytes reachable at the last collection.
    pub live_bytes: usize,
    /// Objects reachable at the last collection.
    pub live_objects: usize,
    /// Bytes held from the system in pages and large objects (not the payloads of vectors).
    pub held_bytes: usize,
    /// The longest stop, in nanoseconds, if the host measured it.
    pub longest_mark_ns: u64,
    /// The same of the collection under way, with the time of all its slices and their number.
    pub longest_slice_ns: u64,
    /// See `longest_slice_ns`.
    pub cycle_ns: u64,
    /// See `longest_slice_ns`.
    pub slices: usize,
}

/// The memory of one machine.
pub struct Heap {
    pub(super) kinds: &'static [KindInfo],
    /// By size; first those of objects that own nothing outside their cells, then those of others.
    pub(super) sizes: [SizeClass; 2 * SIZES.len()],
    pub(super) large: RefCell<Vec<Large>>,
    pub(super) large_unswept: RefCell<Vec<Large>>,
    /// Where the highest of them has ended.
    large_end: Cell<usize>,
    pub(super) pool: RefCell<Vec<*mut Page>>,
    pages: Pages,
    pub(super) spares: Spares,
    /// The colour of newborn objects.
    pub(super) colour: Cell<u8>,
    /// The colour of dead objects; none (0) while a marking is under way.
    pub(super) dead_colour: Cell<u8>,
    /// How many sweeps have begun.
    pub(super) turn: Cell<u32>,
    pub(super) marker: Box<Marker>,
    pub(super) cycle: CycleCell,
    pub(super) fresh_bytes: Cell<usize>,
    /// So many fresh bytes ask for a collection, or for its next slice.
    pub(super) threshold: Cell<usize>,
    /// From so many fresh bytes on the slices of a collection are longer, from four times as many it ends at once.
    pub(super) late: Cell<usize>,
    pub(super) sliced: Cell<bool>,
    /// Objects freed that own blocks, since the sweep began to count.
    pub(super) drops: Cell<usize>,
    pub(super) watched: RefCell<Vec<*mut Header>>,
    pub(super) stats: Cell<HeapStats>,
    pub(super) interrupt: Arc<AtomicU32>,
    /// Stress mode: freed cells are poisoned, and marking checks what it meets.
    pub(super) poison: bool,
    pub(super) growth: f64,
    limit: Cell<usize>,
}

impl Heap {
    /// An empty heap for objects of these kinds. With `poison`, freed cells are overwritten.
    pub fn new(kinds: &'static [KindInfo], poison: bool) -> Heap {
        let interrupt = Arc::new(AtomicU32::new(0));
        Heap {
            kinds,
            sizes: std::array::from_fn(|_| SizeClass {
                cur: Cell::new(std::ptr::null_mut()),
                end: Cell::new(std::ptr::null_mut()),
                run: Cell::new(0),
                pages: RefCell::default(),
                at_page: Cell::new(0),
                at_cell: Cell::new(0),
                sweep_end: Cell::new(0),
                ahead: Cell::new(0),
            }),
            large: RefCell::default(),
            large_unswept: RefCell::default(),
            large_end: Cell::new(0),
            pool: RefCell::default(),
            pages: Pages::default(),
            spares: Spares::default(),
            colour: Cell::new(1),
            dead_colour: Cell::new(2),
            turn: Cell::new(1),
            marker: Marker::new(interrupt.clone()),
            cycle: RefCell::default(),
            fresh_bytes: Cell::new(0),
            threshold: Cell::new(MIN_THRESHOLD),
            late: Cell::new(64 * MIN_THRESHOLD),
            sliced: Cell::new(false),
            drops: Cell::new(0),
            watched: RefCell::default(),
            stats: Cell::default(),
            interrupt,
            poison,
            growth: 1.0,
            limit: Cell::new(usize::MAX),
        }
    }

    /// The word that safepoints test; other threads may set bits of it.
    pub fn interrupt(&self) -> &Arc<AtomicU32> {
        &self.interrupt
    }

    /// Figures as of the last collection, with what is held now.
    pub fn stats(&self) -> HeapStats {
        let pages: usize = self.sizes.iter().map(|s| s.pages.borrow().len()).sum();
        let lists = [self.large.borrow(), self.large_unswept.borrow()];
        let large: usize = lists.iter().flat_map(|l| l.iter()).map(|l| l.size).sum();
        HeapStats { held_bytes: (pages + self.pool.borrow().len()) * PAGE + large, ..self.stats.get() }
    }

    /// Records how long the last slice of a collection stopped the machine.
    pub fn note_pause(&self, ns: u64) {
        let mut s = self.stats.get();
        s.longest_mark_ns = s.longest_mark_ns.max(ns);
        s.longest_slice_ns = s.longest_slice_ns.max(ns);
        s.cycle_ns += ns;
        s.slices += 1;
        self.stats.set(s);
    }

    /// Forgets the figures of the slices of one collection.
    pub fn forget_pauses(&self) {
        self.stats.set(HeapStats { longest_slice_ns: 0, cycle_ns: 0, slices: 0, ..self.stats.get() });
    }

    /// Puts a new object on the heap.
    #[inline(always)]
    pub fn alloc<T: Object>(&self, object: T) -> &T {
        self.alloc_tail(object, 0, |_| ())
    }

    /// Puts a new object on the heap with `tail` bytes behind it, filled in by `fill`, which is given their
    /// address (they are zero before).
    #[inline(always)]
    pub fn alloc_tail<T: Object>(&self, object: T, tail: usize, fill: impl FnOnce(*mut u8)) -> &T {
        // nothing to be dropped on the way: so it need not have been in memory before it gets to its cell
        let object = ManuallyDrop::new(object);
        let size = size_of::<T>() + tail;
        // the object is written here in either case: given to a function it would have to be built in memory first
        let large = size > MAX_SMALL;
        let p = if large { self.large_cell(size) } else { self.cell(size, std::mem::needs_drop::<T>()) }
            .cast::<T>();
        // SAFETY: the cell or block is large enough, aligned to 8 and unused
        unsafe {
            p.write(ManuallyDrop::into_inner(object));
            let tail_at = p.add(1).cast::<u8>();
            if tail > 128 {
                std::ptr::write_bytes(tail_at, 0, tail);
            } else {
                // volatile, since a call of memset would cost more than a few stores
                for i in 0..tail.div_ceil(8) {
                    tail_at.cast::<u64>().add(i).write_volatile(0);
                }
            }
            fill(tail_at);
            if large {
                (*p.cast::<Header>()).put(Header::LARGE, true);
            }
            (*p.cast::<Header>()).paint(self.colour.get());
            &*p
        }
    }

    /// Like `alloc_tail`, for a tail of which `fill` writes every byte that will be read.
    #[inline(always)]
    pub fn alloc_filled<T: Object>(&self, object: T, tail: usize, fill: impl FnOnce(*mut u8)) -> &T {
        self.alloc_with(object, tail, std::mem::needs_drop::<T>(), |_, tail| fill(tail))
    }

    /// Like `alloc_filled`, where the object itself says whether it owns anything outside its cell (only then it is
    /// dropped), and `fill` is given its address too.
    #[inline(always)]
    pub fn alloc_with<T: Object>(
        &self,
        object: T,
        tail: usize,
        owning: bool,
        fill: impl FnOnce(*mut T, *mut u8),
    ) -> &T {
        // nothing to be dropped on the way: so it need not have been in memory before it gets to its cell
        let object = ManuallyDrop::new(object);
        let size = size_of::<T>() + tail;
        let large = size > MAX_SMALL;
        let p = if large { self.large_cell(size) } else { self.cell(size, owning) }.cast::<T>();
        // SAFETY: the cell or block is large enough, aligned to 8 and unused
        unsafe {
            p.write(ManuallyDrop::into_inner(object));
            fill(p, p.add(1).cast::<u8>());
            if large {
                (*p.cast::<Header>()).put(Header::LARGE, true);
            }
            (*p.cast::<Header>()).paint(self.colour.get());
            &*p
        }
    }

    /// Room for an object of `size` bytes, which is not large.
    #[inline(always)]
    fn cell(&self, size: usize, owning: bool) -> *mut u8 {
        let class = CLASS_OF[size.div_ceil(8)] as usize;
        let sc = &self.sizes[if owning { class + SIZES.len() } else { class }];
        let p = sc.cur.get();
        if p < sc.end.get() {
            sc.cur.set(p.wrapping_add(SIZES[class]));
            return p;
        }
        self.next_run(class, owning)
    }

    /// A block for a large object.
    #[cold]
    #[inline(never)]
    fn large_cell(&self, size: usize) -> *mut u8 {
        self.sweep_large(LARGE_STEP);
        let layout = large_layout(size);
        // SAFETY: the size is not zero
        let block = unsafe { alloc(layout) };
        if block.is_null() {
            handle_alloc_error(layout);
        }
        self.large_end.set(super::large::fill_new(block, layout.size(), self.large_end.get()));
        // SAFETY: the head lies within the block
        let p = unsafe {
            block.cast::<*const Marker>().write(&raw const *self.marker);
            block.add(LARGE_HEAD)
        };
        self.large.borrow_mut().push(Large { ptr: p.cast(), size });
        self.account(size);
        p
    }

    /// Finds the next run of free cells of a size, sweeping pages as it goes, and takes its first cell.
    #[cold]
    #[inline(never)]
    fn next_run(&self, class: usize, owning: bool) -> *mut u8 {
        let sc = &self.sizes[if owning { class + SIZES.len() } else { class }];
        let cell = SIZES[class];
        if let Some(first) = self.rest_of_page(sc, cell) {
            return first;
        }
        let mut looked = 0;
        while sc.at_page.get() < sc.sweep_end.get() && looked < LOOK {
            let page = sc.pages.borrow()[sc.at_page.get()];
            looked += 1;
            if let Some((from, to)) = self.sweep_run(sc, page) {
                let whole = from == PAGE_HEAD && to + cell > PAGE;
                if whole && sc.pages.borrow().len() > 1 && self.keep_in_pool(sc, page) {
                    continue;
                }
                self.account(sc.run.replace(to - from));
                // SAFETY: the page is one of ours
                unsafe { (*page).fresh = (*page).end }
                let base = page.cast::<u8>();
                sc.cur.set(base.wrapping_add(from + cell));
                sc.end.set(base.wrapping_add(to));
                return base.wrapping_add(from);
            }
            sc.at_page.set(sc.at_page.get() + 1);
            sc.at_cell.set(PAGE_HEAD);
        }
        // the first page of a size may stay nearly empty
        let page = self.new_page(cell, owning, !sc.pages.borrow().is_empty());
        // SAFETY: the page was just made
        let end = unsafe { (*page).fresh } as usize;
        sc.pages.borrow_mut().push(page);
        self.account(sc.run.replace(end - PAGE_HEAD));
        let first = Page::first(page);
        sc.cur.set(first.wrapping_add(cell));
        sc.end.set(page.cast::<u8>().wrapping_add(end));
        first
    }

    /// Goes on in the page that is being filled, where its first part is full.
    fn rest_of_page(&self, sc: &SizeClass, cell: usize) -> Option<*mut u8> {
        let page = *sc.pages.borrow().last()?;
        // SAFETY: the page is one of ours
        let p = unsafe { &mut *page };
        let (from, to) = (sc.end.get().addr().wrapping_sub(page.addr()), p.end as usize);
        if from >= to || from != p.fresh as usize {
            return None;
        }
        p.fresh = p.end;
        let base = page.cast::<u8>();
        self.pages.touch(base.wrapping_add(from), to - from);
        self.account(sc.run.replace(to - from));
        sc.cur.set(base.wrapping_add(from + cell));
        sc.end.set(base.wrapping_add(to));
        Some(base.wrapping_add(from))
    }

    /// Moves a page without live cells to the pool (or back to the system), so that another cell size can
    /// have it. The page after it takes its place in the list.
    fn keep_in_pool(&self, sc: &SizeClass, page: *mut Page) -> bool {
        // only pages beyond the first few: a loop that lives on one page must not hand it to and fro
        if sc.at_page.get() < 4 {
            return false;
        }
        sc.pages.borrow_mut().remove(sc.at_page.get());
        sc.sweep_end.set(sc.sweep_end.get() - 1);
        if sc.ahead.get() > sc.at_page.get() {
            sc.ahead.set(sc.ahead.get() - 1);
        }
        sc.at_cell.set(PAGE_HEAD);
        self.pool_page(page);
        true
    }

    /// Keeps an empty page that has been taken off its list, or gives it back to the system.
    pub(super) fn pool_page(&self, page: *mut Page) {
        let mut pool = self.pool.borrow_mut();
        // as much as will be new before the next collection is needed again
        if pool.len() < POOL.max(self.threshold.get() / PAGE) {
            pool.push(page);
        } else {
            // SAFETY: made by new_page; nothing points into it
            unsafe { self.pages.give_back(page) }
        }
    }

    /// A page of the pool, with free cells of this size.
    fn pooled_page(&self, cell: usize, owning: bool) -> Option<*mut Page> {
        let mut pool = self.pool.borrow_mut();
        if !owning {
            return pool.pop();
        }
        let last = pool.len().checked_sub(1)?;
        // SAFETY: pages in the pool have heads
        let fits = |page: &*mut Page| unsafe { (**page).owning && (**page).cell as usize == cell };
        if let Some(at) = pool.iter().rev().take(POOL_LOOK).position(fits) {
            return Some(pool.swap_remove(last - at));
        }
        let page = pool.pop()?;
        for at in (PAGE_HEAD..=PAGE - cell).step_by(cell) {
            // SAFETY: the cell lies in the page
            unsafe { page.cast::<u8>().add(at).cast::<Header>().write(Header::new(Header::FREE, 0)) }
        }
        Some(page)
    }

    fn new_page(&self, cell: usize, owning: bool, whole: bool) -> *mut Page {
        let pooled = self.pooled_page(cell, owning);
        let page = pooled.unwrap_or_else(|| self.pages.take(whole));
        if page.is_null() {
            handle_alloc_error(page_layout());
        }
        let cells_to = |bytes: usize| PAGE_HEAD + (bytes - PAGE_HEAD) / cell * cell;
        let end = cells_to(PAGE);
        let all_at_once = whole || pooled.is_some() || cell > FIRST / 4;
        let fresh = if all_at_once { end } else { cells_to(FIRST) };
        // SAFETY: the block is PAGE bytes long; a zero header is a free cell
        unsafe {
            page.write(Page {
                cell: cell as u32,
                end: end as u32,
                marker: &raw const *self.marker,
                start: PAGE_HEAD as u32,
                fresh: fresh as u32,
                swept: 0,
                empty: false,
                owning,
            });
        }
        page
    }

    /// Takes note of bytes newly in use outside the cells (vectors that grew).
    #[inline]
    pub fn account(&self, bytes: usize) {
        let now = self.fresh_bytes.get() + bytes;
        self.fresh_bytes.set(now);
        if now > self.threshold.get() {
            self.interrupt.fetch_or(interrupt::COLLECT, Ordering::Relaxed);
        }
    }

    /// Limits the bytes in use; beyond it the machine raises MemoryError at a safepoint.
    pub fn set_limit(&self, bytes: usize) {
        self.limit.set(bytes);
    }

    /// Whether the live bytes of the last collection pass the limit.
    pub fn over_limit(&self) -> bool {
        self.stats.get().live_bytes > self.limit.get()
    }
}

/// The block of a large object of so many bytes.
pub(super) fn large_layout(size: usize) -> Layout {
    let block = size.next_multiple_of(16) + LARGE_HEAD;
    Layout::from_size_align(block, 16).expect("size of an object")
}

pub(super) fn page_layout() -> Layout {
    Layout::from_size_align(PAGE, PAGE).expect("a power of two")
}

impl Drop for Heap {
    fn drop(&mut self) {
        self.free_everything();
    }
}
