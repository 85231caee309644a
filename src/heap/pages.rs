//! Where the pages of cells come from: regions got from the system in one piece, of which nothing costs memory or
//! time before it is touched. What the system gives is zero already, so a fresh page need not be cleared.

use std::alloc::Layout;
use std::cell::{Cell, RefCell};

use super::alloc::{PAGE, Page};

/// Pages of a region.
const REGION: usize = 64;
/// Bytes of a region, and what its address is a multiple of.
pub(super) const REGION_BYTES: usize = REGION * PAGE;

/// So many regions (8 MiB) are soon full, and so many (32 MiB) are no small matter any more: these are in large pages.
const FEW: usize = 2;
const MANY: usize = 8;

/// What the system gives memory in.
const SYSTEM_PAGE: usize = 4096;
/// Memory is got ahead for one in so many of the pages there are: what is got at once is cheaper.
const STEP_PART: usize = 16;
/// But for no more than so many.
const MOST_AHEAD: usize = 3;

/// The pages of one heap.
#[derive(Default)]
pub(super) struct Pages {
    regions: RefCell<Vec<*mut u8>>,
    /// The part of the last region that has not been given out.
    next: Cell<*mut u8>,
    left: Cell<usize>,
    /// So many of those next have memory behind them already.
    ready: Cell<usize>,
    /// Pages whose memory the system has back.
    returned: RefCell<Vec<*mut Page>>,
}

impl Pages {
    /// A page of zeros; null if the system has no more memory. `whole`: all of it will be used soon, and is cheaper
    /// to get at once.
    pub fn take(&self, whole: bool) -> *mut Page {
        if let Some(page) = self.returned.borrow_mut().pop() {
            if whole {
                system::touch(page.cast(), PAGE);
            }
            return page;
        }
        let page = self.next_page();
        let ready = self.ready.get();
        if ready > 0 {
            self.ready.set(ready - 1);
        } else if whole && !page.is_null() {
            // the more there are, the more will be wanted soon
            let used = (self.regions.borrow().len() - 1) * REGION + REGION - self.left.get();
            let more = (used / STEP_PART).min(MOST_AHEAD).min(self.left.get());
            system::touch(page.cast(), (1 + more) * PAGE);
            self.ready.set(more);
        }
        page
    }

    fn next_page(&self) -> *mut Page {
        if self.left.get() == 0 {
            let region = system::reserve(REGION_BYTES, REGION_BYTES);
            if region.is_null() {
                return std::ptr::null_mut();
            }
            // one large page costs the system no more than some fifty small ones, which a small program fills; later, what
            // is left of the last one would be felt, until there is so much that it is not
            let regions = self.regions.borrow().len();
            if !(FEW..MANY).contains(&regions) {
                system::advise_large(region, REGION_BYTES);
            }
            // marks are found by their addresses
            region.expose_provenance();
            self.regions.borrow_mut().push(region);
            // the first page is that of the mark bits
            self.next.set(region.wrapping_add(PAGE));
            self.left.set(REGION - 1);
            self.ready.set(0);
        }
        let page = self.next.get();
        self.next.set(page.wrapping_add(PAGE));
        self.left.set(self.left.get() - 1);
        page.cast()
    }

    /// Has memory behind a part of a page at once.
    pub fn touch(&self, at: *mut u8, bytes: usize) {
        let from = at.map_addr(|a| a.next_multiple_of(SYSTEM_PAGE));
        system::touch(from, (at.addr() + bytes).saturating_sub(from.addr()));
    }

    /// Gives the memory of a page back to the system, but keeps its address.
    ///
    /// # Safety
    /// The page came from here, and nothing points into it.
    pub unsafe fn give_back(&self, page: *mut Page) {
        // SAFETY: says the caller
        unsafe { system::clear(page.cast()) }
        self.returned.borrow_mut().push(page);
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        for region in self.regions.take() {
            // SAFETY: the heap goes, and all its cells with it
            unsafe { system::release(region, REGION_BYTES, REGION_BYTES) }
        }
    }
}

/// Memory of zeros that costs nothing before it is touched.
#[derive(Debug)]
pub struct Reservation {
    at: *mut u8,
    bytes: usize,
}

impl Reservation {
    /// So many bytes, aligned to 64 KiB.
    pub fn new(bytes: usize) -> Reservation {
        let at = system::reserve(bytes, PAGE);
        if at.is_null() {
            std::alloc::handle_alloc_error(layout(bytes, PAGE));
        }
        Reservation { at, bytes }
    }

    /// The first byte.
    pub fn start(&self) -> *mut u8 {
        self.at
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        // SAFETY: made by reserve; whoever holds this goes
        unsafe { system::release(self.at, self.bytes, PAGE) }
    }
}

fn layout(bytes: usize, align: usize) -> Layout {
    Layout::from_size_align(bytes, align).expect("a power of two")
}

/// Regions mapped by the system itself.
#[cfg(target_os = "linux")]
mod system {
    use std::ffi::c_void;

    use rustix::mm::{Advice, MapFlags, ProtFlags, madvise, mmap_anonymous, munmap};

    use super::PAGE;

    /// So many bytes, aligned: what stands over at its ends is given back. Null if there is none.
    pub fn reserve(bytes: usize, align: usize) -> *mut u8 {
        let access = ProtFlags::READ | ProtFlags::WRITE;
        // SAFETY: a mapping anywhere, and the unmapped ends belong to it and are not used
        unsafe {
            let Ok(p) = mmap_anonymous(std::ptr::null_mut(), bytes + align, access, MapFlags::PRIVATE) else {
                return std::ptr::null_mut();
            };
            let before = p.cast::<u8>().align_offset(align);
            let region = p.wrapping_byte_add(before);
            if before > 0 {
                let _ = munmap(p, before);
            }
            if before < align {
                let _ = munmap(region.wrapping_byte_add(bytes), align - before);
            }
            region.cast()
        }
    }

    /// Has memory come in large pages where whole ones fit.
    pub fn advise_large(at: *mut u8, bytes: usize) {
        super::super::large::advise(at, bytes);
    }

    pub fn touch(page: *mut u8, bytes: usize) {
        // SAFETY: writes nothing; where the system does not know this, the memory comes as it is touched
        let _ = unsafe { madvise(page.cast::<c_void>(), bytes, Advice::LinuxPopulateWrite) };
    }

    pub unsafe fn clear(page: *mut u8) {
        // SAFETY: says the caller; private memory given back so is zero afterwards
        if unsafe { madvise(page.cast::<c_void>(), PAGE, Advice::LinuxDontNeed) }.is_err() {
            // SAFETY: a page is so long
            unsafe { page.write_bytes(0, PAGE) }
        }
    }

    pub unsafe fn release(region: *mut u8, bytes: usize, _align: usize) {
        // SAFETY: says the caller; made by reserve
        let _ = unsafe { munmap(region.cast::<c_void>(), bytes) };
    }
}

/// Regions from the process's allocator.
#[cfg(not(target_os = "linux"))]
mod system {
    use std::alloc::{alloc_zeroed, dealloc};

    use super::{PAGE, layout};

    pub fn reserve(bytes: usize, align: usize) -> *mut u8 {
        // SAFETY: the layout is not empty
        unsafe { alloc_zeroed(layout(bytes, align)) }
    }

    pub fn advise_large(_at: *mut u8, _bytes: usize) {}

    pub fn touch(_: *mut u8, _: usize) {}

    pub unsafe fn clear(page: *mut u8) {
        // SAFETY: a page is so long
        unsafe { page.write_bytes(0, PAGE) }
    }

    pub unsafe fn release(region: *mut u8, bytes: usize, align: usize) {
        // SAFETY: made by reserve with this layout
        unsafe { dealloc(region, layout(bytes, align)) }
    }
}
