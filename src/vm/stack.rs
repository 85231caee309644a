//! The value stack and the stack of frame records.

use std::cell::Cell;

use super::Vm;
use crate::bytecode::Insn;
use crate::heap::{Reservation, Word};

/// A register: a word, or unset.
pub(crate) type Reg = Option<Word>;

/// Words of the value stack: reserved once, touched lazily.
pub(crate) const WORDS: usize = 32 << 20;
/// Frame records: reserved once, touched lazily.
const FRAMES: usize = 4 << 20;

/// The soft end moves in steps of this many words.
const STEP: usize = 2 << 10;
/// Room that a window may use beyond its registers without asking: frames of at most 64 registers begin
/// anywhere below the soft end.
pub(crate) const MARGIN: usize = 256;

/// What a frame's caller needs when the frame returns.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub(crate) struct Frame {
    /// The instruction after the call.
    pub pc: *const Insn,
    /// The caller's first register.
    pub base: *mut Reg,
    /// The caller's register for the result.
    pub dst: u32,
    /// What is to be done with the result: one of `After`.
    pub after: u32,
}

impl Frame {
    /// The register for the result, if that is only to be stored. Machine code writes, in the place of `dst` and `after`,
    /// the negative of the address where it takes the result itself, for the first register of the instruction.
    #[inline(always)]
    pub fn stored_in(&self) -> Option<usize> {
        match self.after as i32 {
            0 => Some(self.dst as usize),
            // SAFETY: places behind calls are those of linked code, which lives as long as the machine
            ..0 => Some(unsafe { (*self.pc.sub(1)).a } as usize),
            _ => None,
        }
    }

    /// Writes a copy of the record, word by word: a copy of 16 bytes at once would have to wait until the two words,
    /// which were written just before, are in the cache.
    ///
    /// # Safety
    /// `to` is a free frame record.
    #[inline(always)]
    pub unsafe fn write_to(&self, to: *mut Frame) {
        // SAFETY: read through a reference, written to a free record
        unsafe {
            (*to).pc = (&raw const self.pc).read_volatile();
            (*to).base = (&raw const self.base).read_volatile();
            (*to).dst = self.dst;
            (*to).after = self.after;
        }
    }
}

/// What is done with a result when a frame returns; the number in the frame record.
pub(crate) mod after {
    /// Store it in the caller's register.
    pub const STORE: u32 = 0;
    /// End the run loop: a native made the call.
    pub const HALT: u32 = 1;
    /// It must be None; the new instance stays in the register.
    pub const INIT: u32 = 2;
    /// The record belongs to a generator resumed by a `for` loop.
    pub const FOR: u32 = 3;
    /// The record belongs to a generator resumed by a native or the event loop.
    pub const RESUME: u32 = 4;
    /// The record belongs to a generator resumed by `yield from`.
    pub const DELEGATE: u32 = 5;
    /// Nothing: the frame ran for its effect.
    pub const DROP: u32 = 6;
    /// An operator's result; NotImplemented means that the other operand is asked.
    pub const OPERATOR: u32 = 7;
    /// The result of an operator that assigns; NotImplemented means that the plain operator is tried.
    pub const IN_PLACE: u32 = 8;
    /// The result of an operator that the right operand was asked; NotImplemented is an error.
    pub const REFLECTED: u32 = 9;
    /// A comparison's result to be stored.
    pub const COMPARE: u32 = 10;
    /// A comparison's result that decides a jump.
    pub const COMPARE_JUMP: u32 = 11;
    /// The answer of `__bool__` that decides a jump.
    pub const BOOL_JUMP: u32 = 12;
    /// The next item of a `for` loop; StopIteration ends the loop.
    pub const NEXT: u32 = 13;
    /// The answer of `__len__` that decides a jump.
    pub const LEN_JUMP: u32 = 14;
    /// The answer of `__bool__`, of which the contrary is stored.
    pub const NOT: u32 = 15;
    /// The answer of `__contains__`, of whose truth the contrary is stored.
    pub const LACKS: u32 = 16;
    /// The answer of `__contains__`, whose truth is stored.
    pub const CONTAINS: u32 = 17;
    /// The answer of `__len__`, of whose truth the contrary is stored.
    pub const NOT_LEN: u32 = 18;
    /// The answer of `__len__`.
    pub const LEN: u32 = 19;
    /// The answer of `__str__`.
    pub const TEXT: u32 = 20;
    /// The answer of `__repr__`.
    pub const REPR: u32 = 21;
    /// The answer of `__hash__`.
    pub const HASH: u32 = 22;
    /// The answer of `__iter__`.
    pub const ITER: u32 = 23;
    /// What `__await__` gives, which is awaited.
    pub const AWAIT: u32 = 24;
    /// What `__aiter__` gives, which must be an async iterator.
    pub const AITER: u32 = 25;
    /// The record belongs to a generator that the iterator of a `for` loop goes through (see `parts`).
    pub const PART: u32 = 26;
    /// The same of the second of two, when the first has given its item.
    pub const SECOND: u32 = 27;
    /// From here on: the record belongs to a generator that a built-in function goes through (see `consume`).
    pub const CONSUME: u32 = 28;
}

/// The stacks.
pub(crate) struct Stack {
    _memory: [Reservation; 2],
    pub words: *mut Reg,
    frames: *mut Frame,
    /// The next free frame record.
    pub fp: Cell<*mut Frame>,
    /// Frames must not reach this: the recursion limit.
    pub limit: Cell<*mut Frame>,
    /// Chains of `await`s must not be as long as this.
    pub deepest: Cell<u32>,
    /// The first free word while a native runs.
    pub top: Cell<*mut Reg>,
    /// Windows must begin below this; the cold path raises it step by step, so that it also tells how far the
    /// stack has been used since the last collection.
    pub soft_end: Cell<*mut Reg>,
    /// Nesting of run loops.
    pub depth: Cell<u32>,
}

impl Stack {
    pub(super) fn new(recursion_limit: usize) -> Stack {
        let memory = [Reservation::new(WORDS * 8), Reservation::new(FRAMES * size_of::<Frame>())];
        let (words, frames) = (memory[0].start().cast::<Reg>(), memory[1].start().cast::<Frame>());
        let s = Stack {
            _memory: memory,
            words,
            frames,
            fp: Cell::new(frames),
            limit: Cell::new(frames),
            deepest: Cell::new(0),
            // the word below the first window is no function: unset
            top: Cell::new(words.wrapping_add(1)),
            soft_end: Cell::new(words.wrapping_add(STEP)),
            depth: Cell::new(0),
        };
        s.set_limit(recursion_limit);
        s
    }

    /// Sets how many frames there may be; says whether that many fit.
    pub fn set_limit(&self, frames: usize) {
        let n = frames.min(FRAMES - 64);
        self.limit.set(self.frames.wrapping_add(n));
        self.deepest.set(n.min(u16::MAX as usize) as u32);
    }

    /// The recursion limit in frames.
    pub fn limit(&self) -> usize {
        (self.limit.get() as usize - self.frames as usize) / size_of::<Frame>()
    }

    /// How many frame records there are.
    pub fn frame_count(&self) -> usize {
        (self.fp.get() as usize - self.frames as usize) / size_of::<Frame>()
    }

    /// The frame record at an index.
    pub fn frame(&self, i: usize) -> Frame {
        // SAFETY: callers stay below frame_count
        unsafe { *self.frames.add(i) }
    }

    /// The lowest word.
    pub fn bottom(&self) -> *mut Reg {
        self.words
    }

    /// Whether an address is a register of the value stack (and not of a generator).
    #[inline(always)]
    pub fn contains(&self, p: *const Reg) -> bool {
        (p as usize).wrapping_sub(self.words as usize) < WORDS * 8
    }

    /// Raises the soft end so that a window of `n` words from `base` lies below it; says whether it fits.
    #[cold]
    #[inline(never)]
    pub fn make_room(&self, base: *mut Reg, n: usize) -> bool {
        let need = (base as usize - self.words as usize) / 8 + n + MARGIN;
        if need + MARGIN >= WORDS {
            return false;
        }
        let end = self.words.wrapping_add(need.next_multiple_of(STEP).min(WORDS - MARGIN));
        if end > self.soft_end.get() {
            self.soft_end.set(end);
        }
        true
    }

    /// Whether a window of `n` words from `base` fits; raises the soft end if need be.
    #[inline(always)]
    pub fn fits(&self, base: *mut Reg, n: usize) -> bool {
        base.wrapping_add(n + MARGIN) < self.soft_end.get() || self.make_room(base, n)
    }

    /// Unsets everything above the top that has been used since the last collection.
    pub fn clear_above(&self) {
        let top = self.top.get();
        let end = self.soft_end.get().wrapping_add(MARGIN);
        let used = (end as usize).saturating_sub(top as usize) / 8;
        // SAFETY: the end lies within the stack, and nothing above the top is in use
        unsafe { std::ptr::write_bytes(top, 0, used) }
        let index = (top as usize - self.words as usize) / 8;
        self.soft_end.set(self.words.wrapping_add((index + MARGIN).next_multiple_of(STEP)));
    }
}

impl Vm {
    pub(super) fn stack_index(&self, p: *const Reg) -> u32 {
        ((p as usize - self.stack.words as usize) / 8) as u32
    }

    pub(super) fn stack_word(&self, i: u32) -> Reg {
        // SAFETY: indices come from addresses of the stack
        if (i as usize) < WORDS { unsafe { *self.stack.words.add(i as usize) } } else { None }
    }

    pub(super) fn set_stack_word(&mut self, i: u32, word: Word) {
        if (i as usize) < WORDS {
            // SAFETY: indices come from addresses of the stack
            unsafe { *self.stack.words.add(i as usize) = Some(word) }
        }
    }
}
