//! What stores have to know of a marking that is under way: the write barrier.
//!
//! There is one marker a heap; it is found from any object, through the head of the object's page (or the words
//! before a large object), so that a store needs to know nothing but the object it stores into.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::alloc::{PAGE, Page};
use super::{Header, Word, interrupt, marks};

/// So many stores into black objects ask for a slice: the sooner the marking ends, the sooner they are cheap again.
const STORES: usize = 4096;

/// The state of a marking, as stores see it.
pub(super) struct Marker {
    /// Script runs between the slices of a marking.
    on: Cell<bool>,
    /// The colour of what has been reached.
    colour: Cell<u8>,
    /// The colour of newborn objects and, while no marking is under way, of all that live.
    live: Cell<u8>,
    /// There are objects of the start, and no marking has begun since (`boot`).
    pub(super) has_boot: Cell<bool>,
    /// Objects of the start that have become ordinary.
    pub(super) joined: RefCell<Vec<*const Header>>,
    /// Objects that stores have made grey.
    grey: RefCell<Vec<*const Header>>,
    /// Black objects that have changed in a way that stores do not tell of.
    again: RefCell<Vec<*const Header>>,
    /// How many stores into black objects there were since the last slice.
    stores: Cell<usize>,
    interrupt: Arc<AtomicU32>,
}

impl Marker {
    pub fn new(interrupt: Arc<AtomicU32>) -> Box<Marker> {
        Box::new(Marker {
            on: Cell::new(false),
            colour: Cell::new(0),
            live: Cell::new(1),
            has_boot: Cell::default(),
            joined: RefCell::default(),
            grey: RefCell::default(),
            again: RefCell::default(),
            stores: Cell::new(0),
            interrupt,
        })
    }

    #[inline(always)]
    pub fn is_on(&self) -> bool {
        self.on.get()
    }

    /// Stores are to be watched from now on.
    pub fn begin(&self, colour: u8) {
        self.on.set(true);
        self.colour.set(colour);
    }

    /// A marking has ended that painted what lives in this colour.
    pub fn end(&self, colour: u8) {
        self.on.set(false);
        self.live.set(colour);
        self.stores.set(0);
        self.grey.take();
        self.again.take();
    }

    /// The objects made grey since the last slice.
    pub fn take_grey(&self, into: &mut Vec<*const Header>) {
        self.stores.set(0);
        into.append(&mut self.grey.borrow_mut());
    }

    /// The objects to be scanned again.
    pub fn take_again(&self) -> Vec<*const Header> {
        self.again.take()
    }

    /// The colour that an object of the start takes when it becomes an ordinary one.
    pub(super) fn colour_of_joined(&self) -> u8 {
        if self.on.get() { self.colour.get() } else { self.live.get() }
    }

    pub(super) fn make_grey(&self, h: &Header) {
        self.grey.borrow_mut().push(h);
    }

    fn is_black(&self, h: &Header) -> bool {
        self.on.get() && h.colour() == self.colour.get()
    }

    /// Makes what a word points at grey, if it is white.
    #[cold]
    #[inline(never)]
    pub fn shade(&self, word: Word) {
        let Some(p) = word.as_pointer() else { return };
        // SAFETY: words point at live objects
        let h = unsafe { &*p };
        if h.colour() != self.colour.get() && h.kind() != Header::FREE && h.colour() != Header::BOOT {
            h.paint(self.colour.get());
            marks::set(h);
            self.make_grey(h);
        }
    }

    fn scan_again(&self, h: &Header) {
        self.again.borrow_mut().push(h);
        self.count();
    }

    /// Counts a store into a black object.
    fn count(&self) {
        let n = self.stores.get() + 1;
        self.stores.set(n);
        if n >= STORES {
            self.stores.set(0);
            self.interrupt.fetch_or(interrupt::COLLECT, Ordering::Relaxed);
        }
    }
}

/// The marker of the heap in which an object lives.
fn marker_of(h: &Header) -> &Marker {
    let at = std::ptr::from_ref(h).expose_provenance();
    // SAFETY: pages begin at multiples of their size with a head, large objects have the pointer two words before
    // them; the marker lives as long as the heap
    unsafe {
        if h.has(Header::LARGE) {
            &**std::ptr::with_exposed_provenance::<*const Marker>(at - 16)
        } else {
            &*(*std::ptr::with_exposed_provenance::<Page>(at & !(PAGE - 1))).marker
        }
    }
}

/// A word is stored into an object that has the flag: if the object is black, what is stored becomes grey. The flag
/// outlives the marking it was set in; the first store afterwards takes it off.
#[cold]
#[inline(never)]
pub(super) fn barrier(owner: &Header, word: Option<Word>) {
    let marker = marker_of(owner);
    if owner.colour() == Header::BOOT {
        return marker.join(owner);
    }
    if !marker.is_black(owner) {
        owner.put(Header::BARRIER, false);
        return;
    }
    marker.count();
    if let Some(w) = word.filter(|w| w.is_pointer()) {
        marker.shade(w);
    }
}

impl Header {
    /// To be called when a word is stored into an object that is no newborn by other means than `Slot::set` and
    /// its like: the object may hold it anywhere from now on, but has not moved what it holds otherwise.
    #[inline(always)]
    pub fn stored(&self, word: Word) {
        if self.has(Header::BARRIER) {
            barrier(self, Some(word));
        }
    }

    /// The same for many words.
    #[inline(always)]
    pub fn stored_all(&self, words: &[Word]) {
        if self.has(Header::BARRIER) {
            self.shade_all(words);
        }
    }

    #[cold]
    #[inline(never)]
    fn shade_all(&self, words: &[Word]) {
        barrier(self, None);
        if self.has(Header::BARRIER) {
            let marker = marker_of(self);
            words.iter().filter(|w| w.is_pointer()).for_each(|w| marker.shade(*w));
        }
    }

    /// To be called before an object that is no newborn changes in a way that `Slot::set` and its like do not
    /// tell of: if it has been scanned by a marking under way, it is scanned again before the marking ends.
    #[inline(always)]
    pub fn touch(&self) {
        if self.has(Header::BARRIER) {
            self.touch_black();
        }
    }

    #[cold]
    #[inline(never)]
    fn touch_black(&self) {
        let marker = marker_of(self);
        if self.colour() == Header::BOOT {
            return marker.join(self);
        }
        self.put(Header::BARRIER, false);
        if marker.is_black(self) {
            marker.scan_again(self);
        }
    }
}
