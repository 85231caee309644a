//! The second tier: hot functions as machine code.
//!
//! The dispatch loop counts calls and turns of loops; every so often it takes a sample, and code that is sampled
//! more than once is translated, instruction by instruction, into machine code of the same frames: registers stay
//! in the window, inline caches, globals and constants in the linked block, frame records on their stack. So any
//! instruction may hand over to the dispatch loop and any other may be where machine code goes on: the two tiers
//! share everything but the way of getting to the next instruction.
//!
//! * What is common runs inline: arithmetic on ints and floats, comparisons, attributes whose cache fits, items of
//!   lists, unpacking, calls of plain script functions.
//! * Loops over built-in data find their items themselves, and give the parts of pairs to their targets (`loops`); what
//!   they go through data with is made, or taken over from an earlier loop, where they begin (`iterators`).
//! * Runs of instructions are translated a second time, by what is known of their operands from those before them: numbers in
//!   the processor's registers (`floats`), ints, shapes of objects (`known_parts`, `plain_parts`).
//! * Built-in functions that a site is known to call are called with what they do in the plain case first: with their
//!   arguments as values, without a window (`natives`, `NativeRow::one`).
//! * A coroutine that is awaited where it is called is entered at once, without a helper (`coroutines`); other frames on the
//!   heap are made (`heap_frames`), and async generators go on at a `yield` (`async_generators`).
//! * Special methods of script classes are learnt by the operators that call them (`specials`).
//! * Instances of script classes are made where the class is called, and their `__init__` is entered (`construct`).
//! * Everything else calls a *helper*: the cold path that the dispatch loop would have called, which answers with a
//!   number (see `answers`).
//! * Machine code never nests: a call pushes a frame record and jumps, a return pops one and jumps to where the
//!   caller's table says that its instruction begins. Raising unwinds by the tables as always.
//! * What was translated before it had met its kinds of numbers is translated again when these turn up (`watch`), and what
//!   calls many methods of built-in classes that were not known yet.
//! * Loops over `enumerate` and `zip` of generators resume these themselves (`parts`); what is in sets is looked for where
//!   they lie (`sets`).
//! * Safepoints are those of the dispatch loop: entries of functions, turns of loops.
//!
//! The first instruction of translated code, and the bottoms of its loops, get the operation `Enter` in the linked
//! block, their operands stay; that is how the dispatch loop finds its way here. Memory of code is written first and
//! made executable then, never both at once, and lives as long as the machine. Where there is no translator for the
//! processor (`absent.rs`), no sample is ever taken.

mod async_generators;
mod bound;
mod calls;
mod code_memory;
mod constants;
mod construct;
mod consumers;
mod coroutines;
mod dicts;
mod floats;
mod formats;
mod frames;
mod generators;
mod heap_calls;
mod heap_frames;
mod helpers;
mod intrinsics;
mod iterators;
mod known;
mod known_parts;
mod loops;
mod names;
mod natives;
mod numbers;
mod objects;
mod parts;
mod plain_parts;
mod powers;
mod sets;
mod specials;
mod spread;
mod supers;
mod texts;
mod translate;
mod tuples;
mod unpacking;
mod watch;
mod ways;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use super::stack::Reg;
use super::{JitMode, Vm, answers};
use crate::bytecode::{Insn, Op};
use crate::heap::{Tracer, Word};
use crate::value::Linked;
use watch::Watch;
use ways::{Common, Ways};

/// Calls and turns of loops from one sample to the next: a prime, so that no loop beats time with it.
const PERIOD: u32 = 31;
/// Samples after which code is translated.
const SAMPLES: u32 = 3;
/// So many late calls cause another translation.
const AGAIN: [u32; 3] = [100, 1000, 10_000];
/// Longer codes are left to the dispatch loop.
const MOST_INSNS: usize = 1 << 14;

/// Goes on in machine code: the machine, the registers, where. Answers `GO` (the dispatch loop goes on where
/// the machine stands), `LEAVE` or `UNWOUND`.
type Enter = unsafe extern "sysv64" fn(*mut Vm, *mut Reg, *const u8) -> u32;

/// What a machine knows of its translated code.
pub(super) struct Jit {
    /// Calls and turns of loops until the next sample; 0 is never reached where no samples are wanted.
    pub ticks: Cell<u32>,
    /// How often classes have changed, or so often that it is not counted any more: places in objects of a shape, as machine
    /// code knows them, hold until then.
    pub classes: Cell<u32>,
    period: u32,
    samples: u32,
    mode: JitMode,
    enter: Cell<Option<Enter>>,
    code: code_memory::CodeMemory,
    #[allow(clippy::vec_box)] // machine code points at them
    ways: RefCell<Vec<Box<Ways>>>,
    #[allow(clippy::vec_box)] // likewise
    guesses: RefCell<Vec<Box<dicts::Guess>>>,
    /// What instructions have learnt in common.
    common: Common,
    /// What translated codes have met that they were not made for, by the numbers of the codes.
    watches: RefCell<HashMap<u32, Watch>>,
    tables: RefCell<Vec<Box<[u64]>>>,
    /// Objects that machine code names by their address: they live as long as it does.
    named: RefCell<Vec<Word>>,
}

impl Jit {
    pub fn new(mode: JitMode) -> Jit {
        let (period, samples) = match mode {
            JitMode::Off => (0, u32::MAX),
            JitMode::Hot => (PERIOD, SAMPLES),
            JitMode::Always => (1, 1),
        };
        Jit {
            ticks: Cell::new(period),
            classes: Cell::new(0),
            period,
            samples,
            mode,
            enter: Cell::new(None),
            code: Default::default(),
            ways: RefCell::default(),
            guesses: RefCell::default(),
            common: Common::default(),
            watches: RefCell::default(),
            tables: RefCell::default(),
            named: RefCell::default(),
        }
    }

    /// More to be learnt by an instruction.
    fn more_ways(&self) -> *const Ways {
        let made = Box::new(Ways::default());
        let at = &raw const *made;
        self.ways.borrow_mut().push(made);
        at
    }

    /// Where a site notes at which position it has found its key.
    fn more_guesses(&self) -> *const dicts::Guess {
        let made = Box::new(dicts::Guess::default());
        let at = &raw const *made;
        self.guesses.borrow_mut().push(made);
        at
    }

    /// The bits of an object's word, for machine code to compare with.
    fn name(&self, object: Word) -> i64 {
        self.named.borrow_mut().push(object);
        object.bits() as i64
    }

    /// Marks what machine code names.
    pub fn trace(&self, t: &mut Tracer) {
        self.named.borrow().iter().for_each(|w| t.word(*w));
    }

    /// A class has changed: an attribute that stood in objects may be a property now.
    pub fn class_changed(&self) {
        self.classes.set(self.classes.get().saturating_add(1));
    }

    /// Whether a change of classes would be noticed.
    fn classes_can_change(&self) -> bool {
        self.classes.get() != u32::MAX
    }

    /// Forgets what inline caches know beyond what stands in linked blocks.
    pub fn forget(&self) {
        for ways in self.ways.borrow().iter() {
            ways.forget();
        }
    }
}

impl Vm {
    /// A sample: the code of the running frame is hot, or on its way. Says whether it has been translated now.
    #[cold]
    #[inline(never)]
    pub(super) fn sampled(&self, base: *mut Reg) -> bool {
        self.jit.ticks.set(self.jit.period);
        let linked = Vm::linked_of(base);
        let heat = linked.heat.get().saturating_add(1);
        linked.heat.set(heat);
        if heat != self.jit.samples || linked.code.insns.len() > MOST_INSNS {
            return false;
        }
        let Some(whole_entry) = self.translate(linked, base) else { return false };
        // the dispatch loop's ways in
        for (ip, insn) in linked.code.insns.iter().enumerate() {
            if ip == 0 && whole_entry || matches!(insn.operation(), Op::Loop | Op::For) {
                linked.patch(ip);
            }
        }
        true
    }

    /// Whether calls like those are still counted for the code of a frame.
    #[inline(always)]
    pub(super) fn may_be_late(&self, base: *mut Reg) -> bool {
        Vm::linked_of(base).late.get() < AGAIN[AGAIN.len() - 1]
    }

    /// A call of a method of a built-in class that the running frame's translation did not know: a later part of the code,
    /// which had not run by then. After many of them the code is translated once more; says whether it has been now.
    #[cold]
    #[inline(never)]
    pub(super) fn called_late(&self, base: *mut Reg) -> bool {
        let linked = Vm::linked_of(base);
        let late = linked.late.get().saturating_add(1);
        linked.late.set(late);
        let soon = self.jit.mode == JitMode::Always && late == 3;
        (soon || AGAIN.contains(&late)) && self.translate(linked, base).is_some()
    }

    /// Translates the code of a frame. Says whether its first instruction never needs the dispatch loop.
    fn translate(&self, linked: &Linked, base: *mut Reg) -> Option<bool> {
        if self.jit.enter.get().is_none() {
            let at = self.jit.code.keep(&translate::entrance()?)?;
            // SAFETY: the bytes are a function of this type
            self.jit.enter.set(Some(unsafe { std::mem::transmute::<*const u8, Enter>(at) }));
        }
        let made = translate::translate(self, linked, base)?;
        let at = self.jit.code.keep(&made.bytes)? as u64;
        let table: Box<[u64]> = made.places.iter().map(|p| at + *p as u64).collect();
        linked.table.set((table.as_ptr() as usize).wrapping_sub(linked.entry() as usize));
        linked.table_entry.set(at as usize + made.entry);
        self.jit.tables.borrow_mut().push(table);
        Some(made.whole_entry)
    }

    /// Whether the code of a frame has been translated.
    #[inline(always)]
    pub(super) fn is_translated(&self, base: *mut Reg) -> bool {
        Vm::linked_of(base).table.get() != 0
    }

    /// Goes on in machine code.
    ///
    /// # Safety
    /// As for `run`; the code of the frame has been translated.
    #[inline(always)]
    pub(super) unsafe fn run_translated(&mut self, pc: *const Insn, base: *mut Reg) -> u32 {
        let table = Vm::linked_of(base).table.get();
        let Some(enter) = self.jit.enter.get() else {
            self.at(pc, base);
            return answers::GO;
        };
        // SAFETY: the table, which is named as if it began where the instructions do, has a place for each of them
        unsafe {
            let target = *((table.wrapping_add(pc as usize)) as *const u64);
            enter(self, base, target as *const u8)
        }
    }
}
