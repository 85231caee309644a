//! The tracer: goes from object to object during a marking.

use std::ops::Range;

use super::{Header, KindInfo, Slot, Word};

/// So many words of an object are scanned at a time.
const PIECE: usize = 4096;
/// Words scanned for the price of an object.
const WORDS_A_UNIT: usize = 4;

/// What a tracer is to do with the objects that are reported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    /// Mark them; no script runs before the end.
    Whole,
    /// Mark them; script runs between slices, and its stores into what has been scanned are watched.
    Sliced,
    /// They must be marked already.
    Verify,
}

/// Collects what is reachable during one marking.
pub struct Tracer {
    /// Objects that are reached and not scanned.
    pub(super) grey: Vec<*const Header>,
    /// Objects that are scanned in part, or again: where to go on.
    parts: Vec<(*const Header, usize)>,
    /// Objects that have been scanned while they could change unseen.
    unsettled: Vec<*const Header>,
    pub(super) mode: Mode,
    colour: u8,
    check: bool,
    /// Figures of what has been scanned.
    pub(super) objects: usize,
    pub(super) bytes: usize,
    /// Work done, one for an object.
    pub(super) units: usize,
    from: usize,
    rest: usize,
}

impl Tracer {
    pub(super) fn new(mode: Mode, colour: u8, check: bool) -> Tracer {
        Tracer {
            grey: Vec::new(),
            parts: Vec::new(),
            unsettled: Vec::new(),
            mode,
            colour,
            check,
            objects: 0,
            bytes: 0,
            units: 0,
            from: 0,
            rest: 0,
        }
    }

    /// Reports a reference.
    #[inline(always)]
    pub fn word(&mut self, word: Word) {
        if let Some(p) = word.as_pointer() {
            // SAFETY: words point at cells of the heap; a freed one has a header of kind FREE
            let h = unsafe { &*p };
            if h.colour() != self.colour {
                self.reach(h);
            }
        }
    }

    /// Reports a field that may be unset.
    #[inline(always)]
    pub fn slot(&mut self, slot: &Slot) {
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
    fn reach(&mut self, h: &Header) {
        if self.check {
            self.examine(h);
        }
        if h.kind() != Header::FREE {
            h.paint(self.colour);
            self.grey.push(h);
        }
    }

    #[cold]
    fn examine(&self, h: &Header) {
        assert!(h.kind() != Header::FREE, "a root or field points at a freed object");
        assert!(self.mode != Mode::Verify, "a marked object points at one of kind {} that is not", h.kind());
    }

    /// Which of the `len` words of the object at hand are to be reported now: long arrays are scanned piece by
    /// piece. An object may have one such array.
    #[inline]
    pub fn piece(&mut self, len: usize) -> Range<usize> {
        let from = self.from.min(len);
        let to = len.min(from + PIECE);
        if to < len {
            self.rest = to;
        }
        self.units += (to - from) / WORDS_A_UNIT;
        from..to
    }

    /// Says that the object at hand may change unseen by `Slot::set` and its like: it is scanned again at the end.
    #[inline]
    pub fn unsettled(&mut self, object: &Header) {
        if self.mode == Mode::Sliced {
            object.put(Header::BARRIER, false);
            self.unsettled.push(object);
        }
    }

    /// Takes note of work done in tracing roots.
    pub fn charge(&mut self, words: usize) {
        self.units += words / WORDS_A_UNIT;
    }

    /// Has objects scanned again, with those that were not settled.
    pub(super) fn repeat(&mut self, objects: Vec<*const Header>) {
        let unsettled = std::mem::take(&mut self.unsettled);
        self.parts.extend(objects.into_iter().chain(unsettled).map(|h| (h, 0)));
    }

    /// Scans what is grey until nothing is left, or so many units have been done; says whether nothing is left.
    pub(super) fn drain(&mut self, kinds: &[KindInfo], until: usize) -> bool {
        while self.units < until {
            let (h, first) = match (self.grey.pop(), &mut self.parts) {
                (Some(h), _) => {
                    self.from = 0;
                    (h, true)
                }
                (None, parts) => {
                    let Some((h, from)) = parts.pop() else { return true };
                    self.from = from;
                    (h, false)
                }
            };
            self.rest = 0;
            self.units += 1;
            // SAFETY: marked objects are live; the kind is a row of the table
            let bytes = unsafe {
                if self.mode == Mode::Sliced {
                    (*h).put(Header::BARRIER, true);
                }
                (kinds[(*h).kind() as usize].trace)(h, self)
            };
            if first {
                self.objects += 1;
                self.bytes += bytes;
            }
            if self.rest != 0 {
                self.parts.push((h, self.rest));
            }
        }
        self.grey.is_empty() && self.parts.is_empty()
    }

    /// Checks the references of one object.
    ///
    /// # Safety
    /// The object is live.
    pub(super) unsafe fn check_object(&mut self, kinds: &[KindInfo], h: *const Header) {
        self.from = 0;
        loop {
            self.rest = 0;
            // SAFETY: live, says the caller; the kind is a row of the table
            unsafe { (kinds[(*h).kind() as usize].trace)(h, self) };
            if self.rest == 0 {
                break;
            }
            self.from = self.rest;
        }
    }
}
