//! Collection in slices: the rest of the last sweep, marking from the roots, handing over watched objects that died.

use std::cell::RefCell;
use std::sync::atomic::Ordering;

use super::alloc::{MIN_THRESHOLD, Page};
use super::tracer::{Mode, Tracer};
use super::{Allocator, Header, Heap, HeapStats, Word, interrupt};

/// Whoever owns roots.
pub trait Roots {
    /// Marking begins: tables will be reported from their start.
    fn begin_tables(&self);

    /// Reports the next piece of tables that may be long; says whether there was anything left to report. What is
    /// put into the part that was reported (or moved there) is to be shaded by whoever does it: `Heap::shade`.
    fn trace_tables(&self, tracer: &mut Tracer) -> bool;

    /// Reports every other root.
    fn trace_roots(&self, tracer: &mut Tracer);
}

/// Work of one slice, in objects scanned: about a millisecond.
pub const SLICE: usize = 24 << 10;
/// Bytes allocated between two slices.
const SLICE_BYTES: usize = 256 << 10;
/// A marking that will surely scan no more objects than this is done at one go.
const FEW_OBJECTS: usize = 96 << 10;
/// New bytes that are worth marking an object for, as long as they stay in the processor's caches.
const BYTES_AN_OBJECT: usize = 1 << 10;
/// So many bytes of large objects take as long to mark as a small object.
const BYTES_AS_OBJECT: usize = 256;
/// The most that is waited for where little is alive.
const MAX_THRESHOLD: usize = 6 << 20;
/// So much more than was alive may be allocated during a collection before its slices grow.
const LATE: usize = 32 << 20;
/// Few objects are smaller than this, on the average of a program.
const SMALL_OBJECT: usize = 64;
/// After so many collections a program does not merely grow.
const STEADY: usize = 6;
/// After so many looks at the roots the marking ends without regard to the length of the slice.
const MANY_ROUNDS: u32 = 4;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Phase {
    /// No collection is under way; what the last one found dead is swept as allocation asks for room.
    Idle,
    /// The rest of the last sweep is done.
    Sweep,
    /// From the roots to all that can be reached.
    Mark,
    /// Looking for watched objects that were not reached.
    Bury,
    /// Those are marked after all, with what they lead to.
    Raise,
}

/// A collection under way.
pub(super) struct Cycle {
    phase: Phase,
    tracer: Tracer,
    rounds: u32,
    /// Watched objects: of the first `kept` it is known that they live, those from `at` on are not looked at.
    watched: Vec<*mut Header>,
    kept: usize,
    at: usize,
    dead: Vec<Word>,
}

impl Default for Cycle {
    fn default() -> Cycle {
        Cycle {
            phase: Phase::Idle,
            tracer: Tracer::new(Mode::Whole, 0, false),
            rounds: 0,
            watched: Vec::new(),
            kept: 0,
            at: 0,
            dead: Vec::new(),
        }
    }
}

impl Heap {
    /// Whether a collection is under way.
    pub fn is_collecting(&self) -> bool {
        self.cycle.borrow().phase != Phase::Idle
    }

    /// Begins a collection or goes on with the one under way, for about so many objects. At its end it gives the
    /// watched objects that were not reached: they are kept alive until the next collection. `matters` tells
    /// whether anybody still wants to know of a watched object's death. What else is dead is freed lazily. To be
    /// called only where no native holds an unrooted reference.
    pub fn advance(
        &self,
        roots: &dyn Roots,
        matters: &dyn Fn(&Header) -> bool,
        units: usize,
    ) -> Option<Vec<Word>> {
        self.interrupt.fetch_and(!interrupt::COLLECT, Ordering::Relaxed);
        let cycle = &mut *self.cycle.borrow_mut();
        // memory must not run away from a marking
        let until = match self.fresh_bytes.get() / self.late.get() {
            0 => units,
            1..4 => units.saturating_mul(4),
            _ => usize::MAX,
        };
        cycle.tracer.units = 0;
        if cycle.phase == Phase::Idle {
            cycle.phase = Phase::Sweep;
        }
        if cycle.phase == Phase::Sweep {
            if !self.sweep_ahead(&mut cycle.tracer.units, until) {
                return self.pause();
            }
            self.begin_marking(cycle, roots, units);
        }
        if cycle.phase == Phase::Mark {
            if !self.mark(cycle, roots, until) {
                return self.pause();
            }
            self.end_marking(cycle, roots);
        }
        if cycle.phase == Phase::Bury && !self.bury(cycle, matters, until) {
            return self.pause();
        }
        if !cycle.tracer.drain(self.kinds, until) {
            return self.pause();
        }
        Some(self.end_cycle(cycle))
    }

    /// The slice is over: says when the next one is due.
    fn pause(&self) -> Option<Vec<Word>> {
        self.threshold.set(self.fresh_bytes.get() + SLICE_BYTES);
        None
    }

    fn begin_marking(&self, cycle: &mut Cycle, roots: &dyn Roots, units: usize) {
        let colour = 3 - self.colour.get();
        let most = self.stats.get().live_objects + self.fresh_bytes.get() / SMALL_OBJECT;
        let whole = units == usize::MAX || most < FEW_OBJECTS && !self.sliced.get();
        let mode = if whole { Mode::Whole } else { Mode::Sliced };
        let units = cycle.tracer.units;
        cycle.tracer = Tracer::new(mode, colour, self.poison);
        cycle.tracer.units = units;
        cycle.rounds = 0;
        cycle.phase = Phase::Mark;
        // until the marking ends, no cell of either colour is dead
        self.dead_colour.set(0);
        self.forget_spares();
        if !whole {
            self.marker.begin(colour);
        }
        self.trace_boot(&mut cycle.tracer);
        roots.begin_tables();
    }

    /// Marks; says whether all that can be reached has been marked.
    fn mark(&self, cycle: &mut Cycle, roots: &dyn Roots, until: usize) -> bool {
        let t = &mut cycle.tracer;
        let until = if t.mode == Mode::Whole || cycle.rounds > MANY_ROUNDS { usize::MAX } else { until };
        self.marker.take_grey(&mut t.grey);
        let mut seen = false;
        loop {
            if !t.drain(self.kinds, until) {
                return false;
            }
            if roots.trace_tables(t) {
                if t.units >= until {
                    return false;
                }
                continue;
            }
            if seen {
                // no script has run since the roots were traced, and nothing grey is left
                return true;
            }
            roots.trace_roots(t);
            t.repeat(self.marker.take_again());
            seen = true;
            cycle.rounds += 1;
        }
    }

    fn end_marking(&self, cycle: &mut Cycle, roots: &dyn Roots) {
        self.marker.end(3 - self.colour.get());
        if self.poison && cycle.tracer.mode == Mode::Sliced {
            self.verify(roots);
        }
        // what is born from now on is black: it can be given nothing that is white. No bit says so: it lies on other pages
        self.close_pages();
        self.colour.set(3 - self.colour.get());
        cycle.tracer.mode = Mode::Whole;
        cycle.watched = self.watched.take();
        (cycle.kept, cycle.at) = (0, 0);
        cycle.phase = Phase::Bury;
    }

    /// Looks for watched objects that were not reached; says whether it has looked at all.
    fn bury(&self, cycle: &mut Cycle, matters: &dyn Fn(&Header) -> bool, until: usize) -> bool {
        while cycle.at < cycle.watched.len() {
            if cycle.tracer.units >= until {
                return false;
            }
            cycle.tracer.units += 1;
            let p = cycle.watched[cycle.at];
            cycle.at += 1;
            // SAFETY: watched objects are live until this very point
            let h = unsafe { &*p };
            if !matters(h) {
                continue;
            }
            if self.is_live(h) {
                cycle.watched[cycle.kept] = p;
                cycle.kept += 1;
            } else {
                cycle.dead.push(h.word());
            }
        }
        for w in &cycle.dead {
            cycle.tracer.word(*w);
        }
        cycle.phase = Phase::Raise;
        true
    }

    fn end_cycle(&self, cycle: &mut Cycle) -> Vec<Word> {
        cycle.watched.truncate(cycle.kept);
        let born = self.watched.take();
        cycle.watched.extend(born);
        (cycle.kept, cycle.at) = (0, 0);
        self.watched.replace(std::mem::take(&mut cycle.watched));
        cycle.phase = Phase::Idle;
        self.begin_sweep();
        let old = self.stats.get();
        self.stats.set(HeapStats {
            collections: old.collections + 1,
            live_bytes: cycle.tracer.bytes,
            live_objects: cycle.tracer.objects,
            ..old
        });
        self.plan_next(cycle.tracer.bytes, cycle.tracer.objects);
        if old.collections == STEADY {
            Allocator::return_late();
        }
        cycle.tracer = Tracer::new(Mode::Whole, 0, false);
        if self.poison {
            self.sweep_ahead(&mut 0, usize::MAX);
            self.skip_swept();
        }
        std::mem::take(&mut cycle.dead)
    }

    /// Sets when the next collection is due, after one that found this alive. A long marking begins early, so that
    /// it ends before as much has been allocated as was alive.
    fn plan_next(&self, live: usize, objects: usize) {
        let work = objects + live / BYTES_AS_OBJECT;
        let least = (MIN_THRESHOLD + work * BYTES_AN_OBJECT).min(MAX_THRESHOLD);
        let whole = least.max((live as f64 * self.growth) as usize);
        let during = if objects < FEW_OBJECTS { 0 } else { objects / SLICE * SLICE_BYTES };
        self.fresh_bytes.set(0);
        self.threshold.set((whole - during.min(whole / 2)).max(least));
        self.late.set(whole * 2 + LATE);
    }

    /// Checks, in the stress mode, that no marked object and no root points at one that is not marked.
    #[cold]
    fn verify(&self, roots: &dyn Roots) {
        let colour = 3 - self.colour.get();
        let mut t = Tracer::new(Mode::Verify, colour, true);
        for sc in &self.sizes {
            for &page in sc.pages.borrow().iter() {
                // SAFETY: under stress every cell of a page starts with a header, a zero one if it is free
                unsafe {
                    let cell = (*page).cell as usize;
                    let cells = ((*page).end as usize - super::alloc::PAGE_HEAD) / cell;
                    for i in 0..cells {
                        let p = Page::first(page).wrapping_add(i * cell).cast::<Header>();
                        let known = (*p).colour() == colour || (*p).colour() == Header::BOOT;
                        if (*p).kind() != Header::FREE && known {
                            t.check_object(self.kinds, p);
                        }
                    }
                }
            }
        }
        for l in self.large.borrow().iter() {
            // SAFETY: large objects live until they are taken off this list
            unsafe {
                if (*l.ptr).colour() == colour {
                    t.check_object(self.kinds, l.ptr);
                }
            }
        }
        roots.begin_tables();
        while roots.trace_tables(&mut t) {}
        roots.trace_roots(&mut t);
        t.check_reached("roots");
    }

    /// The watched objects that live.
    pub fn watched_words(&self) -> Vec<Word> {
        let cycle = self.cycle.borrow();
        let later = self.watched.borrow();
        let known = cycle.watched[..cycle.kept].iter();
        let rest = cycle.watched.iter().skip(cycle.at.max(cycle.kept));
        // those not reached by a marking that has ended are dead, if nobody has been told so far
        let reached = rest.filter(|p| {
            // SAFETY: watched objects are live until a collection takes them off the list
            self.is_live(unsafe { &***p })
        });
        // SAFETY: as above
        known.chain(reached).chain(later.iter()).map(|p| unsafe { (**p).word() }).collect()
    }

    /// Whether there are any, or some whose death nobody has been told yet.
    pub fn is_watching(&self) -> bool {
        let cycle = self.cycle.borrow();
        let known = cycle.kept > 0 || cycle.at < cycle.watched.len() || !cycle.dead.is_empty();
        known || !self.watched.borrow().is_empty()
    }

    /// Takes many objects off that list: those that need no watching any more.
    pub fn unwatch(&self, is_needless: &dyn Fn(&Header) -> bool) {
        let mut cycle = self.cycle.borrow_mut();
        let (mut i, at) = (0, cycle.at);
        // SAFETY: watched objects are live until a collection takes them off the list
        let needless = |p: &*mut Header| is_needless(unsafe { &**p });
        cycle.watched.retain(|p| {
            i += 1;
            i <= at || !needless(p)
        });
        let mut watched = self.watched.borrow_mut();
        watched.retain(|p| !needless(p));
        watched.shrink_to_fit();
    }

    /// Takes an object off that list, if it is the last of it.
    pub fn unwatch_last(&self, object: &Header) {
        let mut watched = self.watched.borrow_mut();
        if watched.last().is_some_and(|p| std::ptr::eq(p.cast_const(), object)) {
            watched.pop();
        }
    }

    /// Puts an object on that list in the place of the last one, if that needs no watching any more.
    #[inline]
    pub fn watch_instead(&self, object: &Header, is_needless: impl Fn(&Header) -> bool) {
        let mut watched = self.watched.borrow_mut();
        let object = std::ptr::from_ref(object).cast_mut();
        match watched.last_mut() {
            // SAFETY: watched objects are live until a collection takes them off the list
            Some(last) if is_needless(unsafe { &**last }) => *last = object,
            _ => watched.push(object),
        }
    }

    /// Puts an object on the list of those whose death the machine wants to be told of.
    pub fn watch(&self, object: &Header) {
        self.watched.borrow_mut().push(std::ptr::from_ref(object).cast_mut());
    }

    /// Whether script runs between the slices of a marking, so that what is put into tables of roots has to be shaded.
    #[inline(always)]
    pub fn is_marking(&self) -> bool {
        self.marker.is_on()
    }

    /// A word is put into a part of a table of roots that has been traced already.
    #[inline(always)]
    pub fn shade(&self, word: Word) {
        if self.marker.is_on() {
            self.marker.shade(word);
        }
    }

    /// Has every marking done in slices, however few objects there are (for tests).
    pub fn always_slice(&self) {
        self.sliced.set(true);
    }
}

pub(super) type CycleCell = RefCell<Cycle>;
