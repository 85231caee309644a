//! The tracer: goes from object to object during a marking.

use std::ops::Range;

use super::{Header, KindInfo, Slot, Word, marks};

/// So many words of an object are scanned at a time.
const PIECE: usize = 4096;
/// Pointers looked at for the price of scanning an object.
const WORDS_A_UNIT: usize = 4;
/// The same of words that are no pointers.
const NUMBERS_A_UNIT: usize = 64;
/// Arrays of so many words cost nothing extra.
const FEW: usize = 16;
/// References wait for so many others before their objects are looked at, which the processor gets meanwhile.
const AHEAD: u32 = 12;
/// Room for them: a power of two.
const ROOM: usize = 16;

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
    /// References that have been reported and not looked at (Cher, Hosking and Vitek, "Software prefetching for
    /// mark-sweep garbage collection", 2004): those from `first` to before `next`, counted on for ever.
    ahead: [*const Header; ROOM],
    first: u32,
    next: u32,
    /// Objects that are scanned in part: where to go on.
    parts: Vec<(*const Header, usize)>,
    /// Objects that are scanned once more.
    again: Vec<*const Header>,
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
            ahead: [std::ptr::null(); ROOM],
            first: 0,
            next: 0,
            parts: Vec::new(),
            again: Vec::new(),
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
            prefetch(p);
            self.ahead[self.next as usize % ROOM] = p;
            self.next = self.next.wrapping_add(1);
            if self.next.wrapping_sub(self.first) > AHEAD {
                self.look();
            }
        }
    }

    /// Looks at the object of the reference that has waited longest.
    #[inline(always)]
    fn look(&mut self) {
        let p = self.ahead[self.first as usize % ROOM];
        self.first = self.first.wrapping_add(1);
        // SAFETY: words point at cells of the heap; a freed one has a header of kind FREE
        let h = unsafe { &*p };
        if h.colour() != self.colour {
            self.reach(h);
        }
    }

    /// Looks at what was reported: at all of it, or until an object turns grey.
    fn look_at_rest(&mut self, all: bool) {
        while self.first != self.next && (all || self.grey.is_empty()) {
            self.look();
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
        if h.colour() == Header::BOOT {
            return;
        }
        if h.kind() == Header::FREE {
            assert!(!self.check, "a root or field points at a freed object");
            return;
        }
        h.paint(self.colour);
        marks::set(h);
        self.grey.push(h);
    }

    /// Reports the words of the object at hand, if there are many only the next piece of them: an object may have
    /// one such array.
    #[inline]
    pub fn words(&mut self, words: &[Word]) {
        let from = self.from.min(words.len());
        let to = words.len().min(from + PIECE);
        if to < words.len() {
            self.rest = to;
        }
        let piece = &words[from..to];
        if piece.len() > FEW {
            let pointers = piece.iter().filter(|w| w.is_pointer()).count();
            self.units += pointers / WORDS_A_UNIT + piece.len() / NUMBERS_A_UNIT;
        }
        for w in piece {
            self.word(*w);
        }
    }

    /// Which of the `len` words of the object at hand are to be reported now, as in `words`.
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

    /// Whether the object at hand is scanned from its start, and not for its next piece.
    pub fn is_first(&self) -> bool {
        self.from == 0
    }

    /// Says that there is another piece of the object at hand, which itself knows how far it has been scanned.
    pub fn more(&mut self) {
        self.rest = 1;
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
    pub(super) fn repeat(&mut self, mut objects: Vec<*const Header>) {
        // what there are many of is not copied
        objects.append(&mut self.unsettled);
        objects.append(&mut self.again);
        self.again = objects;
    }

    /// Scans what is grey until nothing is left, or so many units have been done; says whether nothing is left.
    pub(super) fn drain(&mut self, kinds: &[KindInfo], until: usize) -> bool {
        loop {
            while let Some(h) = self.grey.pop() {
                self.objects += 1;
                self.bytes += self.scan(kinds, h);
                if self.units >= until {
                    break;
                }
            }
            self.look_at_rest(self.units >= until);
            if self.units >= until {
                return self.grey.is_empty() && self.parts.is_empty() && self.again.is_empty();
            }
            if !self.grey.is_empty() {
                continue;
            }
            let h = match (self.parts.pop(), &mut self.again) {
                (Some((h, from)), _) => {
                    self.from = from;
                    h
                }
                (None, again) => match again.pop() {
                    Some(h) => h,
                    None => return true,
                },
            };
            self.scan(kinds, h);
            self.from = 0;
        }
    }

    /// Scans an object (a piece of it, if it is long); gives its size.
    #[inline(always)]
    fn scan(&mut self, kinds: &[KindInfo], h: *const Header) -> usize {
        self.units += 1;
        // SAFETY: marked objects are live; the kind is a row of the table
        let bytes = unsafe {
            if self.mode == Mode::Sliced {
                (*h).put(Header::BARRIER, true);
            }
            (kinds[(*h).kind() as usize].trace)(h, self)
        };
        if self.rest != 0 {
            self.parts.push((h, std::mem::take(&mut self.rest)));
        }
        bytes
    }

    /// Scans an object of the start, and says whether it is settled.
    pub(super) fn is_settled(&mut self, kinds: &[KindInfo], h: *const Header) -> bool {
        let mode = std::mem::replace(&mut self.mode, Mode::Sliced);
        let before = self.unsettled.len();
        self.scan(kinds, h);
        self.mode = mode;
        let settled = self.unsettled.len() == before;
        self.unsettled.truncate(before);
        settled
    }

    /// Checks the references of one object: all of them must have been marked.
    ///
    /// # Safety
    /// The object is live.
    pub(super) unsafe fn check_object(&mut self, kinds: &[KindInfo], h: *const Header) {
        self.parts.push((h, 0));
        while let Some((h, from)) = self.parts.pop() {
            self.from = from;
            self.scan(kinds, h);
            self.look_at_rest(true);
            // SAFETY: live, says the caller
            self.check_reached(kinds[unsafe { (*h).kind() } as usize].name);
        }
        self.from = 0;
    }

    /// Nothing may have been reached that was not marked.
    pub(super) fn check_reached(&self, by: &str) {
        if let Some(h) = self.grey.last() {
            // SAFETY: what is reached is live
            let kind = unsafe { (**h).kind() };
            panic!("a marked object points at one that is not: {by} at kind {kind}");
        }
    }
}

/// Has the processor get an object.
#[inline(always)]
fn prefetch(object: *const Header) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a hint, whatever the address
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(object.cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = object;
}
