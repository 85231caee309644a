//! No second tier on this processor: the dispatch loop runs everything.

use std::cell::Cell;

use super::stack::Reg;
use super::{JitMode, Vm, answers};
use crate::bytecode::Insn;
use crate::heap::Tracer;

/// What a machine knows of translated code: nothing.
pub(super) struct Jit {
    /// Never reaches 0 in earnest.
    pub ticks: Cell<u32>,
}

impl Jit {
    pub fn new(_: JitMode) -> Jit {
        Jit { ticks: Cell::new(0) }
    }

    pub fn forget(&self) {}

    pub fn class_changed(&self) {}

    pub fn trace(&self, _: &mut Tracer) {}
}

impl Vm {
    #[cold]
    #[inline(never)]
    pub(super) fn sampled(&self, _: *mut Reg) -> bool {
        false
    }

    #[inline(always)]
    pub(super) fn is_translated(&self, _: *mut Reg) -> bool {
        false
    }

    pub(super) unsafe fn run_translated(&mut self, pc: *const Insn, base: *mut Reg) -> u32 {
        self.at(pc, base);
        answers::GO
    }
}
