//! What was made before the program began lives as long as the heap. Such objects have a colour of their own, and
//! markings neither paint nor scan them: so a collection costs what the program has made, and one that finds little
//! alive can come before garbage has left the processor's caches.
//!
//! Their barrier is up from the start. The first store into one makes it an ordinary object, which from then on is a
//! root; so are those that are not settled, which the first marking finds out. All others point at each other only.

use super::alloc::{PAGE, Page};
use super::marker::Marker;
use super::tracer::Tracer;
use super::{Header, Heap};

impl Heap {
    /// What exists now lives as long as the heap. No collection may be under way. Says whether it is so: not after a
    /// collection, when cells do not tell any more whether they are free (but under stress they do).
    pub fn keep_all(&self) -> bool {
        debug_assert!(!self.is_collecting());
        if self.turn.get() > 1 && !self.poison {
            return false;
        }
        let colour = self.colour.get();
        self.each_object(|h| {
            // what the last marking left dead stays dead
            if h.colour() == colour {
                h.paint(Header::BOOT);
                h.put(Header::BARRIER, true);
            }
        });
        for sc in &self.sizes {
            let free = sc.cur.get();
            for &page in sc.pages.borrow().iter() {
                let at = free.addr().wrapping_sub(page.addr());
                // SAFETY: the page is one of ours
                unsafe { (*page).start = if at < PAGE { at as u32 } else { (*page).end } }
            }
        }
        self.forget_spares();
        self.marker.has_boot.set(true);
        true
    }

    /// Every object that has not been freed, dead ones with them.
    fn each_object(&self, mut f: impl FnMut(&Header)) {
        for sc in &self.sizes {
            // the run that is being filled is not read: no memory may be behind it yet
            let (free, behind) = (sc.cur.get(), sc.end.get());
            for &page in sc.pages.borrow().iter() {
                // SAFETY: before cells are used again each starts with a header, a zero one if it is free
                unsafe {
                    let end = (*page).fresh as usize - super::alloc::PAGE_HEAD;
                    let mut at = 0;
                    while at < end {
                        let cell = Page::first(page).wrapping_add(at);
                        if cell == free && free < behind {
                            at += behind.addr() - free.addr();
                            continue;
                        }
                        let h = &*cell.cast::<Header>();
                        if h.kind() != Header::FREE {
                            f(h);
                        }
                        at += (*page).cell as usize;
                    }
                }
            }
        }
        for l in self.large.borrow().iter().chain(self.large_unswept.borrow().iter()) {
            // SAFETY: large objects live until they are taken off these lists
            f(unsafe { &*l.ptr });
        }
    }

    /// A marking begins: reports the objects of the start that have been stored into.
    pub(super) fn trace_boot(&self, t: &mut Tracer) {
        if self.marker.has_boot.take() {
            // those of which stores do not tell are found by scanning them once: they are of kinds that may own something
            // outside their cells, but for generators, of which there are none yet
            self.each_object(|h| {
                let may_be = h.colour() == Header::BOOT && self.kinds[h.kind() as usize].drop.is_some();
                if may_be && !t.is_settled(self.kinds, h) {
                    self.marker.join(h);
                }
            });
        }
        for h in self.marker.joined.borrow().iter() {
            // SAFETY: they live as long as the heap
            t.word(unsafe { (**h).word() });
        }
    }

    /// Whether the last marking has reached the object, or it needs no marking.
    pub(super) fn is_live(&self, h: &Header) -> bool {
        h.colour() == self.colour.get() || h.colour() == Header::BOOT
    }
}

impl Marker {
    /// Makes an object of the start an ordinary one, and a root.
    pub(super) fn join(&self, h: &Header) {
        h.put(Header::BARRIER, false);
        h.paint(self.colour_of_joined());
        if self.is_on() {
            // it is scanned by the marking under way, with what is stored into it now
            self.make_grey(h);
        }
        self.joined.borrow_mut().push(h);
    }
}
