//! Code that was translated too early: what its registers held when the sample was taken decides what is tried first,
//! and where they held nothing yet, floats are looked for behind ints, in no run. So translated code counts how often
//! it finds what it tries last, notes at which instructions, and after some of that it is translated again.
//!
//! Frames hold no places in machine code, so they go on in the new code at their next call, return or turn of a loop;
//! the old code stays for helpers that are to return to it. No code is translated more than `MOST` times.

use std::cell::Cell;

use dynasmrt::{DynasmApi, DynasmLabelApi, dynasm};

use super::super::stack::Reg;
use super::super::{Vm, answers};
use super::JitMode;
use super::helpers;
use super::translate::Translator;
use crate::bytecode::Insn;
use crate::heap::Word;
use crate::value::Linked;

/// Times that a code is translated.
const MOST: u32 = 3;
/// What is found last may be found so often before the code is translated again; each time it may be more.
const PATIENCE: u32 = 120;
/// How much more it may be each time.
const GROWTH: u32 = 8;

/// The instruction has met floats.
pub(super) const FLOAT: u32 = 1;
/// It has met two ints.
pub(super) const INT: u32 = 2;

/// What a translated code has met that it was not made for.
pub(super) struct Watch {
    /// How often that may happen until the code is translated again, and what each instruction has met.
    words: Box<[Cell<u32>]>,
    /// How often the code has been translated.
    turns: Cell<u32>,
}

impl Watch {
    fn new(insns: usize) -> Watch {
        Watch { words: vec![Cell::new(0); insns + 1].into(), turns: Cell::new(0) }
    }

    fn is_over(&self) -> bool {
        self.turns.get() >= MOST
    }

    /// What the next translation of a code is told: what its instructions have met, and where it counts.
    pub fn begin(vm: &Vm, linked: &Linked) -> (Vec<u32>, Option<*const Cell<u32>>) {
        let mut watches = vm.jit.watches.borrow_mut();
        let watch = watches.entry(linked.id).or_insert_with(|| Watch::new(linked.code.insns.len()));
        let turn = watch.turns.get();
        watch.turns.set(turn + 1);
        let patience = match vm.jit.mode {
            JitMode::Always => 3,
            _ => PATIENCE * GROWTH.pow(turn.min(MOST)),
        };
        watch.words[0].set(patience);
        let met = watch.words[1..].iter().map(Cell::get).collect();
        (met, (!watch.is_over()).then_some(watch.words.as_ptr()))
    }
}

/// The instruction before a place has met once too often what its code was not made for: goes on with it in new code.
///
/// # Safety
/// As for other helpers.
pub(super) unsafe extern "sysv64" fn again(vm: *mut Vm, pc: *const Insn, base: *mut Reg) -> u32 {
    // SAFETY: as for other helpers: machine code passes on the machine, and the frame's place and registers
    let (vm, at, linked) = unsafe { (&*vm, pc.sub(1), Vm::linked_of(base)) };
    let wanted = vm.jit.watches.borrow().get(&linked.id).is_some_and(|watch| {
        watch.words[0].set(u32::MAX >> 1);
        !watch.is_over()
    });
    if wanted {
        // where there is no memory for it, the old code is as right
        let _ = vm.translate(linked, base);
    }
    vm.at(at, base);
    answers::GO
}

impl Translator<'_> {
    /// Counts that the instruction has met what it tries last, before anything has been done. Changes `rdx`.
    pub fn missed(&mut self, what: u32) {
        let Some(counter) = self.watch else { return };
        let again = self.cold(again as helpers::Helper);
        let met = 4 * (self.ip as i32 + 1);
        dynasm!(self.ops
            ; mov rdx, QWORD counter as i64
            ; or DWORD [rdx + met], what as i32
            ; dec DWORD [rdx]
            ; js =>again
        );
    }

    /// Whether the instruction has met what it was not made for when it was translated before.
    pub fn has_met(&self, ip: usize, what: u32) -> bool {
        self.met.get(ip).is_some_and(|met| met & what != 0)
    }

    /// Whether a register held a float when the sample was taken.
    pub fn seen_float(&self, r: u16) -> bool {
        self.sample.get(r as usize).copied().flatten().is_some_and(Word::is_float)
    }

    /// Whether it held an int.
    pub fn seen_int(&self, r: u16) -> bool {
        self.sample.get(r as usize).copied().flatten().is_some_and(Word::is_int)
    }

    /// Whether an operand of an instruction is taken for a float.
    pub fn expects_float(&self, ip: usize, r: u16) -> bool {
        match (self.has_met(ip, FLOAT), self.has_met(ip, INT)) {
            (true, false) => !self.seen_int(r),
            (false, true) => false,
            _ => self.seen_float(r),
        }
    }
}
